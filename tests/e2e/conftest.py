"""A real browser in front of the site as it is served in production, with the real content.

What must never happen fails the test that saw it: an error in the console (a refusal of the content
security policy is one), a script error, a request that fails or goes to a third party, a cookie.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium

AXE = Path(settings.BASE_DIR, "node_modules", "axe-core", "axe.min.js")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


@dataclass(frozen=True)
class Site:
    url: str
    editor: str
    password: str


@pytest.fixture(autouse=True)
def database():
    """Leave the database of the tests alone: the site has its own."""


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Serve a copy of the demonstration; what a journey writes is gone at the end."""
    prepared = settings.VAR_DIR / "e2e"
    database = tmp_path_factory.mktemp("site") / "portal.sqlite3"
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ess_portal.settings",
        "DEMO": "1",
        "VAR_DIR": str(prepared),
        "DATABASE_URL": f"sqlite:///{prepared / 'portal.sqlite3'}",
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    demo = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert demo.returncode == 0, demo.stdout + demo.stderr
    editor, password = re.search(r"\((\w+), mot de passe (\w+)\)", demo.stdout).groups()

    shutil.copy(prepared / "portal.sqlite3", database)
    environment["DATABASE_URL"] = f"sqlite:///{database}"
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    log = (prepared / "server.log").open("w")
    with log, subprocess.Popen(gunicorn, cwd=settings.BASE_DIR, env=environment, stderr=log) as server:
        try:
            wait_for(environment["SITE_URL"])
            yield Site(environment["SITE_URL"], editor, password)
        finally:
            server.terminate()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(url, seconds=60):
    """Return once the site answers: the port opens before the workers are ready."""
    deadline = monotonic() + seconds
    while True:
        try:
            return urlopen(url, timeout=seconds).close()  # noqa: S310
        except URLError:
            if monotonic() > deadline:
                raise
            sleep(0.1)


@pytest.fixture(scope="session")
def browser():
    arguments = [] if os.geteuid() else ["--no-sandbox"]  # Chromium refuses its sandbox to root.
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find_chromium(), args=arguments)


@pytest.fixture
def open_page(browser, site):
    """Return a function that opens a watched page; the options are those of a browser context."""
    opened = []

    def open_page(*, cookies=False, expected_status=200, **options):
        context = browser.new_context(base_url=site.url, locale="fr-FR", **{"viewport": DESKTOP} | options)
        opened.append((context, cookies, complaints := []))
        watch(context, site.url, expected_status, complaints)
        return context.new_page()

    yield open_page
    for context, cookies, complaints in opened:
        kept = [] if cookies else [f"cookie : {cookie['name']}" for cookie in context.cookies()]
        context.close()
        assert complaints + kept == []


def watch(context, url, expected_status, complaints):
    """Add to the complaints all that must not happen in the context."""

    def on_console(message):
        expected = expected_status >= 400 and f"status of {expected_status}" in message.text
        if message.type == "error" and not expected:
            complaints.append(f"console : {message.text}")

    def on_request(request):
        if not request.url.startswith((url, "data:", "blob:")):
            complaints.append(f"tiers : {request.url}")

    def on_response(response):
        if response.status >= 400 and response.status != expected_status:
            complaints.append(f"{response.status} : {response.url}")

    def on_failure(request):
        # A request is aborted when the visitor leaves before its answer.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"échec : {request.url} {request.failure}")

    context.on("console", on_console)
    context.on("weberror", lambda failure: complaints.append(f"script : {failure.error}"))
    context.on("request", on_request)
    context.on("requestfailed", on_failure)
    context.on("response", on_response)


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def phone(open_page):
    return open_page(**PHONE)


@pytest.fixture(params=[True, False], ids=["avec JavaScript", "sans JavaScript"])
def any_page(request, open_page):
    return open_page(java_script_enabled=request.param)
