"""Loading the content: what changed is published with its history, what people wrote is kept."""

import pytest
from django.contrib.auth import get_user_model
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Revision

from actors.models import Actor
from editorial.fixtures import check
from editorial.seed import CREATED, KEPT, UNCHANGED, UPDATED, load
from library.models import Kit
from territories.models import Competence, CompetenceHolder
from tests.editorial.content_files import COMPETENCE, fields_of, make_files
from tests.factories import make_territory


@pytest.fixture
def files():
    return make_files()


def outcomes(files):
    """Load the files; return what became of each kind of sheet."""
    return {model: dict(counts) for _, model, counts in load(check(files))}


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


def test_a_row_of_the_database_can_be_named(files):
    make_territory(kind="region", code="53", name="Bretagne")
    fields_of(files, "actors.actor")["territory"] = ["region", 53]
    outcomes(files)
    assert Actor.objects.get().territory.name == "Bretagne"
