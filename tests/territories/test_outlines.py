"""The map shipped with the project is the one that the package gives, and has every département."""

import json
import tarfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from territories.management.commands.pack_outlines import SHIPPED
from territories.sources import read_table

SQUARE = "m 10,10 20,0 0,0.1 0,20 -20,0 z m 50,0 5,0 0,5 z"


def package(tmp_path, text):
    (tmp_path / "index.js").write_text(text)
    return tmp_path


def locations(*ids):
    return "export default " + json.dumps({"locations": [{"id": code, "path": SQUARE} for code in ids]}) + ";\n"


def test_an_outline_loses_the_points_that_change_hardly_anything(tmp_path):
    call_command("pack_outlines", package(tmp_path, locations("35")), to=tmp_path / "map.svg")
    drawing = (tmp_path / "map.svg").read_text()
    assert '<g id="d35"><path d="M10,10l20,0 0,20.1 -20,0zM60,10l5,0 0,5z"/></g>' in drawing


def test_paris_is_drawn_twice(tmp_path):
    call_command("pack_outlines", package(tmp_path, locations("75", "2a")), to=tmp_path / "map.svg")
    drawing = (tmp_path / "map.svg").read_text()
    assert drawing.count("<path") == 3
    assert 'id="d2A"' in drawing


def test_the_archive_of_npm_is_read_as_the_folder_is(tmp_path):
    folder = package(tmp_path, locations("35"))
    with tarfile.open(tmp_path / "package.tgz", "w:gz") as archive:
        archive.add(folder / "index.js", "package/index.js")
    for name, source in [("one", folder), ("two", tmp_path / "package.tgz")]:
        call_command("pack_outlines", source, to=tmp_path / name)
    assert (tmp_path / "one").read_text() == (tmp_path / "two").read_text()


@pytest.mark.parametrize("text", ["", "export default {", "export default {}", "export default []"])
def test_what_is_not_the_package_is_refused_and_nothing_is_written(tmp_path, text):
    with pytest.raises(CommandError, match="n’est pas le paquet"):
        call_command("pack_outlines", package(tmp_path, text), to=tmp_path / "map.svg")
    assert not (tmp_path / "map.svg").exists()


def test_the_shipped_map_has_every_department():
    drawing = SHIPPED.read_text()
    table = settings.BASE_DIR / "fixtures" / "territories" / "departements.csv"
    assert [line["code"] for line in read_table(table, ["code"]) if f'id="d{line["code"]}"' not in drawing] == []
