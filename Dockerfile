# The image of the portal: `docker build -t leviers .`, then give it SECRET_KEY, DATABASE_URL, SITE_URL and ALLOWED_HOSTS.

FROM python:3.13-slim-trixie AS build
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /portal
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen --no-dev
COPY . .
# No secret is needed to collect the files, and none stays in the image.
RUN SECRET_KEY=build STATIC_ROOT=/portal/static-collected .venv/bin/python manage.py collectstatic --noinput

FROM python:3.13-slim-trixie
ENV PATH=/portal/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/portal/static-collected \
    VAR_DIR=/var/lib/portal
WORKDIR /portal
# A number, so that an orchestrator can check that it is not root; it owns its data and nothing else.
RUN mkdir /var/lib/portal && chown 10001:10001 /var/lib/portal
COPY --from=build /portal /portal
USER 10001:10001
VOLUME /var/lib/portal
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000"]
