"""The list and the sheets of initiatives."""

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from actors.models import Initiative, Partner
from editorial.french import typeset
from territories.models import BanaticPairing, BanaticRelease, Exercise, Territory
from tests.factories import (
    make_actor,
    make_competence,
    make_field,
    make_initiative,
    make_lever,
    make_partner,
    make_territory,
)

LIST = "/initiatives/"
CANARY = "Canaricole"


def sheet(client, initiative):
    return client.get(reverse("actors:initiative", args=[initiative.slug]))


def make_rich_initiative(**values):
    """Save an initiative that has something in every part of its sheet."""
    region = make_territory(Territory.Kind.REGION)
    return make_initiative(
        **{
            "levers": [make_lever(), make_lever()],
            "fields": [make_field()],
            "competences": [make_competence(), make_competence()],
            "territories": [make_territory(inside=[region]), make_territory(inside=[region])],
            "tags": ["tiers-lieu", "friche"],
            "figures": "12 emplois\n3 communes",
        }
        | values
    )


def make_neighbours(initiative, number=3):
    """Save initiatives that share everything with the given one."""
    relations = {name: getattr(initiative, name).all() for name in ("levers", "competences", "territories")}
    return [make_initiative(**relations) for _ in range(number)]


@pytest.mark.parametrize("number", [5, 60])
def test_the_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, number):
    for _ in range(number):
        make_rich_initiative()
    # Terms, counts, the ten tabs; the rows, their levers, their territories, the regions of these.
    with django_assert_num_queries(7):
        response = client.get(LIST)
    assertContains(response, f"{number} initiatives")


def test_filters_do_not_cost_more_queries(client, django_assert_num_queries):
    initiative = make_rich_initiative()
    lever, competence, field = initiative.main_lever, initiative.competences.first(), initiative.fields.first()
    region = initiative.regions[0]
    asked = {"q": "initiative", "levier": lever.number, "competence": competence.code, "region": region.code}
    # Terms, counts, the ten tabs; the rows, their levers, their territories, the regions of these.
    with django_assert_num_queries(7):
        response = client.get(LIST, asked | {"champ": field.code, "annee": "2024", "mot": "friche", "tri": "titre"})
    assertContains(response, "1 initiative pour")


def test_a_row_says_who_where_when_what_and_its_figure(client):
    region = make_territory(Territory.Kind.REGION, name="Pays de la Loire")
    make_initiative(
        title="Un fonds d'amorçage",
        authority="Nantes Métropole",
        year=2017,
        territories=[make_territory(inside=[region])],
        summary="La métropole a lancé un fonds. Il prolonge un soutien ancien.",
        figures="140 projets soutenus\n3 ans",
    )
    response = client.get(LIST)
    assertContains(response, typeset("Nantes Métropole · Pays de la Loire · 2017"))
    assertContains(response, "La métropole a lancé un fonds.</p>")
    assertContains(response, "140 projets soutenus")
    assertContains(response, "Un fonds d’amorçage</a></h2>")


def test_a_row_without_a_year_says_so(client):
    make_initiative(year=None)
    assertContains(client.get(LIST), "année non précisée")


def test_the_region_is_not_repeated_when_the_authority_names_it():
    bretagne = make_territory(Territory.Kind.REGION, name="Bretagne")
    initiative = make_initiative(authority="Région Bretagne", year=2020, territories=[bretagne])
    assert initiative.meta == "Région Bretagne · 2020"


def test_the_main_lever_is_the_large_petal_and_is_not_repeated(client):
    first, second = make_lever(number=3), make_lever(number=8)
    make_initiative(levers=[first, second], main_lever=second)
    response = client.get(LIST)
    assertContains(response, 'class="n L8 n-l"', count=1)
    assertContains(response, 'class="n L3 n-s"', count=1)
    assertNotContains(response, 'class="n L8 n-s"')


