"""« And everything inside »: a list narrowed by a territory, and the counts beside each."""

import pytest
from pytest_django.asserts import assertContains

from actors.models import Actor, Initiative
from territories.models import Territory
from tests.factories import make_actor, make_initiative, make_territory

Kind, Nature = Territory.Kind, Territory.Nature


@pytest.fixture
def france():
    """Two régions; a métropole with two communes, one of them in a territory of its own inside the métropole."""
    west = make_territory(Kind.REGION, code="53", name="Bretagne")
    north = make_territory(Kind.REGION, code="11", name="Île-de-France")
    department = make_territory(Kind.DEPARTMENT, code="35", name="Ille-et-Vilaine", inside=[west])
    seine = make_territory(Kind.DEPARTMENT, code="93", name="Seine-Saint-Denis", inside=[north])
    paris = make_territory(
        Kind.INTERCOMMUNALITY, code="200054781", name="Grand Paris", nature=Nature.METRO, inside=[north]
    )
    district = make_territory(
        Kind.INTERCOMMUNALITY, code="200057875", name="Est Ensemble", nature=Nature.EPT, inside=[paris, seine, north]
    )
    country = make_territory(
        Kind.INTERCOMMUNALITY, code="243500139", name="Pays de Fougères", nature=Nature.CA, inside=[department, west]
    )
    return {
        "53": west,
        "11": north,
        "35": department,
        "200054781": paris,
        "200057875": district,
        "243500139": country,
        "35238": make_territory(code="35238", name="Rennes", inside=[department, west]),
        "93048": make_territory(code="93048", name="Montreuil", inside=[district, paris, seine, north]),
    }


def counts(response, name):
    return {option.value: option.count for option in response.context["filterset"].facet(name).options}


def total(response):
    return response.context["filterset"].total


def test_a_territory_holds_what_is_in_the_places_inside_it(client, france):
    make_initiative(territories=[france["93048"]])
    for name, code in [
        ("region", "11"),
        ("departement", "93"),
        ("intercommunalite", "200054781"),
        ("commune", "93048"),
    ]:
        assert total(client.get("/initiatives/", {name: code})) == 1, name
    assert total(client.get("/initiatives/", {"region": "53"})) == 0


def test_a_territory_holds_what_is_attached_to_itself(client, france):
    make_initiative(territories=[france["53"]])
    response = client.get("/initiatives/")
    assert counts(response, "region") == {"53": 1, "11": 0}
    assert counts(response, "departement") == {}
    assert total(client.get("/initiatives/", {"region": "53"})) == 1


def test_an_initiative_of_several_places_is_counted_once_in_each_container(client, france):
    make_initiative(territories=[france["35238"], france["35"], france["53"], france["93048"]])
    response = client.get("/initiatives/", {"region": ["53", "11"]})
    assert total(response) == len(response.context["rows"]) == 1
    assert counts(response, "region") == {"53": 1, "11": 1}
    assert counts(response, "departement") == {"35": 1, "93": 1}


def test_the_metropolises_are_offered_and_any_intercommunality_may_be_asked_for(client, france):
    make_initiative(territories=[france["243500139"]])
    make_initiative(territories=[france["93048"]])
    assert counts(client.get("/initiatives/"), "intercommunalite") == {"200054781": 1}
    response = client.get("/initiatives/", {"intercommunalite": "243500139"})
    assert total(response) == 1
    assert [chip.label for chip in response.context["filterset"].chips] == ["Pays de Fougères"]


def test_a_territory_inside_another_that_is_counted_too_takes_nothing_from_it(client, france):
    make_initiative(territories=[france["200057875"]])
    make_initiative(territories=[france["93048"]])
    make_initiative(territories=[france["200054781"]])
    response = client.get("/initiatives/", {"intercommunalite": ["200054781", "200057875"]})
    assert total(response) == 3
    assert counts(response, "intercommunalite") == {"200054781": 3, "200057875": 2}


def test_a_commune_is_never_offered_but_stays_in_the_form_once_asked_for(client, france):
    make_initiative(territories=[france["35238"]])
    assert counts(client.get("/initiatives/"), "commune") == {}
    response = client.get("/initiatives/", {"commune": "35238"})
    assert counts(response, "commune") == {"35238": 1}
    assertContains(response, 'name="commune" value="35238" checked')


def test_a_code_names_one_territory_of_each_kind(client, france):
    """84 is a département and a région."""
    make_territory(Kind.REGION, code="35", name="Une région du même code")
    make_initiative(territories=[france["35238"]])
    assert total(client.get("/initiatives/", {"departement": "35"})) == 1
    assert total(client.get("/initiatives/", {"region": "35"})) == 0


def test_a_collectivity_overseas_is_not_offered_as_a_region_but_may_be_asked_for(client):
    miquelon = make_territory(Kind.REGION, code="975", name="Saint-Pierre-et-Miquelon")
    make_initiative(territories=[miquelon])
    assert counts(client.get("/initiatives/"), "region") == {}
    assert total(client.get("/initiatives/", {"region": "975"})) == 1


def test_actors_are_narrowed_and_counted_by_their_place(client, france):
    make_actor(name="Le Relais", territory=france["35238"])
    make_actor(name="La Fabrique", territory=france["11"])
    make_actor(name="Sans lieu")
    response = client.get("/acteurs/")
    assert counts(response, "region") == {"53": 1, "11": 1}
    assert counts(response, "departement") == {"35": 1}
    assertContains(client.get("/acteurs/", {"departement": "35"}), "Le Relais")
    assert total(client.get("/acteurs/", {"region": ["53", "11"]})) == 2


def test_the_named_querysets_accept_several_territories(france):
    make_initiative(territories=[france["35238"], france["93048"]])
    make_actor(territory=france["93048"])
    everywhere = [france["53"], france["11"]]
    assert Initiative.objects.inside(*everywhere).count() == 1
    assert Actor.objects.inside(*everywhere).count() == 1
    assert not Initiative.objects.inside().exists()
