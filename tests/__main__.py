"""Run every test that this machine can run: on SQLite, on PostgreSQL, in Chromium.

What is skipped, and why, is said in one line; with CI=true it is a failure.
"""

import os
import signal
import subprocess
import sys

from tests.chromium import find_chromium
from tests.postgresql import find_programs, throw_away_cluster

IN_CI = os.environ.get("CI") == "true"
GIVEN_DATABASE = os.environ.pop("DATABASE_URL", "")
# Two workers; the tests of a file stay together, for what is long to prepare.
WITHOUT_BROWSER = ["-n2", "--dist=loadfile", "-m", "not e2e"]


def main():
    # Stopped from outside, the run still stops what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    outcomes = [on_sqlite(), on_postgresql(), in_chromium()]
    sys.exit(0 if all(outcomes) else 1)


def on_sqlite():
    return run_pytest("SQLite", *WITHOUT_BROWSER)


def on_postgresql():
    if GIVEN_DATABASE.startswith("postgres"):
        return run_pytest("PostgreSQL (DATABASE_URL)", *WITHOUT_BROWSER, DATABASE_URL=GIVEN_DATABASE)
    if programs := find_programs():
        with throw_away_cluster(programs) as address:
            return run_pytest(f"PostgreSQL ({programs})", *WITHOUT_BROWSER, DATABASE_URL=address)
    return skip("PostgreSQL", "ni DATABASE_URL vers un serveur, ni programmes initdb et pg_ctl sur cette machine")


def in_chromium():
    if chromium := find_chromium():
        return run_pytest(f"Navigateur ({chromium})", "-m", "e2e")
    return skip("Navigateur", "Chromium est introuvable (chromium, chromium-browser, google-chrome)")


def run_pytest(title, *arguments, **environment):
    """Return whether the tests have passed."""
    print(f"\n━━ {title}", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=os.environ | environment).returncode == 0


def skip(title, reason):
    """Say what is skipped; return whether it may be."""
    print(f"\n━━ {title} : sauté, {reason}.", flush=True)  # noqa: T201
    return not IN_CI


main()
