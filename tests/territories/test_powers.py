"""« Qui peut quoi » on the page of a place."""

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.asserts import assertContains, assertNotContains

from editorial.french import typeset
from territories.models import BanaticPairing, BanaticRelease, Exercise, Territory
from tests.editorial.back_office import filled_form, make_editor, office
from tests.factories import make_competence, make_territory

Kind, Nature = Territory.Kind, Territory.Nature


@pytest.fixture(autouse=True)
def shipped_law(database):
    call_command("loaddata", settings.BASE_DIR / "fixtures" / "02-competences.yaml", verbosity=0)


@pytest.fixture
def rennes():
    group = make_territory(Kind.INTERCOMMUNALITY, nature=Nature.METRO, name="Rennes Métropole")
    return make_territory(inside=[group], name="Rennes")


def page(client, place):
    return client.get(place.get_absolute_url())


def test_the_page_says_who_may_do_what_why_and_what_was_verified(client, rennes):
    response = page(client, rennes)
    assertContains(response, "Qui peut quoi")
    assertContains(response, "D’après la loi seule")
    assertContains(response, "La loi la confie à Rennes Métropole, comme à toute métropole")
    assertContains(response, typeset("CGCT, art. L. 5217-2, I, 6° a"))
    assertContains(response, "à recontrôler")


def test_the_vintage_of_banatic_is_always_there(client, rennes):
    BanaticRelease.objects.create(pk=BanaticRelease.ONLY, nomenclature="2021")
    Exercise.objects.create(territory=rennes.contained_in.get(), code="1510")
    response = page(client, rennes)
    assertContains(response, "D’après la loi et BANATIC, millésime non précisé, nomenclature de 2021")
    assertContains(response, "Commune ou syndicat")


def test_a_commune_alone_says_so(client):
    response = page(client, make_territory(name="L’Île-d’Yeu"))
    assertContains(response, "dans aucune intercommunalité à fiscalité propre")


def test_a_region_has_no_such_table(client):
    assertNotContains(page(client, make_territory(Kind.REGION)), "Qui peut quoi")


def test_an_editor_pairs_codes_in_the_back_office(client):
    competence = make_competence()
    competence.pairings.create(code="5505")
    competence.save_revision().publish()
    client.force_login(make_editor())
    form = filled_form(client.get(office(competence, "edit", competence.pk)))
    client.post(
        office(competence, "edit", competence.pk),
        form | {"pairings-0-code": "5510", "pairings-0-is_main": "on", "action-publish": "Publier"},
    )
    assert list(BanaticPairing.objects.filter(competence=competence).values_list("code", "is_main")) == [("5510", True)]
