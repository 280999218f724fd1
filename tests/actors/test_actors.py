"""The list and the sheets of actors."""

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from actors.models import Actor
from editorial.french import typeset
from territories.models import Territory
from tests.factories import make_actor, make_competence, make_initiative, make_lever, make_partner, make_territory

LIST = "/acteurs/"
CANARY = "Canaricole"


def sheet(client, actor):
    return client.get(reverse("actors:actor", args=[actor.slug]))


def make_located_actor(**values):
    department = make_territory(Territory.Kind.DEPARTMENT)
    place = make_territory(inside=[department, make_territory(Territory.Kind.REGION)])
    return make_actor(**{"territory": place, "sectors": [make_competence()], "tags": ["insertion"]} | values)


@pytest.mark.parametrize("number", [5, 60])
def test_the_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, number):
    for _ in range(number):
        make_located_actor()
    # Terms, counts, the ten tabs; the rows, their territory, what contains it.
    with django_assert_num_queries(6):
        response = client.get(LIST)
    assertContains(response, f"{number} acteurs")


def test_a_row_says_what_it_is_and_where(client):
    region = make_territory(Territory.Kind.REGION, name="Hauts-de-France")
    nord = make_territory(Territory.Kind.DEPARTMENT, name="Nord", inside=[region])
    lille = make_territory(name="Lille", inside=[nord, region])
    make_actor(name="RTES", kind=Actor.Kind.NETWORK, territory=lille)
    make_actor(
        name="Une recyclerie", legal_form=Actor.LegalForm.UNKNOWN, legal_form_detail="tiers-lieu", territory=nord
    )
    response = client.get(LIST)
    assertContains(response, typeset("Tête de réseau · association · Lille, Nord"))
    assertContains(response, typeset("Tiers-lieu · Nord"))


def test_the_list_is_filtered_by_kind_form_sector_and_words(client):
    culture = make_competence(code="cult", name="Culture")
    make_actor(name="La Ressourcerie", kind=Actor.Kind.NETWORK, legal_form=Actor.LegalForm.SCIC, sectors=[culture])
    make_actor(name="La Fabrique")
    for asked in ({"genre": "tete-de-reseau"}, {"forme": "scic"}, {"competence": "cult"}, {"q": "ressourceries"}):
        response = client.get(LIST, asked)
        assertContains(response, "1 acteur")
        assertContains(response, "La Ressourcerie")
        assertNotContains(response, "La Fabrique")


def test_the_forms_without_any_actor_are_shown_with_their_zero(client):
    make_actor(legal_form=Actor.LegalForm.SCIC)
    options = client.get(LIST).context["filterset"].facet("forme").options
    assert [option.value for option in options] == Actor.LegalForm.values
    assert {option.value: option.count for option in options if option.count} == {"scic": 1}


def test_the_list_is_in_the_order_of_names(client):
    for name in ("Zébulon", "Avise"):
        make_actor(name=name)
    assert [actor.name for actor in client.get(LIST).context["rows"]] == ["Avise", "Zébulon"]


def test_a_card_loads_what_it_shows_and_nothing_else():
    make_actor()
    with pytest.raises(FieldFetchBlocked):
        Actor.objects.for_cards().get().source_url  # noqa: B018


@pytest.mark.parametrize("number", [1, 20])
def test_a_sheet_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, number):
    actor = make_located_actor()
    for _ in range(number):
        initiative = make_initiative(levers=[make_lever()], territories=[make_territory(inside=[actor.territory])])
        make_partner(initiative, actor=actor)
        make_partner(initiative, actor=make_actor())
        make_actor(territory=actor.territory, sectors=actor.sectors.all())
    # The ten tabs; the actor and its territory, what contains it, its sectors, its tags; its initiatives, their
    # levers, territories and regions; the actors cited with it; the close actors, their sectors.
    with django_assert_num_queries(12):
        sheet(client, actor)


def test_a_sheet_shows_what_it_knows_and_where_it_was_read(client):
    actor = make_located_actor(
        name="Les Écossolies",
        description="Un réseau d'acteurs.",
        legal_form_detail="association (PTCE)",
        website="https://www.ecossolies.fr",
        territory_note="Siège.",
        source_url="https://exemple.fr/page",
        source_read_on="2026-11-22",
    )
    lever = make_lever(number=8)
    initiative = make_initiative(title="Un fonds d'amorçage", levers=[lever])
    make_partner(initiative, actor=actor)
    response = sheet(client, actor)
    for text in [
        "Acteur de l’ESS",
        "Un réseau d’acteurs.",
        "association (PTCE)",
        '<a href="https://www.ecossolies.fr">ecossolies.fr</a>',
        "Siège.",
        "1 initiative</h2>",
        "Un fonds d’amorçage",
        "exemple.fr</a>, lu le 22",
        "/acteurs/?mot=insertion",
        f'<a class="L8" href="{lever.get_absolute_url()}">',
    ]:
        assertContains(response, text)
    for page in [actor.territory, actor.sectors.get(), initiative]:
        assertContains(response, f'href="{page.get_absolute_url()}"')


