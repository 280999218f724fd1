"""The search page: every room answers at once, whatever is typed."""

from functools import partial

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from library.models import Document
from tests.factories import (
    make_actor,
    make_competence,
    make_document,
    make_field,
    make_initiative,
    make_key_figure,
    make_legal_article,
    make_lever,
    make_method,
    make_term,
    make_territory,
)

# What each room can answer with, and how to give it a word.
ROOMS = {
    "competences": lambda word, **values: make_competence(definition=f"Les {word}.", **values),
    "leviers": lambda word, **values: make_lever(why=f"Pour les {word}.", **values),
    "champs": lambda word, **values: make_field(covers=f"Les {word}.", **values),
    "initiatives": lambda word, **values: make_initiative(summary=f"Des {word}.", **values),
    "acteurs": lambda word, **values: make_actor(description=f"Des {word}.", **values),
    "methodes": lambda word, **values: make_method(description=f"Des {word}.", **values),
    "documents": lambda word, **values: make_document(full_text=f"Des {word}.", **values),
    "termes": lambda word, **values: make_term(definition=f"Des {word}.", **values),
    "chiffres": lambda word, **values: make_key_figure(note=f"Des {word}.", **values),
    "articles": lambda word, **values: make_legal_article(allows=f"Des {word}.", **values),
}


def search(client, words):
    return client.get(reverse("search"), {"q": words})


def sections(response):
    return {section.anchor: section for section in response.context["sections"]}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_answers(client, room):
    found = ROOMS[room]("cantines bio")
    ROOMS[room]("vélos")
    section = sections(search(client, "cantine"))[room]
    assert section.count == 1
    assert section.best[0].url == found.get_absolute_url()


def test_a_place_answers_by_its_name_and_comes_first(client):
    make_initiative(title="Une régie à Saint-Étienne")
    place = make_territory(name="Saint-Étienne")
    make_territory(name="Saint-Étienne-du-Bois")
    make_territory(name="Saint-Émilion")
    response = search(client, "saint etienne")
    first = response.context["sections"][0]
    assert (first.anchor, first.count, first.best[0].url) == ("territoires", 2, place.get_absolute_url())


def test_a_place_that_only_begins_like_the_word_is_not_an_answer(client):
    make_territory(name="Loire")
    assert search(client, "loi").context["total"] == 0


def test_a_place_may_have_a_name_that_means_nothing_elsewhere(client):
    place = make_territory(name="Y")
    make_territory(name="Saint-Y")
    make_document(title="Il y a")
    assert [hit.url for hit in sections(search(client, "Y"))["territoires"].best] == [place.get_absolute_url()]


def test_the_results_are_counted_in_the_title_and_in_the_heading(client):
    for _ in range(3):
        make_initiative(title="Cantine")
    make_actor(name="La cantine")
    response = search(client, "cantine")
    assertContains(response, "<title>4 résultats pour «&nbsp;cantine&nbsp;» – Recherche – Leviers</title>")
    assertContains(response, "<h1>4 résultats pour «&nbsp;cantine&nbsp;»</h1>")


def test_a_section_shows_its_best_and_leads_to_the_whole_list(client):
    for number in range(7):
        make_initiative(title=f"Cantine {number}")
    response = search(client, "cantine")
    section = sections(response)["initiatives"]
    assert (section.count, len(section.best)) == (7, 5)
    assertContains(response, f'href="{reverse("actors:initiatives")}?q=cantine"')


def test_what_no_list_can_narrow_is_all_there(client):
    for number in range(1, 8):
        make_lever(number=number, short_title=f"Levier des cantines {number}")
    response = search(client, "cantine")
    section = sections(response)["leviers"]
    assert (section.count, len(section.best), len(section.others)) == (7, 5, 2)
    assertContains(response, "2 autres")


def test_a_word_in_the_title_comes_before_a_word_in_the_text(client):
    make_initiative(title="A", summary="La cantine")
    make_initiative(title="La cantine", year=2001)
    assert [hit.title for hit in sections(search(client, "cantine"))["initiatives"].best] == ["La cantine", "A"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("élus", "les élu·es"),
        ("élu·es", "un élu"),
        ("regies", "la régie"),
        ("coopératif", "des coopératives"),
        ("cantine scolaire", "les cantines scolaires"),
        ("coeur", "au cœur"),
        ("œuvres", "l’oeuvre"),
    ],
)
def test_accents_plurals_and_genders_do_not_count(client, typed, written):
    make_initiative(summary=written)
    assert search(client, typed).context["total"] == 1


