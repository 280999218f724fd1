import pytest

from tests.editorial.back_office import make_editor


@pytest.fixture
def editor(client):
    """Log an editor in, and return them."""
    editor = make_editor()
    client.force_login(editor)
    return editor