def test_a_card_loads_what_it_shows_and_nothing_else():
    make_initiative()
    with pytest.raises(FieldFetchBlocked):
        Initiative.objects.for_cards().get().source_url  # noqa: B018


def test_the_list_is_filtered_by_tag(client):
    make_initiative(title="Une friche", tags=["friche"])
    make_initiative(title="Une halle")
    response = client.get(LIST, {"mot": "friche"})
    assertContains(response, "Une friche")
    assertNotContains(response, "Une halle")


@pytest.mark.parametrize("number", [1, 20])
def test_a_sheet_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, number):
    initiative = make_rich_initiative()
    make_neighbours(initiative, number)
    for _ in range(number):
        make_partner(initiative, actor=make_actor())
    # The ten tabs; the initiative, its levers, fields, competences, tags, territories, what contains these,
    # partners; the close initiatives, their levers, their competences.
    with django_assert_num_queries(12):
        sheet(client, initiative)


def test_a_sheet_shows_what_it_knows_and_where_it_was_read(client):
    initiative = make_rich_initiative(
        title="Une légumerie à Rennes",
        authority="Rennes Métropole",
        authority_kind="métropole",
        summary="La métropole a ouvert une légumerie.",
        territory_note="Nom de l'époque.",
        source_url="https://exemple.fr/page",
        source_read_on="2026-11-22",
        more_sources="https://exemple.org/autre",
    )
    partner = make_partner(initiative, actor=make_actor(), legal_form="SCIC")
    response = sheet(client, initiative)
    for text in [
        "Une légumerie à Rennes",
        "Rennes Métropole",
        "La métropole a ouvert une légumerie.",
        "Nom de l’époque.",
        "12 emplois",
        "3 communes",
        partner.name,
        "SCIC",
        "exemple.fr</a>, lu le 22",
        "https://exemple.org/autre",
    ]:
        assertContains(response, text)
    related = [initiative.levers, initiative.fields, initiative.competences, initiative.territories]
    for page in [row for relation in related for row in relation.all()] + [partner.actor]:
        assertContains(response, f'href="{page.get_absolute_url()}"')
    assertContains(response, "/initiatives/?mot=tiers-lieu")


def test_an_old_initiative_says_that_it_must_be_checked(client):
    year = timezone.localdate().year
    assertContains(sheet(client, make_initiative(year=year - 6)), "Ancienne\N{NO-BREAK SPACE}: à vérifier.")
    assertNotContains(sheet(client, make_initiative(year=year - 5)), "à vérifier")
    assertContains(sheet(client, make_initiative(year=None)), "Année non précisée\N{NO-BREAK SPACE}: à vérifier.")


def test_the_close_initiatives_say_why_they_are_close(client):
    buy, fund = make_lever(number=3, verb="Acheter"), make_lever(number=8, verb="Financer")
    food = make_competence(name="Restauration collective")
    region = make_territory(Territory.Kind.REGION, name="Bretagne")
    here, there = make_territory(inside=[region]), make_territory(inside=[region])
    initiative = make_initiative(levers=[buy, fund], competences=[food], territories=[here])
    make_initiative(title="La jumelle", levers=[buy, fund], competences=[food], territories=[there])
    make_initiative(title="La voisine", levers=[buy], territories=[region])
    make_initiative(title="La cousine", levers=[fund], competences=[food])
    make_initiative(title="Même levier seulement", levers=[buy])
    make_initiative(title="Même région seulement", territories=[here])
    assert [(other.title, reason) for other, reason in initiative.neighbours] == [
        (
            "La jumelle",
            "Leviers en commun : Acheter, Financer. Compétence en commun : Restauration collective. "
            "Même région : Bretagne.",
        ),
        ("La cousine", "Levier en commun : Financer. Compétence en commun : Restauration collective."),
        ("La voisine", "Levier en commun : Acheter. Même région : Bretagne."),
    ]
    assertContains(sheet(client, initiative), "Levier en commun")


