"""Checking the content: a wrong entry is named with its file and field, and nothing is written."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from taggit.models import Tag

from editorial.fixtures import FixtureError, check
from levers.models import LeverAction
from library.models import KeyFigure
from territories.models import Competence
from tests.editorial.content_files import COMPETENCE, fields_of, make_files, row
from tests.factories import SOURCE, make_lever


@pytest.fixture
def files():
    return make_files()


def problems(files):
    with pytest.raises(FixtureError) as refused:
        check(files)
    return [str(problem) for problem in refused.value.problems]


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
    make_lever(number=1)
    action = {"lever": [1], "position": 1, "text": "Faire.", "source_url": SOURCE}
    files.append(("4-levers.yaml", [row("levers.leveraction", action)]))
    assert problems(files) == [
        "4-levers.yaml, entrée 1 (action concrète 1), champ « lever » : code inconnu (levier) : 1"
    ]
    assert not LeverAction.objects.exists()


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
