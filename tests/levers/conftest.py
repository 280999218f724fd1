"""How the tests of the room read a page."""

import re
from html import unescape

import pytest

SPACES = re.compile(r"\s+")


@pytest.fixture
def read(client):
    """Return the HTML of a page, its entities and its no-break spaces made plain."""

    def read(address, **parameters):
        response = client.get(address, parameters)
        assert response.status_code == 200
        return SPACES.sub(" ", unescape(response.content.decode()))

    return read
