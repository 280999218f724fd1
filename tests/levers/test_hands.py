"""« Mes leviers »: whose hand each lever is in, at a commune or an intercommunalité."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from levers.models import Lever, LeverCompetence
from territories.models import CompetenceHolder, Territory
from tests.factories import (
    SOURCE,
    make_competence,
    make_initiative,
    make_lever,
    make_lever_action,
    make_territory,
)

Kind, Nature, DecidedBy = Territory.Kind, Territory.Nature, Lever.DecidedBy


@pytest.fixture
def region():
    return make_territory(Kind.REGION, code="53", name="Bretagne")


@pytest.fixture
def group(region):
    return make_territory(
        Kind.INTERCOMMUNALITY, [region], code="200000001", name="CA du Pays", nature=Nature.CA, population=50_000
    )


@pytest.fixture
def commune(region, group):
    return make_territory(inside=[group, region], code="35001", name="Acigné", population=6_000)


@pytest.fixture
def island(region):
    return make_territory(inside=[region], code="22016", name="Île-de-Bréhat", population=370)


def make_decided(*competences, **values):
    """Save a lever that the competences decide."""
    lever = make_lever(**values)
    for competence in competences:
        LeverCompetence.objects.create(lever=lever, competence=competence, reason="Une raison.", decides=True)
    return lever


def held_by(level, character="obligatoire", **values):
    competence = make_competence(**values)
    CompetenceHolder.objects.create(
        competence=competence, level=level, character=character, reference="CGCT", source_url=SOURCE
    )
    return competence


def columns(client, territory):
    """Return {title: [(number, reason)]} as the page shows them."""
    response = client.get(f"{territory.get_absolute_url()}leviers/")
    assert response.status_code == 200
    return {
        column.title: [(placed.lever.number, placed.reason) for placed in column.levers]
        for column in response.context["columns"]
    }


def test_a_lever_that_each_has_for_itself_is_in_every_hand(client, commune, group):
    make_lever(number=1, decided_by=DecidedBy.EACH, decision_reason="Chacun forme les siens.")
    expected = {"À votre main": [(1, "Chacun forme les siens.")]}
    assert columns(client, commune) == columns(client, group) == expected


def test_a_lever_decided_above_is_to_be_negotiated_everywhere(client, commune, group):
    make_lever(number=9, decided_by=DecidedBy.ABOVE, decision_reason="La région gère les fonds.")
    expected = {"À négocier": [(9, "La région gère les fonds.")]}
    assert columns(client, commune) == columns(client, group) == expected


def test_what_the_intercommunality_holds_is_in_its_hand_and_with_it_for_the_commune(client, commune, group):
    make_decided(held_by("ca", name="Mobilités"), number=8)
    assert columns(client, commune) == {
        "Avec la communauté d’agglomération du Pays": [(8, "Mobilités : votre intercommunalité.")]
    }
    assert columns(client, group) == {"À votre main": [(8, "Mobilités : l’intercommunalité.")]}


def test_what_the_commune_holds_is_in_its_hand_and_with_the_communes_for_the_intercommunality(client, commune, group):
    make_decided(held_by("commune", "communale", name="Vie associative, sport"), number=6)
    assert columns(client, commune) == {"À votre main": [(6, "Vie associative : la commune.")]}
    assert columns(client, group) == {"Avec vos communes": [(6, "Vie associative : les communes.")]}


def test_the_most_frequent_answer_wins_and_the_reason_says_all(client, commune):
    food, waste, energy = (
        held_by("commune", "communale", name="Cantines"),
        held_by("ca", name="Déchets"),
        held_by("ca", name="Énergie"),
    )
    make_decided(food, waste, energy, number=4)
    [(title, [(_, reason)])] = columns(client, commune).items()
    assert title.startswith("Avec la communauté")
    assert reason == "Cantines : la commune ; déchets, énergie : votre intercommunalité."


def test_a_draw_is_settled_by_acting_together(client, commune):
    make_decided(held_by("commune", "communale"), held_by("ca"), number=5)
    assert [title[:4] for title in columns(client, commune)] == ["Avec"]


def test_what_is_shared_or_not_verified_is_done_together(client, commune):
    make_decided(held_by("ca", "supplementaire", name="Culture"), number=5)
    [[(_, reason)]] = columns(client, commune).values()
    assert reason == "Culture : à partager ou à vérifier."


def test_a_commune_without_intercommunality_acts_alone(client, island):
    make_decided(held_by("ca"), number=8)
    assert list(columns(client, island)) == ["À votre main"]


def test_a_lever_that_nothing_decides_is_shared(client, commune):
    make_lever(number=2)
    assert list(columns(client, commune)) == ["Avec la communauté d’agglomération du Pays"]


def test_a_link_that_does_not_decide_and_a_draft_do_not_count(client, commune):
    lever = make_decided(held_by("commune", "communale", live=False), number=3)
    LeverCompetence.objects.create(lever=lever, competence=held_by("ca"), reason="Une autre raison.")
    [[(_, reason)]] = columns(client, commune).values()
    assert reason == "Aucune compétence ne suffit à dire qui peut agir seul."


def test_each_lever_gives_its_first_action_without_the_example(client, commune, read):
    lever = make_lever(number=1, decided_by=DecidedBy.EACH)
    make_lever_action(lever, text="Former les agents", position=2)
    make_lever_action(lever, text="Désigner un élu : 84 villes l’ont fait.", position=1)
    page = read(f"{commune.get_absolute_url()}leviers/")
    assert "Pour commencer : </span>Désigner un élu.<" in page
    assert "84 villes" not in page
    assert "Former les agents" not in page


def test_the_initiatives_come_from_places_that_resemble_it_with_the_reasons(client, commune, region, read):
    other = make_territory(Kind.INTERCOMMUNALITY, [region], code="200000002", nature=Nature.CA, population=70_000)
    twin = make_territory(inside=[other, region], name="Betton", population=7_000)
    make_initiative(territories=[twin], title="Une cantine bio", levers=[make_lever(number=4)])
    make_initiative(territories=[commune], title="Chez soi")
    make_initiative(territories=[twin], title="Canari", live=False)
    call_command("compute_twins", verbosity=0)
    page = read(f"{commune.get_absolute_url()}leviers/")
    assert "Une cantine bio" in page
    assert (
        "Betton</a> : 7 000 habitants, dans une communauté d’agglomération comme ici, même région (Bretagne)." in page
    )
    assert "Chez soi" not in page
    assert "Canari" not in page


def test_a_place_without_twin_says_so(commune, read):
    assert "aucune initiative d’un territoire qui vous ressemble" in read(f"{commune.get_absolute_url()}leviers/")


def test_the_address_of_another_name_leads_to_the_right_one(client, commune):
    response = client.get("/territoires/commune/35001-autre/leviers/?a=1")
    assert (response.status_code, response.url) == (301, f"{commune.get_absolute_url()}leviers/?a=1")


@pytest.mark.parametrize("address", ["region/53-bretagne", "commune/99999-x", "ville/35001-acigne"])
def test_only_communes_and_intercommunalities_have_levers(client, region, commune, address):
    assert client.get(f"/territoires/{address}/leviers/").status_code == 404


# The place, what contains it, the levers with their first action, the competences that decide, the competences, who
# holds them, what BANATIC says of them, the twins, their initiatives, the levers of these.
@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_the_same_whatever_the_number_of_levers(
    client, django_assert_max_num_queries, commune, region, size
):
    for number in range(size):
        make_lever_action(make_decided(held_by("ca"), number=number + 1))
        other = make_territory(
            Kind.INTERCOMMUNALITY, [region], code=f"20000001{number}", nature=Nature.CA, population=60_000
        )
        twin = make_territory(inside=[other, region], population=5_000)
        make_initiative(territories=[twin], levers=Lever.objects.all())
    call_command("compute_twins", verbosity=0)
    with django_assert_max_num_queries(10):
        client.get(f"{commune.get_absolute_url()}leviers/")


def test_the_rules_are_explained_lever_by_lever(read):
    make_decided(held_by("ca", name="Mobilités"), number=8)
    make_lever(number=9, decided_by=DecidedBy.ABOVE, decision_reason="La région gère les fonds.")
    page = read(reverse("levers:hands_method"))
    assert "Mobilités" in page
    assert "La région gère les fonds." in page


def test_the_page_of_a_place_sorts_its_levers_too(commune, region, read):
    make_decided(held_by("ca", name="Mobilités"), number=8)
    page = read(commune.get_absolute_url())
    assert "Avec la communauté d’agglomération du Pays" in page
    assert "Mobilités : votre intercommunalité." in page
    assert f'{commune.get_absolute_url()}leviers/"' in page
    assert "Mes leviers" not in read(region.get_absolute_url())


def test_the_page_of_a_place_shows_its_twins_with_their_reasons(commune, region, read):
    other = make_territory(Kind.INTERCOMMUNALITY, [region], code="200000002", nature=Nature.CA, population=70_000)
    make_territory(inside=[other, region], name="Betton", population=7_000)
    call_command("compute_twins", verbosity=0)
    page = read(commune.get_absolute_url())
    assert "7 000 habitants, dans une communauté d’agglomération comme ici, même région (Bretagne)" in page


# Every query of the page of a place, levers and twins included.
def test_the_page_of_a_place_costs_at_most_fourteen_queries(
    client, django_assert_max_num_queries, commune, group, region
):
    for number in range(3):
        make_decided(held_by("ca"), number=number + 1)
    other = make_territory(Kind.INTERCOMMUNALITY, [region], code="200000002", nature=Nature.CA, population=70_000)
    twin = make_territory(inside=[other, region], name="Betton", population=7_000)
    make_initiative(territories=[commune, twin], levers=Lever.objects.all())
    call_command("compute_twins", verbosity=0)
    for place in [commune, group, region]:
        with django_assert_max_num_queries(14):
            client.get(place.get_absolute_url())
