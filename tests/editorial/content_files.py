"""Small files of content, for the tests that load or refuse them."""

from copy import deepcopy

from tests.factories import SOURCE

COMPETENCE = {"code": "alim", "slug": "alimentation", "name": "Alimentation", "definition": "Nourrir."}
HOLDER = {
    "competence": ["alim"],
    "position": 1,
    "level": "commune",
    "character": "facultative",
    "reference": "CGCT",
    "source_url": SOURCE,
}
ACTOR = {
    "code": "act-1",
    "slug": "jardin",
    "name": "Le Jardin",
    "kind": "operateur",
    "legal_form": "association",
    "description": "Un jardin.",
    "sectors": [["alim"]],
    "source_url": SOURCE,
}


def row(model, fields, **others):
    return {"model": model, "fields": deepcopy(fields) | others}


def make_files():
    """Three small files: a sheet with a child, tags, a sheet with tags and links."""
    return [
        ("1-tags.yaml", [row("taggit.tag", {"name": "jardin", "slug": "jardin"})]),
        (
            "2-competences.yaml",
            [
                row("territories.competence", COMPETENCE),
                row("territories.competenceholder", HOLDER),
                row("territories.competenceholder", HOLDER, position=2, level="epci"),
            ],
        ),
        (
            "3-actors.yaml",
            [
                row("actors.actor", ACTOR),
                row("actors.taggedactor", {"content_object": ["jardin"], "tag": ["jardin"]}),
                row("library.kit", {"slug": "municipal", "name": "Kit"}),
            ],
        ),
    ]


def fields_of(files, model, position=0):
    """Return the fields of a row of the files, to change them."""
    return [row["fields"] for _, rows in files for row in rows if row["model"] == model][position]
