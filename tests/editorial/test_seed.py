"""Loading the content: everything is checked before anything is written, and what people wrote is kept."""

from copy import deepcopy
from io import StringIO

import pytest
import yaml
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Revision

from actors.models import Actor
from editorial.fixtures import FixtureError, check
from editorial.seed import CREATED, KEPT, UNCHANGED, UPDATED, load
from levers.models import Lever, LeverAction
from library.models import KeyFigure, Kit
from territories.models import Competence, CompetenceHolder
from tests.factories import SOURCE, make_territory

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


@pytest.fixture
def files():
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


def outcomes(files):
    """Load the files; return what became of each kind of sheet."""
    return {model: dict(counts) for _, model, counts in load(check(files))}


def problems(files):
    with pytest.raises(FixtureError) as refused:
        check(files)
    return [str(problem) for problem in refused.value.problems]


def fields_of(files, model, position=0):
    """Return the fields of a row of the files, to change them."""
    return [row["fields"] for _, rows in files for row in rows if row["model"] == model][position]


def test_a_sheet_is_created_whole_and_published_with_a_revision(files):
    outcomes(files)
    actor = Actor.objects.published().get(slug="jardin")
    assert [tag.name for tag in actor.tags.all()] == ["jardin"]
    assert [sector.code for sector in actor.sectors.all()] == ["alim"]
    assert actor.live_revision == actor.latest_revision
    assert actor.live_revision.as_object().name == "Le Jardin"
    assert actor.first_published_at
    assert not actor.has_unpublished_changes
    assert ModelLogEntry.objects.for_instance(actor).get().revision == actor.live_revision


def test_loading_twice_changes_nothing(files):
    assert outcomes(files) == {
        Tag: {CREATED: 1},
        Competence: {CREATED: 1},
        Actor: {CREATED: 1},
        Kit: {CREATED: 1},
    }
    revisions = Revision.objects.count()
    assert outcomes(files) == {
        Tag: {UNCHANGED: 1},
        Competence: {UNCHANGED: 1},
        Actor: {UNCHANGED: 1},
        Kit: {UNCHANGED: 1},
    }
    assert Revision.objects.count() == revisions


def test_a_changed_value_updates_the_sheet_and_keeps_its_history(files):
    outcomes(files)
    before = Competence.objects.get(code="alim")
    fields_of(files, "territories.competence")["definition"] = "Nourrir mieux."
    assert outcomes(files)[Competence] == {UPDATED: 1}
    after = Competence.objects.get(code="alim")
    assert after.pk == before.pk
    assert after.definition == "Nourrir mieux."
    assert after.first_published_at == before.first_published_at
    assert [revision.as_object().definition for revision in after.revisions.order_by("pk")] == [
        "Nourrir.",
        "Nourrir mieux.",
    ]


def test_a_changed_child_is_replaced_and_the_others_stay(files):
    outcomes(files)
    before = dict(CompetenceHolder.objects.values_list("level", "pk"))
    fields_of(files, "territories.competenceholder", 1)["level"] = "metropole"
    assert outcomes(files)[Competence] == {UPDATED: 1}
    after = dict(CompetenceHolder.objects.values_list("level", "pk"))
    assert after.keys() == {"commune", "metropole"}
    assert after["commune"] == before["commune"]


def test_a_value_a_child_and_a_link_taken_out_of_the_file_go_away(files):
    fields_of(files, "actors.actor")["website"] = "https://jardin.example"
    outcomes(files)
    del fields_of(files, "actors.actor")["website"], fields_of(files, "actors.actor")["sectors"]
    files[2][1].pop(1)
    assert outcomes(files)[Actor] == {UPDATED: 1}
    actor = Actor.objects.get()
    assert actor.website == ""
    assert not actor.sectors.exists()
    assert not actor.tags.exists()


def test_a_plain_row_is_updated_without_a_revision(files):
    outcomes(files)
    fields_of(files, "library.kit")["name"] = "Kit des communes"
    assert outcomes(files)[Kit] == {UPDATED: 1}
    assert Kit.objects.get().name == "Kit des communes"


def test_what_plain_loaddata_has_loaded_gets_its_revision(files):
    Competence.objects.create(**COMPETENCE)
    del files[1][1][1:]
    assert outcomes(files)[Competence] == {UPDATED: 1}
    assert Competence.objects.get().live_revision
    assert outcomes(files)[Competence] == {UNCHANGED: 1}


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editrice")


def edit(editor):
    sheet = Competence.objects.get()
    sheet.definition = "Écrit par une personne."
    sheet.save_revision(user=editor).publish(user=editor)


def unpublish(editor):
    Competence.objects.get().unpublish(user=editor)


def prepare(editor):
    sheet = Competence.objects.get()
    sheet.definition = "Écrit par une personne."
    sheet.save_revision(user=editor)


@pytest.mark.parametrize("work", [edit, unpublish, prepare])
def test_what_a_person_did_to_a_sheet_is_kept(files, editor, work):
    outcomes(files)
    work(editor)
    before = Competence.objects.values().get()
    fields_of(files, "territories.competence")["definition"] = "Une nouvelle version du fichier."
    assert outcomes(files)[Competence] == {KEPT: 1}
    assert Competence.objects.values().get() == before


def test_what_a_person_wrote_is_kept_when_their_account_is_deleted(files, editor):
    outcomes(files)
    edit(editor)
    editor.delete()
    assert outcomes(files)[Competence] == {KEPT: 1}
    assert Competence.objects.get().definition == "Écrit par une personne."