def test_the_words_found_are_marked_and_the_text_is_escaped(client):
    make_initiative(title="Des cantines <b>bio</b>", summary="La cantine.")
    response = search(client, "cantine")
    assertContains(response, "Des <mark>cantines</mark> &lt;b&gt;bio&lt;/b&gt;")
    assertContains(response, "<p>La <mark>cantine</mark>.</p>")


def test_the_text_shown_is_the_one_that_has_the_words(client):
    make_document(note="Une note.", full_text="Un début. " * 50 + "La cantine est bio.")
    assertContains(search(client, "cantine"), "La <mark>cantine</mark> est bio.")


def test_a_term_named_by_the_words_is_answered_on_top(client):
    make_term(acronym="SPASER", name="Schéma de promotion", definition="Un document public.")
    make_term(name="Achat", definition="Voir le SPASER.")
    for words in ["spaser", "schema de promotion"]:
        assert search(client, words).context["term"].acronym == "SPASER"
    assertContains(search(client, "SPASER"), "Un document public.")
    assert search(client, "promotion").context["term"] is None


def test_an_acronym_is_answered_even_when_many_terms_cite_it(client):
    for number in range(8):
        make_term(name=f"ESS {number}")
    make_term(acronym="ESS", name="Économie sociale et solidaire, dite aussi ESS depuis la loi de 2014")
    assert search(client, "ess").context["term"].acronym == "ESS"


def test_the_tags_of_the_initiatives_found_lead_to_their_list(client):
    make_initiative(title="Cantine", tags=["bio", "régie"])
    make_initiative(title="Cantines", tags=["bio"])
    make_initiative(title="Autre", tags=["ailleurs"])
    response = search(client, "cantine")
    assert [tag.name for tag in response.context["tags"]] == ["bio", "régie"]
    assertContains(response, f'href="{reverse("actors:initiatives")}?mot=bio"')


def test_nothing_asked_gives_advice_and_examples(client):
    for address in ["", "?q=", "?q=%20"]:
        response = client.get(reverse("search") + address)
        assertContains(response, "Par exemple")
        assertContains(response, 'href="?q=cantine"')


def test_no_answer_says_what_to_do(client):
    response = search(client, "zzzz cantine")
    assertContains(response, "<title>Aucun résultat pour «&nbsp;zzzz cantine&nbsp;» – Recherche – Leviers</title>")
    assertContains(response, 'href="?q=zzzz"')
    assertContains(response, 'href="?q=cantine"')
    assertContains(response, f'href="{reverse("actors:initiatives")}"')


def test_words_too_common_are_said_to_be_so(client):
    make_initiative()
    response = search(client, "de la")
    assertContains(response, "trop courants")
    assert response.context["total"] == 0


def test_the_field_keeps_the_words(client):
    assertContains(search(client, "régie & co"), 'value="régie &amp; co"')


JUNK = [
    "\0",
    "a\0b",
    "'\"<script>alert(1)</script>",
    "%_\\",
    "a" * 10_000,
    "mot " * 3_000,
    "é́️",
    "\ud800",
    "« »",
    "2111-3",
]


@pytest.mark.parametrize("words", JUNK, ids=partial(ascii))
def test_junk_is_never_an_error_nor_html(client, words):
    for room in ROOMS.values():
        room("cantines")
    make_territory()
    words = words.encode("utf-8", "replace").decode()
    response = search(client, words)
    assert response.status_code == 200
    assertNotContains(response, "<script>alert")


def test_an_undecodable_question_is_not_an_error(client):
    assert client.get(reverse("search") + "?q=%ff%fe").status_code == 200


@pytest.mark.parametrize("room", ROOMS)
def test_a_draft_is_neither_found_nor_counted(client, room):
    ROOMS[room]("cantines canari", live=False)
    response = search(client, "cantine")
    assert response.context["total"] == 0
    assertNotContains(response, "canari")


def test_a_draft_lever_is_not_the_petal_of_an_initiative(client):
    make_initiative(title="Cantine", levers=[make_lever(short_title="Levier canari", live=False)])
    assertNotContains(search(client, "cantine"), "Levier canari")


def test_the_page_costs_the_same_queries_whatever_it_finds(client, django_assert_num_queries):
    lever, place = make_lever(), make_territory(name="Cantine")
    for _ in range(7):
        for name, make in ROOMS.items():
            make("cantines", **{"initiatives": {"levers": [lever]}, "acteurs": {"territory": place}}.get(name, {}))
    make_initiative(title="Cantine", tags=["bio"])
    make_document(kind=Document.Kind.SOURCE, title="Cantine")
    # thumb tabs, tags, and one for each of: competences, levers, fields, initiatives, actors, methods,
    # documents, terms, key figures, articles, territories, what contains them
    with django_assert_num_queries(14):
        response = search(client, "cantine")
    assert set(sections(response)) == {*ROOMS, "territoires"}
