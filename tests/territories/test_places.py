"""Finding a place, and its page."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from territories.models import LegalBasis, Metropolis, Territory
from tests.factories import SOURCE, make_actor, make_initiative, make_lever, make_territory

Kind, Nature = Territory.Kind, Territory.Nature


@pytest.fixture
def bretagne():
    return make_territory(Kind.REGION, code="53", name="Bretagne")


@pytest.fixture
def ille_et_vilaine(bretagne):
    return make_territory(Kind.DEPARTMENT, [bretagne], code="35", name="Ille-et-Vilaine")


@pytest.fixture
def rennes_metropole(bretagne, ille_et_vilaine):
    around = [bretagne, ille_et_vilaine]
    return make_territory(Kind.INTERCOMMUNALITY, around, code="243500139", name="Rennes Métropole", nature=Nature.METRO)


@pytest.fixture
def rennes(bretagne, ille_et_vilaine, rennes_metropole):
    return make_territory(
        inside=[bretagne, ille_et_vilaine, rennes_metropole],
        code="35238",
        name="Rennes",
        postal_codes="35000 35200 35700",
        population=225_000,
    )


def find(client, words, **query):
    return client.get(reverse("territories:territories", query={"q": words} | query))


def names(response):
    return [place.name for place in response.context["page_obj"]]


@pytest.mark.parametrize(
    "words", ["l'ile d'yeu", "L’ÎLE-D’YEU", "ile yeu", "l ile d yeu", "85350", "85113", "ile yeu 85350"]
)
def test_a_place_is_found_whatever_the_accents_hyphens_and_case(client, words):
    island = make_territory(code="85113", name="L'Île-d'Yeu", postal_codes="85350")
    make_territory(name="Ville-d'Avray")
    assertRedirects(find(client, words), island.get_absolute_url())


@pytest.mark.parametrize("words", ["st etienne", "Saint-Etienne", "ST-ÉTIENNE"])
def test_saint_may_be_shortened(client, words):
    place = make_territory(name="Saint-Étienne")
    make_territory(name="Saint-Étienne-du-Bois")
    assertRedirects(find(client, words), place.get_absolute_url())


def test_the_nature_of_an_intercommunality_may_be_spelt_out(client):
    place = make_territory(Kind.INTERCOMMUNALITY, code="200000172", name="CC Faucigny - Glières", nature=Nature.CC)
    assertRedirects(find(client, "Communauté de communes Faucigny-Glières"), place.get_absolute_url())
    assert place.full_name == "Communauté de communes Faucigny - Glières"


def test_homonyms_are_told_apart_the_largest_first(client, rennes_metropole, ille_et_vilaine):
    aude = make_territory(Kind.DEPARTMENT, code="11", name="Aude")
    make_territory(name="Saint-Denis", inside=[aude], population=500)
    make_territory(name="Saint-Denis", inside=[rennes_metropole, ille_et_vilaine], population=150_000)
    make_territory(name="Saint-Denis-en-Val", population=900_000)
    response = find(client, "saint denis")
    assert names(response) == ["Saint-Denis", "Saint-Denis", "Saint-Denis-en-Val"]
    lines = [place.line for place in response.context["page_obj"]]
    assert lines == ["Commune · Rennes Métropole · Ille-et-Vilaine", "Commune · Aude", "Commune"]
    assertContains(response, "3 territoires pour")


def test_a_search_without_answer_says_what_to_do(client):
    assertContains(find(client, "zzz"), "essayez le code postal")


@pytest.mark.parametrize("words", ["\0", "%", "_", "'", "a" * 5_000, "a " * 2_000])
def test_junk_finds_nothing_and_breaks_nothing(client, rennes, words):
    assert find(client, words).status_code == 200


def test_without_words_the_regions_are_offered(client, bretagne):
    make_territory(name="Rennes")
    response = client.get(reverse("territories:territories"))
    assertContains(response, bretagne.get_absolute_url())
    assertNotContains(response, "Rennes</a>")


def test_a_long_answer_has_pages_at_constant_cost(client, django_assert_num_queries, rennes_metropole):
    for number in range(40):
        make_territory(name=f"Saint-Malo-{number}", inside=[rennes_metropole])
    with django_assert_num_queries(4):  # count, places, their containers, thumb tabs
        response = find(client, "saint malo", page=2)
    assert len(names(response)) == 10
    assertContains(response, "page 2 sur 2")
    assert find(client, "saint malo", page=3).status_code == 404
    assert find(client, "saint malo", page="x").status_code == 404


def test_the_regions_cost_two_queries(client, django_assert_num_queries, bretagne):
    with django_assert_num_queries(2):  # regions, thumb tabs
        client.get(reverse("territories:territories"))


@pytest.mark.parametrize("address", ["region/35/", "ville/35238/", "commune/00000/", "commune/%00/"])
def test_an_unknown_place_is_not_found(client, rennes, address):
    assert client.get(f"{reverse('territories:territories')}{address}").status_code == 404


def test_the_page_of_a_commune_says_what_it_is_and_where(client, rennes):
    response = client.get(rennes.get_absolute_url())
    assertContains(response, "225\u202f000 habitants")
    assertContains(response, "35000, 35200, 35700")
    for place in rennes.contained_in.all():
        assertContains(response, place.get_absolute_url())


def test_a_place_without_initiative_shows_where_there_are_some(client, rennes, rennes_metropole, ille_et_vilaine):
    make_initiative(territories=[rennes_metropole])
    make_actor(territory=ille_et_vilaine)
    response = client.get(rennes.get_absolute_url())
    assertContains(response, "aucune initiative ici")
    assertContains(response, f'?intercommunalite={rennes_metropole.code}">1 initiative</a>')
    assertContains(response, '?departement=35">1 acteur</a>')


def test_an_initiative_counts_once_in_what_contains_its_places(client, rennes, bretagne, rennes_metropole):
    make_initiative(territories=[rennes, rennes_metropole], title="Une cantine bio")
    response = client.get(bretagne.get_absolute_url())
    assertContains(response, "1 initiative<")
    assertContains(response, "Une cantine bio", 1)


def test_an_intercommunality_shows_its_communes_and_its_powers(client, rennes, rennes_metropole):
    LegalBasis.objects.create(
        level="metropole", reference="CGCT, art. L. 5217-2", summary="Six blocs", position=1, source_url=SOURCE
    )
    LegalBasis.objects.create(
        level="cc", reference="CGCT, art. L. 5214-16", summary="Cinq groupes", position=2, source_url=SOURCE
    )
    response = client.get(rennes_metropole.get_absolute_url())
    assertContains(response, rennes.get_absolute_url())
    assertContains(response, "Six blocs")
    assertNotContains(response, "Cinq groupes")


def test_a_metropolis_shows_its_facts_with_their_sources(client, rennes_metropole):
    Metropolis.objects.create(
        code=rennes_metropole.code,
        territory=rennes_metropole,
        seat="Rennes",
        since=2015,
        status="métropole de droit commun",
        commune_count=43,
        population=467_858,
        total_population=475_000,
        population_source_url="https://exemple.fr/population",
        population_vintage="2025",
        rtes_member=True,
        rtes_source_url="https://exemple.fr/rtes",
        source_url="https://exemple.fr/statut",
    )
    response = client.get(rennes_metropole.get_absolute_url())
    for text in ["467\u202f858", "475\u202f000", "Adhérente du RTES", "/population", "/rtes", "/statut"]:
        assertContains(response, text)


def test_a_region_lists_departments_and_intercommunalities_but_not_each_commune(client, rennes, bretagne):
    lone = make_territory(name="Île-de-Bréhat", inside=[bretagne])
    response = client.get(bretagne.get_absolute_url())
    assertContains(response, "Ille-et-Vilaine</a>")
    assertContains(response, "Rennes Métropole</a>")
    assertContains(response, lone.get_absolute_url())
    assertNotContains(response, rennes.get_absolute_url())
    assertContains(response, "2 communes")


def test_what_the_list_files_as_a_department_beyond_the_seas_is_named_rightly(client):
    place = make_territory(Kind.DEPARTMENT, code="987", name="Polynésie française")
    assertContains(client.get(place.get_absolute_url()), "Collectivité ou territoire d’outre-mer")


def test_a_draft_is_on_no_page_and_in_no_count(client, rennes, bretagne):
    make_initiative(territories=[rennes], title="Canari", live=False)
    make_actor(territory=rennes, name="Canari", live=False)
    for place in [rennes, bretagne]:
        response = client.get(place.get_absolute_url())
        assertNotContains(response, "Canari")
        assertContains(response, "aucune initiative ici")
        assertContains(response, "aucun acteur ici")


# The place with its counts and its métropole, what is around with counts, initiatives and their levers, actors with
# their place, what is inside, the networks of the region, the legal bases, the thumb tabs.
@pytest.mark.parametrize("size", [1, 8])
def test_a_place_costs_the_same_whatever_it_holds(client, django_assert_num_queries, size, rennes, bretagne):
    for _ in range(size):
        make_initiative(territories=[rennes], levers=[make_lever()])
        make_actor(territory=rennes)
    with django_assert_num_queries(9):
        client.get(bretagne.get_absolute_url())
