"""The settings of the portal, without the shell nor `collectstatic`; only what speed and isolation ask for changes."""

import os
from pathlib import Path

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "VAR_DIR": str(Path(os.environ.get("VAR_DIR", "var"), "tests").absolute()),
    "DEBUG": "0",
    "DEMO": "0",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}

from ess_portal.settings import *  # noqa: F403
from ess_portal.settings import DATABASES, STATIC_ROOT, STORAGES

# A file rather than memory: `pytest --reuse-db` then skips the migrations.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}-tests"}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# WhiteNoise warns when it is missing, and a warning is an error.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