def test_a_sheet_without_initiatives_says_so(client):
    assertContains(sheet(client, make_actor()), "Aucune initiative")


def test_the_levers_of_an_actor_are_those_of_its_initiatives_in_order():
    actor = make_actor()
    third, eighth, draft = make_lever(number=3), make_lever(number=8), make_lever(number=4, live=False)
    for levers in ([eighth, third], [third, draft]):
        make_partner(make_initiative(levers=levers), actor=actor)
    assert [lever.number for lever in actor.levers] == [3, 8]


def test_an_initiative_that_cites_an_actor_twice_is_listed_once():
    actor = make_actor()
    initiative = make_initiative()
    make_partner(initiative, actor=actor)
    make_partner(initiative, actor=actor)
    assert actor.published_initiatives == [initiative]


def test_the_actors_cited_in_the_same_initiatives_are_shown_with_these(client):
    actor, other = make_actor(), make_actor(name="Alisée")
    first, second = make_initiative(title="Un fonds"), make_initiative(title="Une halle")
    for initiative in (first, second):
        make_partner(initiative, actor=actor)
        make_partner(initiative, actor=other)
    assert [(each, {row.title for row in rows}) for each, rows in actor.companions] == [
        (other, {"Un fonds", "Une halle"})
    ]
    assertContains(sheet(client, actor), "Alisée")


def test_the_close_actors_share_a_sector_the_same_department_first(client):
    culture = make_competence(name="Culture")
    region = make_territory(Territory.Kind.REGION, name="Pays de la Loire")
    west = make_territory(Territory.Kind.DEPARTMENT, name="Loire-Atlantique", inside=[region])
    east = make_territory(Territory.Kind.DEPARTMENT, name="Sarthe", inside=[region])
    actor = make_actor(territory=make_territory(inside=[west, region]), sectors=[culture])
    make_actor(name="Au loin", territory=make_territory(inside=[east, region]), sectors=[culture])
    make_actor(name="À côté", territory=west, sectors=[culture])
    make_actor(name="Ailleurs", territory=make_territory(Territory.Kind.REGION), sectors=[culture])
    make_actor(name="D’un autre secteur", territory=west)
    assert [(other.name, reason) for other, reason in actor.neighbours] == [
        ("À côté", "Secteur en commun : Culture. Même département : Loire-Atlantique."),
        ("Au loin", "Secteur en commun : Culture. Même région : Pays de la Loire."),
    ]
    assertContains(sheet(client, actor), "Autres acteurs proches")


def test_an_actor_without_a_place_has_no_neighbours():
    culture = make_competence()
    actor = make_actor(sectors=[culture])
    make_actor(sectors=[culture])
    assert actor.neighbours == []


def test_a_draft_is_in_no_list_count_facet_nor_relation(client):
    sector = make_competence()
    place = make_territory(Territory.Kind.REGION, code="53")
    public = make_actor(sectors=[sector, make_competence(name=CANARY, live=False)], territory=place)
    draft = make_actor(
        name=CANARY, kind=Actor.Kind.NETWORK, sectors=[sector], territory=place, tags=[CANARY], live=False
    )
    shown, hidden = make_initiative(), make_initiative(title=CANARY, live=False)
    for initiative in (shown, hidden):
        make_partner(initiative, actor=public)
        make_partner(initiative, actor=draft, name="Un partenaire")
    make_partner(hidden, actor=make_actor(name="Cité dans un brouillon"))
    response = client.get(LIST)
    assertNotContains(response, CANARY)
    filterset = response.context["filterset"]
    assert filterset.total == 2
    assert {option.value: option.count for option in filterset.facet("genre").options} == {
        "operateur": 2,
        "tete-de-reseau": 0,
    }
    assert {option.value: option.count for option in filterset.facet("region").options} == {"53": 1}
    page = sheet(client, public)
    assertNotContains(page, CANARY)
    assertNotContains(page, "Cité dans un brouillon")
    assert sheet(client, draft).status_code == 404
