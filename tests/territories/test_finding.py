"""Suggestions while a place is typed: names, codes, old names, wrong spellings."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from territories.finding import suggest, write_keys
from territories.importers import import_formers
from territories.models import FormerPlace, PlaceKey, Territory
from tests.factories import make_territory

Kind = Territory.Kind


@pytest.fixture
def france():
    """A few places of France, under their real names and codes."""
    west = make_territory(Kind.REGION, code="53", name="Bretagne", population=3_400_000)
    department = make_territory(Kind.DEPARTMENT, [west], code="35", name="Ille-et-Vilaine", population=1_100_000)
    group = make_territory(
        Kind.INTERCOMMUNALITY,
        [department, west],
        code="243500139",
        siren="243500139",
        name="Rennes Métropole",
        nature="METRO",
        population=467_858,
    )
    communes = [
        ("35238", "Rennes", "35000 35200 35700", 225_000),
        ("42218", "Saint-Étienne", "42000 42100", 173_000),
        ("76575", "Saint-Étienne-du-Rouvray", "76800", 28_000),
        ("25056", "Besançon", "25000", 119_000),
        ("71076", "Chalon-sur-Saône", "71100", 45_000),
        ("85113", "L'Île-d'Yeu", "85350", 4_900),
        ("17300", "La Rochelle", "17000", 79_000),
        ("25497", "Roche-lez-Beaupré", "25220", 2_000),
        ("69123", "Lyon", "69001 69002 69003", 519_000),
        ("80829", "Y", "80190", 90),
        ("01015", "Arboys en Bugey", "01300", 640),
        ("2A004", "Ajaccio", "20000", 74_000),
        ("97411", "Saint-Denis", "97400", 157_000),
        ("93066", "Saint-Denis", "93200 93210", 149_000),
        ("34172", "Montpellier", "34000", 307_000),
    ]
    for code, name, postal_codes, population in communes:
        inside = [department, west, group] if code == "35238" else []
        make_territory(inside=inside, code=code, name=name, postal_codes=postal_codes, population=population)
    import_formers(
        [
            {"nature": "commune-deleguee", "code": "01015", "nom": "Arbignieu", "commune": "01015"},
            {"nature": "ancien-code", "code": "01340", "nom": "", "commune": "01015"},
            {"nature": "arrondissement", "code": "69383", "nom": "Lyon 3e Arrondissement", "commune": "69123"},
        ]
    )
    write_keys()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("st etienne", "42218"),
        ("saint-ét", "42218"),
        ("35000", "35238"),
        ("35238", "35238"),
        ("243500139", "243500139"),
        ("Besancon", "25056"),
        ("Chalon sur Saone", "71076"),
        ("chalon saone", "71076"),
        ("île d’yeu", "85113"),
        ("yeu", "85113"),
        ("rochelle", "17300"),
        ("la rochele", "17300"),
        ("montpelier", "34172"),
        ("Bezançon", "25056"),
        ("monptellier", "34172"),
        ("2a004", "2A004"),
        ("y", "80829"),
        ("arbignieu", "01015"),
        ("01340", "01015"),
        ("lyon 3", "69123"),
        ("69383", "69123"),
        ("35", "35"),
    ],
)
def test_the_first_place_suggested_is_the_one_meant(france, typed, code):
    assert suggest(typed)[0].code == code


def test_homonyms_are_suggested_together_the_largest_first(france):
    assert [place.code for place in suggest("saint denis")] == ["97411", "93066"]


def test_a_whole_name_comes_before_the_longer_ones_however_large(france):
    assert [place.name for place in suggest("rennes")] == ["Rennes", "Rennes Métropole"]


@pytest.mark.parametrize("typed", ["", " ", "zz", "\0", "%", "'", "a" * 5_000, "st " * 2_000, "١٢٣٤٥", "0rn9"])
def test_what_means_nothing_suggests_nothing_and_breaks_nothing(france, typed):
    assert suggest(typed) == []


@pytest.mark.parametrize(
    ("typed", "queries"),
    [
        ("s", 3),  # keys, sounds: one letter has none, places
        ("saint", 2),  # keys, places with what is around
        ("35000", 2),  # codes, places with what is around
        ("montpelier", 3),  # keys, sounds, places with what is around
    ],
)
def test_a_suggestion_costs_the_same_queries_whatever_it_finds(france, django_assert_max_num_queries, typed, queries):
    with django_assert_max_num_queries(queries):
        assert len([place.line for place in suggest(typed)]) <= 8


def test_keys_written_twice_do_not_change_and_follow_the_names(france):
    assert write_keys() == 0
    Territory.objects.filter(code="35238").update(name="Condate", folded_name="condate")
    assert write_keys() > 0
    assert suggest("condate")[0].code == "35238"
    assert not PlaceKey.objects.filter(territory__code="35238", key="rennes").exists()


def test_former_places_imported_twice_do_not_change_and_follow_the_list(france):
    line = {"nature": "commune-deleguee", "code": "01015", "nom": "Arbignieu", "commune": "01015"}
    assert import_formers([line]) == 2
    assert import_formers([line]) == 0
    assert import_formers([line | {"nom": "Arbignieux"}]) == 1
    assert [str(place) for place in FormerPlace.objects.all()] == ["Arbignieux"]


def test_the_suggestions_are_read_by_the_field_of_places(client, france):
    response = client.get("/territoires/suggestions/", {"q": "35000"})
    assert response.json() == {
        "places": [
            {
                "name": "Rennes",
                "line": "Commune · Rennes Métropole · Ille-et-Vilaine",
                "url": "/territoires/commune/35238-rennes/",
                "kind": "commune",
                "code": "35238",
            }
        ]
    }
    assert response["Cache-Control"] == "public, max-age=600"
    assert client.get("/territoires/suggestions/").json() == {"places": []}


@pytest.mark.parametrize("page", ["/", "/territoires/", "/territoires/commune/35238-rennes/"])
def test_the_field_of_places_works_without_script_and_says_where_suggestions_are(client, france, page):
    response = client.get(page)
    assertContains(response, 'data-places="/territoires/suggestions/"')
    assertContains(response, 'action="/territoires/"')


@pytest.mark.parametrize(("typed", "code"), [("Arbignieu", "01015"), ("01340", "01015"), ("Lyon 3e", "69123")])
def test_the_page_of_results_leads_old_names_and_codes_to_the_commune_of_today(client, france, typed, code):
    place = Territory.objects.get(kind="commune", code=code)
    assertRedirects(client.get("/territoires/", {"q": typed}), place.get_absolute_url())


def test_a_wrong_spelling_shows_the_places_it_may_mean(client, france):
    response = client.get("/territoires/", {"q": "monptellier"})
    assertContains(response, "Vouliez-vous dire")
    assertContains(response, "/territoires/commune/34172-montpellier/")


@pytest.mark.parametrize(
    "address",
    [
        "commune/42218/",
        "commune/42218-st-etienne/",
        "commune/42218-/",
        "commune/42218-saint-etienne-du-rouvray/",
    ],
)
def test_an_old_or_wrong_address_leads_to_the_right_one_for_good(client, france, address):
    response = client.get(f"/territoires/{address}?territoire=x")
    assertRedirects(
        response, "/territoires/commune/42218-saint-etienne/?territoire=x", 301, fetch_redirect_response=False
    )


def test_the_code_of_a_commune_of_the_past_leads_to_the_commune_of_today(client, france):
    today = "/territoires/commune/01015-arboys-en-bugey/"
    assertRedirects(client.get("/territoires/commune/01340/"), today, 301)
    assertRedirects(client.get("/territoires/commune/69383-lyon-3e/"), "/territoires/commune/69123-lyon/", 301)
    assertRedirects(client.get("/territoires/commune/2a004-ajaccio/"), "/territoires/commune/2A004-ajaccio/", 301)


@pytest.mark.parametrize(
    "address", ["commune/99999-rennes/", "departement/01340/", "commune/-/", "ville/35238-rennes/"]
)
def test_an_unknown_code_is_not_found(client, france, address):
    assert client.get(f"/territoires/{address}").status_code == 404
