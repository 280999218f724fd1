"""What every test shares."""

import os

import pytest


@pytest.fixture(autouse=True)
def database(db):
    """Give every test the database: hardly any goes without."""


def pytest_sessionfinish(session):
    """Fail when a test was skipped in CI, where nothing may be missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
