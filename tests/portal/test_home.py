"""The first page: three doors, the rosace, the figures, what is new."""

from datetime import UTC, datetime

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from levers.models import Approach
from library.models import Quote
from tests.factories import make_actor, make_competence, make_document, make_initiative, make_lever


def make_approach(**values):
    return Approach.objects.create(
        **{
            "code": "co",
            "title": "La co-construction",
            "introduction": "Parce que.",
            "steps": "Réunir",
            "credit": "RTES",
        }
        | values
    )


def make_quote(document):
    words = {"text": "L'ESS est une réponse", "authors": "Une élue, présidente"}
    return Quote.objects.create(slug="mot", document=document, **words)


def test_the_figures_are_counted(client):
    for _ in range(3):
        make_initiative()
    for _ in range(2):
        make_actor()
    make_document()
    page = client.get(reverse("home"))
    for figure in [
        "<b>3</b>\xa0initiatives<",
        "<b>2</b>\xa0acteurs<",
        "<b>1</b>\xa0document<",
        "<b>0</b>\xa0compétence<",
    ]:
        assertContains(page, figure)


def test_each_petal_leads_to_its_lever_and_says_its_count(client):
    lever = make_lever(number=3, verb="Acheter", short_title="Acheter de façon responsable")
    make_initiative(levers=[lever])
    make_initiative(levers=[lever], live=False)
    page = client.get(reverse("home"))
    assertContains(
        page,
        f'<a class="L3" href="{lever.get_absolute_url()}" '
        'aria-label="3 Acheter\xa0: levier 3, Acheter de façon responsable, 1 initiative">',
    )


def test_an_empty_portal_still_opens(client):
    assertContains(client.get(reverse("home")), "Dix leviers")


def test_what_was_published_last_comes_first_and_a_whole_import_comes_by_its_years(client):
    def published(day, year):
        return make_initiative(
            title=f"Menée en {year}", year=year, first_published_at=datetime(2026, 1, day, tzinfo=UTC)
        )

    for day, year in [(1, 2019), (1, 2023), (1, 2021), (2, 2007)]:
        published(day, year)
    assert [each.year for each in client.get(reverse("home")).context["latest"]] == [2007, 2023, 2021]


def test_the_method_and_the_words_of_its_authors_are_credited(client):
    make_approach(credit="Sources : CNFPT, RTES, CRESS Bretagne")
    Quote.objects.create(
        slug="mot", text="L'ESS est une réponse", authors="Une élue, présidente", document=make_document()
    )
    page = client.get(reverse("home"))
    assertContains(page, "CNFPT, RTES, CRESS Bretagne")
    assertContains(page, "L’ESS est une réponse")
    assertContains(page, "Une élue, présidente")


def test_a_draft_is_nowhere_on_the_page(client):
    lever = make_lever(number=1, short_title="canari levier", live=False)
    draft = make_document(title="canari document", live=False)
    make_initiative(title="canari initiative", live=False, levers=[lever])
    make_approach(title="canari démarche", live=False)
    make_competence(name="canari compétence", live=False)
    make_quote(draft)
    page = client.get(reverse("home"))
    assertNotContains(page, "canari")
    assertContains(page, "<b>0</b>\xa0compétence<")


def test_the_page_costs_the_same_queries_whatever_it_holds(client, django_assert_num_queries):
    levers = [make_lever(number=number) for number in range(1, 11)]
    for _ in range(5):
        make_initiative(levers=levers)
    make_approach()
    # levers and their counts (also the thumb tabs), totals, initiatives, their levers, their territories
    # and the regions of these, approaches, quotation
    with django_assert_num_queries(7):
        client.get(reverse("home"))
