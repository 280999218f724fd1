"""The glossary and the key figures: every word and every figure with its source."""

from datetime import date

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from editorial.french import typeset
from library.models import KeyFigure
from tests.factories import make_key_figure, make_term


def get_glossary(client, **query):
    return client.get(reverse("library:glossary", query=query))


def get_figures(client):
    return client.get(reverse("library:key_figures"))


def preview(rf, sheet):
    """Return the page that editors see before they publish."""
    return sheet.serve_preview(rf.get("/"), "").render().content.decode()


def test_a_term_has_its_anchor_its_acronym_its_definition_and_its_source(client):
    make_term(
        slug="spaser",
        acronym="SPASER",
        name="Schéma de promotion des achats",
        definition="Un document adopté par l'acheteur.",
        source_url="https://www.rtes.fr/spaser",
        source_read_on=date(2026, 11, 22),
        verified_on=date(2026, 11, 23),
        version="version du 2023-10-25",
    )
    response = get_glossary(client)
    assertContains(response, 'id="spaser"')
    assertContains(response, "<dfn>SPASER</dfn> <span>Schéma de promotion des achats</span>")
    assertContains(response, "Un document adopté par l’acheteur.")
    assertContains(response, '<a href="https://www.rtes.fr/spaser">rtes.fr</a>, lue le 22 novembre 2026')
    assertContains(response, typeset("Vérification du 23 novembre 2026 : version du 2023-10-25."))


def test_terms_are_sorted_by_what_readers_meet_accents_apart(client):
    for acronym, name in [("", "Zone"), ("CRESS", "Chambre régionale"), ("", "Économie"), ("", "Dotation")]:
        make_term(acronym=acronym, name=name)
    assert [term.entry for term in get_glossary(client).context["terms"]] == ["CRESS", "Dotation", "Économie", "Zone"]


def test_the_index_has_every_letter_and_links_those_that_have_terms(client):
    make_term(name="Économie")
    response = get_glossary(client)
    assertContains(response, '<a href="#lettre-e">E</a>')
    assertContains(response, '<h2 id="lettre-e">E</h2>')
    assertContains(response, '<span aria-hidden="true">F</span>')


def test_a_term_that_begins_with_a_figure_is_listed(client):
    make_term(name="1 % culturel")
    assertContains(get_glossary(client), "culturel")


def test_words_narrow_the_glossary_and_are_marked(client):
    make_term(name="Coopérative", definition="Une entreprise.")
    make_term(name="Mutuelle")
    response = get_glossary(client, q="cooperatives")
    assertContains(response, "<mark>Coopérative</mark>")
    assertNotContains(response, "Mutuelle")
    assertContains(response, "1 terme pour")


def test_a_glossary_without_an_answer_leads_to_the_whole_search(client):
    make_term()
    assertContains(get_glossary(client, q="zzzz"), f'href="{reverse("search")}?q=zzzz"')


def test_junk_in_the_glossary_is_never_an_error(client):
    make_term()
    for junk in ["\0", "'\"<script>", "a" * 10_000, "mot " * 3_000]:
        assert get_glossary(client, q=junk).status_code == 200


def test_a_draft_term_is_nowhere(client):
    make_term(name="Canari", live=False)
    make_term()
    assertNotContains(get_glossary(client), "Canari")
    assertContains(get_glossary(client), "1 terme")
    assertNotContains(get_glossary(client, q="canari"), "Canari")


def test_a_term_is_named_by_its_acronym_or_its_whole_name_alone():
    term = make_term(acronym="ESAT / EA", name="Établissement et service d’accompagnement par le travail")
    for words in ["esat", "EA", "etablissement service accompagnement travail"]:
        assert term.is_named(words)
    for words in ["", "de la", "travail", "accompagnement"]:
        assert not term.is_named(words)


def test_a_term_is_previewed_alone(rf):
    term = make_term(name="Tiers-lieu", live=False)
    make_term(name="Mutuelle")
    page = preview(rf, term)
    assert "Tiers-lieu" in page
    assert "Mutuelle" not in page


def test_the_glossary_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    for _ in range(20):
        make_term()
    with django_assert_num_queries(2):  # thumb tabs, terms
        get_glossary(client)


def test_a_figure_never_goes_without_its_year_and_its_perimeter(client):
    make_key_figure(label="Emplois de l'ESS", value="2,6 millions", year="2022", perimeter="France entière")
    make_key_figure(label="Part des femmes", year="", year_note="année non indiquée dans l'extrait lu")
    response = get_figures(client)
    value, no_year = "2,6\N{NO-BREAK SPACE}millions", "année non indiquée dans l’extrait lu"
    for words in ["Emplois de l’ESS", value, "2022", "France entière", no_year]:
        assertContains(response, words, msg_prefix=words)


def test_figures_are_grouped_by_theme_in_the_order_of_the_themes(client):
    make_key_figure(code="A1", theme=KeyFigure.Theme.TOOLS)
    make_key_figure(code="A2", theme=KeyFigure.Theme.WHOLE)
    make_key_figure(code="A3", theme=KeyFigure.Theme.TOOLS)
    themes = get_figures(client).context["themes"]
    assert [(theme, [figure.code for figure in found]) for theme, found in themes] == [
        (KeyFigure.Theme.WHOLE, ["A2"]),
        (KeyFigure.Theme.TOOLS, ["A1", "A3"]),
    ]


def test_a_figure_has_its_anchor_its_note_and_its_source(client):
    make_key_figure(code="CHI-001", note="Année du webinaire.", source_url="https://www.avise.org/chiffres")
    response = get_figures(client)
    assertContains(response, 'id="CHI-001"')
    assertContains(response, "Année du webinaire.")
    assertContains(response, '<a href="https://www.avise.org/chiffres">avise.org</a>')


def test_a_draft_figure_is_nowhere(client):
    make_key_figure(label="Canari", live=False)
    assertNotContains(get_figures(client), "Canari")


def test_a_figure_is_previewed_alone(rf):
    figure = make_key_figure(label="Emplois", live=False)
    make_key_figure(label="Autre")
    page = preview(rf, figure)
    assert "Emplois" in page
    assert "Autre" not in page
    assert "rtes.fr" in page


def test_the_figures_cost_the_same_queries_whatever_their_number(client, django_assert_num_queries):
    for _ in range(20):
        make_key_figure()
    with django_assert_num_queries(2):  # thumb tabs, figures
        get_figures(client)
