"""The articles of law and the method."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from levers.models import Approach, LegalArticle, Method, Principle, ServiceMode
from tests.factories import SOURCE, make_approach, make_competence, make_legal_article, make_lever, make_method

LAW, METHOD = "levers:legal_articles", "levers:method"


def shown(response):
    return [article.code for _, articles in response.context["texts"] for article in articles]


def test_an_article_says_what_it_allows_and_what_was_read(read):
    make_legal_article(
        text_name="code de la commande publique",
        article="L2113-12",
        summary="Des marchés peuvent être réservés.",
        allows="Réserver un lot.",
        version="2019-04-01",
        status="texte en vigueur lu",
        read_in="dépôt",
        levers=[make_lever(number=3)],
        competences=[make_competence(name="Commande publique")],
        url="https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037703527",
    )
    page = read(reverse(LAW))
    for words in (
        "Code de la commande publique</h2>",
        "Article L2113-12",
        "Des marchés peuvent être réservés.",
        "Réserver un lot.",
        "Texte en vigueur lu, version du 1er avril 2019",
        "Commande publique</a>",
        "/leviers/levier-3/",
        "L’article sur legifrance.gouv.fr",
    ):
        assert words in page


def test_the_articles_are_grouped_by_text_in_the_order_of_reading(client, read):
    for text, article in (("loi B", "13"), ("loi B", "9"), ("code A", "L2")):
        make_legal_article(text_name=text, article=article, code=f"{text[-1]}-{article}")
    assert shown(client.get(reverse(LAW))) == ["A-L2", "B-9", "B-13"]
    page = read(reverse(LAW))
    assert 'href="#loi-b"' in page
    assert 'id="loi-b"' in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["un", "deux"]),
        ({"levier": 3}, ["un"]),
        ({"competence": "cpub"}, ["un", "deux"]),
        ({"levier": 8, "competence": "cpub"}, ["deux"]),
        ({"levier": [3, 8]}, ["un", "deux"]),
        ({"q": "subventions"}, ["deux"]),
        ({"q": "subvention", "levier": 3}, []),
    ],
)
def test_the_list_is_filtered_by_lever_competence_and_words(client, query, codes):
    competences = [make_competence(code="cpub")]
    levers = {number: make_lever(number=number) for number in (3, 8)}
    make_legal_article(code="un", article="1", levers=[levers[3]], competences=competences)
    make_legal_article(code="deux", article="2", summary="La subvention.", levers=[levers[8]], competences=competences)
    assert shown(client.get(reverse(LAW, query=query))) == codes


def test_what_the_address_says_wrongly_is_set_aside_and_said(read):
    make_legal_article()
    page = read(reverse(LAW, query={"levier": "99", "inconnu": "x", "q": "\x00"}))
    assert "a été ignoré" in page
    assert "1 article<" in page


def test_the_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    levers, competences = [make_lever() for _ in range(3)], [make_competence() for _ in range(3)]
    for _ in range(30):
        make_legal_article(levers=levers, competences=competences)
    with django_assert_num_queries(6):  # terms of the criteria, articles, levers, competences, counts, the ten tabs
        client.get(reverse(LAW, query={"levier": levers[0].number}))


def test_nothing_of_a_draft_is_in_the_law(read):
    canary = "canaricanari"
    make_legal_article(summary=canary, live=False)
    make_legal_article(levers=[make_lever(short_title=canary, live=False)])
    make_legal_article(competences=[make_competence(name=canary, live=False)])
    assert canary not in read(reverse(LAW))


# — the method —


def test_the_founding_approaches_are_quoted_with_their_steps_and_their_credit(read):
    make_approach(
        title="La co-construction",
        introduction="Parce qu'elle porte des valeurs",
        steps="Mobiliser les réseaux\nOrganiser des espaces",
        credit="CNFPT – RTES",
    )
    page = read(reverse(METHOD))
    for words in ("Parce qu’elle porte des valeurs", "<li>Organiser des espaces</li>", "Sources citées"):
        assert words in page


def test_a_method_shows_its_example_its_levers_and_its_source(read):
    make_method(
        name="Conseil local",
        slug="conseil-local",
        example="Strasbourg, depuis 2010",
        levers=[make_lever(number=6)],
        source_url="https://conseil.fr/ess",
    )
    page = read(reverse(METHOD))
    for words in ('id="conseil-local"', "Strasbourg, depuis 2010", "/leviers/levier-6/", "https://conseil.fr/ess"):
        assert words in page


def test_the_principles_and_the_ways_to_organise_a_service_are_quoted(read):
    Principle.objects.create(slug="transversal", title="Partout", text="L'ESS est transversale", credit="CNFPT")
    ServiceMode.objects.create(
        slug="regie", name="La régie", quote="mise en régie", meaning="La collectivité gère.", source_url=SOURCE
    )
    page = read(reverse(METHOD))
    for words in ("L’ESS est transversale", "« mise en régie »", "La collectivité gère."):
        assert words in page


def test_nothing_of_a_draft_is_in_the_method(read):
    canary = "canaricanari"
    make_approach(title=canary, live=False)
    make_method(name=canary, live=False)
    make_method(levers=[make_lever(short_title=canary, live=False)])
    assert canary not in read(reverse(METHOD))


def test_the_method_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    for _ in range(10):
        make_method(levers=[make_lever()])
    make_approach()
    with django_assert_num_queries(6):  # approaches, principles, methods, their levers, modes, the ten tabs
        client.get(reverse(METHOD))


@pytest.mark.parametrize(
    ("model", "make", "words"),
    [
        (Approach, make_approach, {"title": "Une démarche en cours"}),
        (Method, make_method, {"name": "Une méthode en cours"}),
        (LegalArticle, make_legal_article, {"summary": "Un résumé en cours"}),
    ],
)
def test_a_preview_shows_the_row_that_is_being_written(model, make, words):
    row = make(**words, live=False)
    html = render_to_string(model.PREVIEW_TEMPLATE, {model.PREVIEW_NAME: row}, RequestFactory().get("/"))
    assert next(iter(words.values())) in html
