"""What every test shares."""

import pytest


@pytest.fixture(autouse=True)
def database(db):
    """Give every test the database: hardly any goes without."""