def test_an_initiative_alone_of_its_kind_has_no_neighbours(client):
    initiative = make_initiative()
    make_initiative()
    assert initiative.neighbours == []
    assertNotContains(sheet(client, initiative), "Initiatives proches")


def test_a_partner_without_a_published_sheet_is_named_and_not_linked(client):
    initiative = make_initiative()
    draft = make_actor(slug="brouillon", live=False)
    make_partner(initiative, name="Une association", actor=draft)
    make_partner(initiative, name="Un collectif")
    response = sheet(client, initiative)
    assertContains(response, "Une association")
    assertContains(response, "Un collectif")
    assertNotContains(response, "/acteurs/brouillon/")


def test_a_draft_is_in_no_list_count_facet_nor_relation(client):
    lever = make_lever(number=3, verb="Acheter")
    hidden = make_lever(number=4, verb=CANARY, short_title=CANARY, live=False)
    competence, drafted = make_competence(), make_competence(name=CANARY, live=False)
    place = make_territory(Territory.Kind.REGION, code="53")
    actor = make_actor(slug="un-acteur")
    public = make_initiative(
        levers=[lever, hidden],
        main_lever=hidden,
        fields=[make_field(short_title=CANARY, live=False)],
        competences=[competence, drafted],
        territories=[place],
    )
    draft = make_initiative(
        title=CANARY,
        levers=[lever],
        competences=[competence],
        territories=[place],
        tags=[CANARY],
        year=1987,
        live=False,
    )
    Partner.objects.create(initiative=draft, actor=actor, name=CANARY)
    response = client.get(LIST)
    assertNotContains(response, CANARY)
    assertNotContains(response, "1987")
    filterset = response.context["filterset"]
    assert filterset.total == 1
    assert {option.count for name in filterset.criteria for option in filterset.facet(name).options} == {1}
    for page in [sheet(client, public), client.get("/acteurs/un-acteur/"), client.get(LIST, {"q": "canaricole"})]:
        assertNotContains(page, CANARY)
    assert sheet(client, draft).status_code == 404


def test_a_sheet_that_does_not_exist_is_not_found(client):
    assert client.get("/initiatives/aucune/").status_code == 404


@pytest.fixture
def housing(database):
    """A competence, the CC that exercises it and the one that does not, an initiative in each."""
    competence = make_competence(code="hab")
    BanaticPairing.objects.create(competence=competence, code="5505", is_main=True)
    BanaticRelease.objects.create(pk=BanaticRelease.ONLY, nomenclature="2021", vintage="2026")
    for title in ["Là où on l’exerce", "Là où on ne l’exerce pas"]:
        group = make_territory(Territory.Kind.INTERCOMMUNALITY, nature=Territory.Nature.CC, name=title)
        commune = make_territory(inside=[group])
        make_initiative(title=title, competences=[competence], territories=[commune])
    Exercise.objects.create(territory=Territory.objects.get(name="Là où on l’exerce"), code="5505")
    return competence


def test_initiatives_are_kept_where_the_competence_is_really_exercised(client, housing):
    response = client.get(reverse("actors:initiatives", query={"competence": "hab", "exercee": "oui"}))
    assertContains(response, "1 initiative")
    assert [each.title for each in response.context["page_obj"]] == ["Là où on l’exerce"]


def test_that_criterion_is_offered_with_its_count_once_a_competence_is_chosen(client, housing):
    chosen = client.get(reverse("actors:initiatives", query={"competence": "hab"}))
    [facet] = [facet for facet in chosen.context["filterset"].facets if facet.name == "exercee"]
    assert [(option.label, option.count) for option in facet.options] == [
        ("Des collectivités qui exercent cette compétence", 1)
    ]
    assertNotContains(client.get(reverse("actors:initiatives")), "qui exercent cette compétence")


def test_that_criterion_is_not_offered_without_the_data(client, housing):
    BanaticRelease.objects.all().delete()
    response = client.get(reverse("actors:initiatives", query={"competence": "hab"}))
    assertNotContains(response, "qui exercent cette compétence")
