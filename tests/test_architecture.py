"""The house stands: rooms are stacked, Wagtail stays behind its fence, files stay short."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

# From the floor to the roof: a room imports only rooms below it.
ROOMS = ["editorial", "territories", "levers", "library", "actors", "ess_portal"]
LONGEST_FILE = 300


def python_files(*folders):
    """Return the Python files of the folders, written by us: a migration is written by Django."""
    files = [file for folder in folders for file in Path(settings.BASE_DIR, folder).rglob("*.py")]
    return [file for file in files if "migrations" not in file.parts]


def modules_imported_by(file):
    """Return the dotted names a file imports, wherever in the file, relative ones made absolute."""
    package = file.relative_to(settings.BASE_DIR).parent.parts
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            above = package[: len(package) - node.level + 1]
            yield ".".join([*above, node.module or ""])
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def packages_imported_by(file):
    return {module.partition(".")[0] for module in modules_imported_by(file)}


def name_of(file):
    return str(file.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_below_it(room):
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    files = python_files(room)
    assert files
    assert {name_of(file): names for file in files if (names := packages_imported_by(file) & above)} == {}


def test_only_the_floor_and_the_hooks_know_wagtail():
    rooms = [room for room in ROOMS if room != "editorial"]
    files = [file for file in python_files(*rooms) if "wagtail" in packages_imported_by(file)]
    assert {name_of(file) for file in files if file.name != "wagtail_hooks.py"} == set()


def test_nothing_happens_behind_the_back_of_who_reads_the_code():
    signals = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    files = python_files(*ROOMS)
    assert [
        name_of(file) for file in files if any(name.startswith(signals) for name in modules_imported_by(file))
    ] == []


def test_markup_is_made_safe_in_the_components_only():
    """Everything else goes through the escaping of the templates."""
    components = settings.BASE_DIR / "editorial" / "templatetags"
    unsafe = re.compile(r"mark_safe|SafeString")
    files = [file for file in python_files(*ROOMS) if components not in file.parents]
    assert [name_of(file) for file in files if unsafe.search(file.read_text())] == []
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    assert [name_of(file) for file in templates if re.search(r"\|\s*safe\b|autoescape off", file.read_text())] == []


def test_every_template_compiles():
    """A page that no test opens would say so to its first visitor."""
    folder = Path(settings.BASE_DIR, "templates")
    names = [str(file.relative_to(folder)) for file in folder.rglob("*.html")]
    assert names
    assert all(get_template(name) for name in names)


def test_no_page_has_a_style_or_a_script_of_its_own():
    """The content security policy would refuse them."""
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    public = [file for file in templates if "wagtailadmin" not in file.parts]
    assert public
    assert {name_of(file): found.group() for file in public if (found := inline.search(file.read_text()))} == {}


def test_no_file_is_a_drawer_for_everything():
    assert [name_of(file) for file in python_files(*ROOMS, "tests") if "util" in file.stem] == []


def test_a_file_is_read_in_one_sitting():
    lengths = {name_of(file): len(file.read_text().splitlines()) for file in python_files(*ROOMS, "tests")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}
