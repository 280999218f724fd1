"""« Mon territoire » follows the visitor in the address, and the page of a place leads further."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.models import Actor
from territories.finding import write_keys
from territories.models import FormerPlace, Territory, Twin
from tests.factories import make_actor, make_initiative, make_territory

Kind = Territory.Kind
MINE = {"territoire": "commune-35238"}


@pytest.fixture
def bretagne():
    return make_territory(Kind.REGION, code="53", name="Bretagne")


@pytest.fixture
def department(bretagne):
    return make_territory(Kind.DEPARTMENT, [bretagne], code="35", name="Ille-et-Vilaine")


@pytest.fixture
def rennes(bretagne, department):
    around = [bretagne, department]
    group = make_territory(Kind.INTERCOMMUNALITY, around, code="243500139", name="Rennes Métropole", nature="METRO")
    return make_territory(inside=[*around, group], code="35238", name="Rennes", population=225_000)


def test_without_a_place_nothing_is_added_and_no_cookie_is_ever_set(client, rennes):
    assertNotContains(client.get("/"), "territoire=")
    response = client.get("/", MINE)
    assert not response.cookies
    assertContains(response, "Mon territoire :")


def test_the_links_of_every_page_keep_the_place_and_say_it_once(client, rennes):
    make_initiative(title="Une cantine", slug="une-cantine", territories=[rennes])
    response = client.get("/initiatives/?region=53", MINE | {"region": "53"})
    assertContains(response, 'href="/initiatives/une-cantine/?territoire=commune-35238"')
    assertContains(response, 'href="/acteurs/?territoire=commune-35238"')
    text = response.content.decode()
    assert "territoire=commune-35238&amp;territoire" not in text
    assert "/static/css/leviers.css?territoire" not in text


def test_the_forms_keep_the_place(client, rennes):
    response = client.get("/recherche/", MINE | {"q": "cantine"})
    assertContains(response, '<input type="hidden" name="territoire" value="commune-35238">')


def test_the_place_can_be_removed_and_the_rest_of_the_address_stays(client, rennes):
    response = client.get("/initiatives/", MINE | {"region": "53"})
    assertContains(response, 'data-leave href="/initiatives/?region=53"')
    assertNotContains(response, "n’existe pas")


def test_a_redirection_keeps_the_place(client, rennes):
    response = client.get("/territoires/", MINE | {"q": "35238"})
    assertRedirects(response, "/territoires/commune/35238-rennes/?territoire=commune-35238")


@pytest.mark.parametrize(
    "value", ["commune-99999", "ville-35238", "35238", "commune-", "<b>", "commune-%00", "x" * 5_000, "commune-35238-"]
)
def test_an_unknown_place_is_ignored_and_said(client, rennes, value):
    response = client.get("/", {"territoire": value})
    assertContains(response, "il a été ignoré")
    assertNotContains(response, "territoire=")
    assertNotContains(response, "<b>»")


def test_the_code_of_the_past_of_a_place_is_understood(client, rennes):
    FormerPlace.objects.create(territory=rennes, nature="ancien-code", code="35999")
    assertContains(client.get("/", {"territoire": "commune-35999"}), "territoire=commune-35238")


def test_the_lists_offer_what_is_around_the_place(client, rennes):
    like = make_territory(code="44109", name="Nantes")
    Twin.objects.create(territory=rennes, among=Twin.Among.ACTIVE, rank=1, peer=like)
    for page in ["/initiatives/", "/acteurs/"]:
        response = client.get(page, MINE | {"departement": "22", "page": "1"})
        for narrowed, label in [
            ("intercommunalite=243500139", "dans mon intercommunalité"),
            ("departement=35", "dans mon département"),
            ("region=53", "dans ma région"),
            ("commune=44109", "comme chez moi"),
        ]:
            assertContains(response, f'href="?territoire=commune-35238&amp;{narrowed}">{label}</a>')
    assertNotContains(client.get("/bibliotheque/", MINE), "dans ma région")


def test_a_page_that_has_no_place_asks_nothing_of_the_database_for_it(client, rennes, django_assert_num_queries):
    with django_assert_num_queries(1):  # thumb tabs
        client.get("/cookies/")
    with django_assert_num_queries(3):  # the place, what is around it, thumb tabs
        client.get("/cookies/", MINE)


def test_the_page_of_a_place_shows_it_on_the_map(client, rennes, bretagne):
    response = client.get(rennes.get_absolute_url())
    assertContains(response, "Rennes, département\u00a0: Ille-et-Vilaine", 2)
    assertContains(response, 'france.svg#d35"')
    response = client.get(bretagne.get_absolute_url())
    assertContains(response, "Bretagne, région\u00a0: Ille-et-Vilaine", 2)


def test_the_page_of_a_place_names_the_networks_of_its_region_the_cress_first(client, rennes, bretagne, department):
    make_actor(name="Adess", kind=Actor.Kind.NETWORK, territory=bretagne)
    make_actor(name="CRESS Bretagne", kind=Actor.Kind.NETWORK, territory=bretagne)
    make_actor(name="Autre région", kind=Actor.Kind.NETWORK, territory=make_territory(Kind.REGION, code="11"))
    make_actor(name="Brouillon", kind=Actor.Kind.NETWORK, territory=bretagne, live=False)
    for place in [rennes, department, bretagne]:
        response = client.get(place.get_absolute_url())
        assert [actor.name for actor in response.context["networks"]] == ["CRESS Bretagne", "Adess"]
        assertContains(response, "Appeler")


def test_the_page_of_a_place_offers_to_become_mine_until_it_is(client, rennes):
    address = rennes.get_absolute_url()
    assertContains(client.get(address), "En faire mon territoire")
    assertNotContains(client.get(address, MINE), "En faire mon territoire")


def test_a_commune_names_what_it_has_absorbed(client, rennes):
    FormerPlace.objects.create(territory=rennes, nature="commune-deleguee", code="35900", name="Condate")
    FormerPlace.objects.create(territory=rennes, nature="commune-deleguee", code="35238", name="Rennes")
    assertContains(client.get(rennes.get_absolute_url()), "Commune déléguée : Condate.")


@pytest.fixture
def found(rennes):
    write_keys()


def test_a_list_is_narrowed_by_the_place_named_in_its_form(client, rennes, found):
    response = client.get("/initiatives/", {"q": "cantine", "lieu": "rennes", "page": "2"})
    assertRedirects(response, "/initiatives/?q=cantine&commune=35238")
    response = client.get("/acteurs/", {"commune": "35238", "lieu": "35238"})
    assertRedirects(response, "/acteurs/?commune=35238")


def test_a_list_offers_the_places_that_share_a_name(client, rennes, found):
    make_territory(code="99001", name="Rennes")
    write_keys()
    response = client.get("/initiatives/", {"lieu": "rennes"})
    assertContains(response, "Plusieurs territoires répondent")
    assertContains(response, 'href="?commune=35238"')
    assertContains(response, 'href="?commune=99001"')


def test_a_list_says_that_no_place_has_this_name(client, found):
    assertContains(client.get("/acteurs/", {"lieu": "<zzz>"}), "Aucun territoire ne répond à « &lt;zzz&gt; »")
    assertNotContains(client.get("/acteurs/", {"lieu": ""}), "territoire ne répond")


def test_only_the_lists_that_places_narrow_ask_for_one(client):
    assertContains(client.get("/initiatives/"), 'data-choice="filter"')
    assertNotContains(client.get("/bibliotheque/"), "data-choice")
