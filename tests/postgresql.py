"""A PostgreSQL of its own for a test run: started from the programs of the machine, gone at the end."""

import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROLE = "portal"
# Nothing here has to survive a power cut. Autovacuum would count the rows of tables that tests leave empty,
# and PostgreSQL would then plan for empty tables.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


def find_programs():
    """Return the folder of `initdb` and `pg_ctl`, the newest PostgreSQL first, or None."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    elsewhere = [Path(os.path.realpath(program)).parent for program in [shutil.which("initdb")] if program]
    return next((folder for folder in [*reversed(debian), *elsewhere] if (folder / "initdb").exists()), None)


@contextmanager
def throw_away_cluster(programs):
    """Start a cluster in a temporary folder, reached by a socket inside it; yield its DATABASE_URL."""
    with TemporaryDirectory(prefix="ess-portal-") as folder:
        data = f"{folder}/data"
        options = " ".join([f"-k {folder}", "-c listen_addresses=''", *[f"-c {setting}" for setting in FAST]])
        identity = unprivileged_identity(folder)

        def run(program, *arguments):
            command = [programs / program, "-D", data, *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **identity)

        run("initdb", "-U", ROLE, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "start", "-w", "-l", f"{folder}/log", "-o", options)
        try:
            yield f"postgres://{ROLE}@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")


def unprivileged_identity(folder):
    """Return who may run PostgreSQL: it refuses root, who hands the folder to the `postgres` user."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
