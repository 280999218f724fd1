"""The competences: the list, and the page of a municipal officer."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from actors.models import Actor
from levers.models import Instrument, LegalArticle, LeverCompetence
from territories.models import CompetenceHolder, LegalBasis
from tests.factories import (
    SOURCE,
    make_actor,
    make_competence,
    make_document,
    make_field,
    make_initiative,
    make_lever,
    make_territory,
)


@pytest.fixture
def food():
    return make_competence(
        code="alim", slug="restauration", name="Restauration collective", services="repas bio\njardins de Cocagne"
    )


def make_holder(competence, **values):
    return CompetenceHolder.objects.create(
        competence=competence,
        **{
            "level": "commune",
            "character": "facultative",
            "reference": "CE, 5 octobre 1984",
            "detail": "Cantines des écoles.",
            "verification": "page descriptive, non le texte de loi",
            "source_url": SOURCE,
        }
        | values,
    )


def link(competence, reason="Réserver un lot.", **values):
    lever = make_lever(**values)
    LeverCompetence.objects.create(lever=lever, competence=competence, reason=reason)
    Instrument.objects.create(
        lever=lever, name="Marché réservé", reference="L2113-12", explanation="Un lot.", source_url=SOURCE
    )
    return lever


def make_article(competence, **values):
    article = LegalArticle.objects.create(
        **{
            "code": f"article-{LegalArticle.objects.count()}",
            "text_name": "code rural",
            "article": "L230-5-1",
            "text_url": SOURCE,
            "status": "extrait lu",
            "read_in": "une copie",
            "summary": "50 % de produits durables.",
            "allows": "Structurer une filière.",
        }
        | values
    )
    article.competences.set([competence])
    article.save()
    return article


def page(client, competence):
    return client.get(competence.get_absolute_url())


def test_the_page_says_who_holds_the_competence_and_how_far_it_was_verified(client, food):
    make_holder(food)
    make_holder(food, level="epci", character="obligatoire", detail="Le transfert.")
    response = page(client, food)
    for text in [
        "Facultative",
        "CE, 5",
        "Cantines des écoles.",
        "Page descriptive, non le texte de loi",
        "Obligatoire",
    ]:
        assertContains(response, text)
    assertContains(response, SOURCE)
    assertContains(response, "Intercommunalité</span>")


@pytest.mark.parametrize(
    ("level", "by_communes", "by_intercommunalities"),
    [("commune", True, False), ("metropole", False, True), ("bloc", True, True), ("region", False, False)],
)
def test_the_badges_follow_the_holders(food, level, by_communes, by_intercommunalities):
    make_holder(food, level=level)
    assert (food.held_by_communes, food.held_by_intercommunalities) == (by_communes, by_intercommunalities)


def test_each_lever_comes_with_the_reason_of_the_link_and_its_tools(client, food):
    lever = link(food, reason="Fixer des objectifs dans le marché.", number=3)
    response = page(client, food)
    assertContains(response, "Fixer des objectifs dans le marché.")
    assertContains(response, "Marché réservé")
    assertContains(response, f"{lever.get_absolute_url()}#instruments")


def test_the_page_gathers_what_the_other_rooms_know(client, food):
    make_article(food)
    make_initiative(competences=[food], title="Une cantine bio")
    make_actor(sectors=[food], name="Les Champs", territory=make_territory(name="Rennes"))
    make_document(competences=[food], title="Guide de la cantine")
    field = make_field(short_title="Acheter autrement")
    field.competences.set([food])
    field.save()
    response = page(client, food)
    for text in [
        "Repas bio",
        "Code rural",
        "Une cantine bio",
        "Les Champs",
        "Rennes",
        "Guide de la cantine",
        "Acheter",
    ]:
        assertContains(response, text)
    assertContains(response, field.get_absolute_url())


def test_the_networks_are_called_first(client, food):
    make_actor(sectors=[food], name="Alpha")
    make_actor(sectors=[food], name="Zeta", kind=Actor.Kind.NETWORK)
    assert [actor.name for actor in food.first_actors] == ["Zeta", "Alpha"]


def test_the_rest_of_the_initiatives_is_one_link_away(client, food):
    for _ in range(7):
        make_initiative(competences=[food])
    response = page(client, food)
    assertContains(response, 'href="/initiatives/?competence=alim"')
    assertContains(response, "Les 7 initiatives de cette compétence")


def test_drafts_are_nowhere(client, food):
    link(food, reason="Canari", live=False)
    make_article(food, allows="Canari", live=False)
    make_initiative(competences=[food], title="Canari", live=False)
    make_actor(sectors=[food], name="Canari", live=False)
    make_document(competences=[food], title="Canari", live=False)
    field = make_field(short_title="Canari", live=False)
    field.competences.set([food])
    field.save()
    assertNotContains(page(client, food), "Canari")
    assertNotContains(page(client, food), "Ils l’ont fait")


def test_a_draft_competence_has_no_page(client):
    draft = make_competence(name="Canari", live=False)
    assert page(client, draft).status_code == 404
    assertNotContains(client.get(reverse("territories:competences")), "Canari")


# The competence with its counts, holders, links with their levers, instruments, articles, initiatives and their
# levers, actors with their places, documents and their levers, fields, thumb tabs.
@pytest.mark.parametrize("size", [1, 7])
def test_the_page_costs_the_same_whatever_it_gathers(client, django_assert_num_queries, food, size):
    for _ in range(size):
        lever = link(food)
        make_holder(food)
        make_article(food)
        make_initiative(competences=[food], levers=[lever])
        make_actor(sectors=[food], territory=make_territory())
        make_document(competences=[food], levers=[lever])
    with django_assert_num_queries(12):
        page(client, food)


def test_the_list_counts_what_is_published_and_keeps_the_order_of_the_french_alphabet(client, food):
    for name in ["Tourisme", "Énergie", "Eau"]:
        make_competence(name=name)
    for live in [True, True, False]:
        make_initiative(competences=[food], live=live)
    response = client.get(reverse("territories:competences"))
    listed = [competence.name for competence in response.context["competences"]]
    assert listed == ["Eau", "Énergie", "Restauration collective", "Tourisme"]
    assertContains(response, "2 initiatives")


def test_the_list_says_what_the_law_gives_to_each_level(client):
    LegalBasis.objects.create(level="cc", reference="CGCT", summary="Cinq groupes.", position=1, source_url=SOURCE)
    response = client.get(reverse("territories:competences"))
    assertContains(response, "Communauté de communes")
    assertContains(response, "Cinq groupes.")


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, size):
    for _ in range(size):
        competence = make_competence()
        link(competence)
        make_holder(competence)
    with django_assert_num_queries(5):  # competences with counts, holders, links and levers, legal bases, thumb tabs
        client.get(reverse("territories:competences"))


def test_a_draft_is_previewed_by_the_page_itself(food):
    make_initiative(competences=[food], title="Une cantine bio")
    link(food, reason="Réserver un lot.")
    food.definition = "Une définition en cours d’écriture."
    response = food.make_preview_request()
    assertContains(response, "Une définition en cours d’écriture.")
    assertContains(response, "Une cantine bio")
