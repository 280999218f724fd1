# The two commands are `make demo` and `make test`; the README says what each one does.

PORT ?= 8000

.PHONY: demo test lint format

demo: export DEMO = 1
demo: export DEBUG = 0
demo: export VAR_DIR = $(CURDIR)/var
demo: export DATABASE_URL = sqlite:///$(CURDIR)/var/portal.sqlite3
demo: export SITE_URL = http://127.0.0.1:$(PORT)
demo: var/secret-key
	@bin/environment --no-dev --quiet
	@SECRET_KEY=$$(cat var/secret-key) .venv/bin/python manage.py demo
	@SECRET_KEY=$$(cat var/secret-key) exec .venv/bin/gunicorn --bind 127.0.0.1:$(PORT)

test:
	@bin/environment --quiet
	@.venv/bin/python -m tests

lint: export SECRET_KEY = $(shell head -c 64 /dev/urandom | base64 | tr -d '\n')
lint:
	@bin/environment --quiet
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djlint --lint templates
	.venv/bin/python manage.py makemigrations --check --dry-run
	SITE_URL=https://leviers.example SMTP_HOST=smtp.example \
		.venv/bin/python manage.py check --deploy --fail-level WARNING

format:
	@bin/environment --quiet
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

var/secret-key:
	@mkdir -p var
	@(umask 077 && head -c 64 /dev/urandom | base64 | tr -d '\n' > $@)