def wrong(name, message, **fields):
    return pytest.param(fields, f"2-competences.yaml, entrée 2 (titulaire alim), champ « {name} » : {message}", id=name)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        wrong("source_url", "source manquante : tout fait dit où il a été lu", source_url=None),
        wrong("level", "La valeur « ’planète’ » n’est pas un choix valide.", level="planète"),
        wrong("reference", "valeur obligatoire", reference=""),
        wrong("source_read_on", "Le format de date de la valeur « hier » n’est pas valide", source_read_on="hier"),
        wrong("more_sources", "« rien » n’est pas une adresse", more_sources="rien"),
        wrong("competence", "code inconnu (compétence) : alin", competence=["alin"]),
        wrong("colour", "champ inconnu", colour="bleu"),
    ],
)
def test_a_wrong_value_is_named_with_its_file_entry_and_field(files, fields, problem):
    problem = problem.replace("titulaire alim", f"titulaire {fields.get('competence', ['alim'])[0]}")
    fields_of(files, "territories.competenceholder").update(fields)
    (found,) = problems(files)
    assert found.replace("'", "’").replace("\xa0", " ").startswith(problem)


def test_an_unknown_model_is_named_with_its_file_and_entry(files):
    files[0][1].append({"model": "levers.leverr", "fields": {}})
    files[0][1].append("une ligne perdue")
    assert problems(files) == [
        f"1-tags.yaml, entrée {rank}, champ « model » : il faut un modèle connu (model) et des champs (fields)"
        for rank in (2, 3)
    ]


def test_a_slug_or_a_code_given_twice_is_refused(files):
    files[1][1].append(row("territories.competence", COMPETENCE, name="Autre"))
    assert problems(files) == [
        f"2-competences.yaml, entrée 4 (compétence alim), champ « {name} » : "
        "déjà pris par 2-competences.yaml, entrée 1 (compétence alim)"
        for name in ("code", "slug")
    ]


def test_a_slug_taken_by_a_sheet_of_the_database_is_refused(files):
    Competence.objects.create(**COMPETENCE | {"code": "cant"})
    assert problems(files) == [
        "2-competences.yaml, entrée 1 (compétence alim), champ « slug » : déjà pris, dans la base, par « cant »"
    ]


def test_a_rule_of_the_database_is_checked_before(files):
    figure = {"code": "c1", "theme": "ensemble", "label": "Emplois", "value": "1", "perimeter": "France"}
    files.append(("4-figures.yaml", [row("library.keyfigure", figure, source_url=SOURCE)]))
    (problem,) = problems(files)
    assert "key_figure_has_a_year_or_says_why" in problem
    assert not KeyFigure.objects.exists()


def test_a_child_needs_its_sheet_above_it_in_the_files(files):
    lever = {"number": 1, "slug": "agir", "verb": "Agir", "short_title": "Agir", "official_text": "Agir.", "why": "…"}
    Lever.objects.create(**lever)
    action = {"lever": [1], "position": 1, "text": "Faire.", "source_url": SOURCE}
    files.append(("4-levers.yaml", [row("levers.leveraction", action)]))
    assert problems(files) == [
        "4-levers.yaml, entrée 1 (action concrète 1), champ « lever » : code inconnu (levier) : 1"
    ]
    assert not LeverAction.objects.exists()


def test_a_row_of_the_database_can_be_named(files):
    make_territory(kind="region", code="53", name="Bretagne")
    fields_of(files, "actors.actor")["territory"] = ["region", 53]
    outcomes(files)
    assert Actor.objects.get().territory.name == "Bretagne"


def write(folder, files):
    for name, rows in files:
        (folder / name).write_text(yaml.safe_dump(rows, allow_unicode=True))


def test_the_command_says_what_it_did_file_by_file(files, tmp_path):
    write(tmp_path, files)
    output = StringIO()
    call_command("load_content", tmp_path, stdout=output)
    assert output.getvalue().splitlines() == [
        "1-tags.yaml · Mots-clés · créations : 1",
        "2-competences.yaml · compétences · créations : 1",
        "3-actors.yaml · acteurs · créations : 1",
        "3-actors.yaml · kits · créations : 1",
    ]


def test_the_command_writes_nothing_when_one_entry_is_wrong(files, tmp_path):
    fields_of(files, "actors.actor")["kind"] = "licorne"
    write(tmp_path, files)
    with pytest.raises(CommandError, match=r"3-actors\.yaml, entrée 1 \(acteur jardin\), champ « kind »") as refused:
        call_command("load_content", tmp_path, stdout=StringIO())
    assert refused.value.returncode == 1
    assert not Tag.objects.exists()
    assert not Competence.objects.exists()


class InterruptedOutput(StringIO):
    def write(self, text):
        raise KeyboardInterrupt


def test_the_command_writes_nothing_when_it_is_interrupted(files, tmp_path):
    write(tmp_path, files)
    with pytest.raises(KeyboardInterrupt):
        call_command("load_content", tmp_path, stdout=InterruptedOutput())
    assert not Tag.objects.exists()


@pytest.mark.parametrize("text", ["- model: [", "model: seul", "\xff"])
def test_the_command_names_a_file_that_cannot_be_read(tmp_path, text):
    (tmp_path / "1-tags.yaml").write_bytes(text.encode("latin-1"))
    with pytest.raises(CommandError, match=r"1-tags\.yaml n’est pas"):
        call_command("load_content", tmp_path, stdout=StringIO())


def test_the_command_refuses_an_empty_folder(tmp_path):
    with pytest.raises(CommandError, match="Aucun fichier"):
        call_command("load_content", tmp_path, stdout=StringIO())
