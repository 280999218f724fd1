"""The library: what to read, narrowed by criteria."""

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from library.models import Document
from tests.factories import (
    make_competence,
    make_document,
    make_edition,
    make_field,
    make_kit,
    make_lever,
    make_quote,
)


def get(client, **criteria):
    return client.get(reverse("library:documents", query=criteria))


def titles(response):
    return [document.title for document in response.context["rows"]]


def test_a_document_says_its_kind_its_publisher_its_year_and_its_kit(client):
    edition = make_edition(make_kit(name="Kit MunicipalESS"), 2026)
    make_document(title="ESS & culture", publisher="RTES", year=2026, edition=edition, number="13", kind="fiche")
    response = get(client)
    assert response.context["rows"][0].reference == "Fiche · RTES · 2026 · Kit MunicipalESS · fiche n° 13"
    assertContains(response, "fiche n°\N{NO-BREAK SPACE}13")


def test_words_and_criteria_narrow_the_list(client):
    lever, other = make_lever(number=3), make_lever(number=4)
    field, competence = make_field(), make_competence(code="alim")
    wanted = {"levers": [lever], "fields": [field], "competences": [competence], "tags": ["cantine"], "year": 2024}
    make_document(title="Des cantines bio", kind="guide", **wanted)
    make_document(title="Des cantines bio, étude", kind="etude", **wanted | {"levers": [other]})
    make_document(title="Autre chose")
    criteria = {"q": "cantine", "levier": 3, "champ": field.code, "competence": "alim", "mot": "cantine", "annee": 2024}
    response = get(client, genre="guide", **criteria)
    assert titles(response) == ["Des cantines bio"]
    assertContains(response, "1 document pour «")


def test_an_edition_of_a_kit_narrows_the_list(client):
    edition = make_edition(make_kit(), 2020)
    document = make_document(edition=edition)
    make_document()
    assert titles(get(client, kit=edition.slug)) == [document.title]


def test_several_values_of_a_criterion_add_up(client):
    make_document(title="Guide", kind="guide")
    make_document(title="Étude", kind="etude")
    make_document(title="Note", kind="note")
    assert set(titles(get(client, genre=["guide", "etude"], tri="titre"))) == {"Guide", "Étude"}


def test_the_latest_documents_come_first_and_those_without_a_year_last(client):
    make_document(title="Sans année", year=None)
    make_document(title="Ancien", year=2011)
    make_document(title="Récent", year=2026)
    assert titles(get(client)) == ["Récent", "Ancien", "Sans année"]


def test_the_whole_list_presents_the_source_documents_and_the_kits(client):
    source = make_document(title="Dix leviers", kind=Document.Kind.SOURCE)
    make_edition(make_kit(name="Kit RégionalESS"), 2022)
    make_quote(source, text="L'ESS apporte des réponses")
    response = get(client)
    assertContains(response, "Les documents d’origine")
    assertContains(response, "Kit RégionalESS")
    assertContains(response, "L&#x27;ESS apporte des réponses")
    assertNotContains(get(client, q="leviers"), "Les documents d’origine")


def test_an_unknown_value_is_ignored_and_said(client):
    make_document(title="Un guide")
    response = get(client, genre="roman", machin="1")
    assert titles(response) == ["Un guide"]
    assertContains(response, "roman")
    assertContains(response, "machin")


def test_junk_is_never_an_error(client):
    make_document()
    for junk in ["\0", "'\"<>", "é" * 10_000, "a b c d e f g h " * 600]:
        assert get(client, q=junk, levier=junk, annee=junk, tri=junk).status_code == 200


def test_a_page_beyond_the_last_is_not_found(client):
    make_document()
    assert get(client, page=2).status_code == 404


def test_a_list_without_an_answer_says_what_to_loosen(client):
    make_document(title="Cantine", kind="guide")
    make_document(kind="etude")
    response = get(client, q="cantine", genre="etude")
    assertContains(response, "En retirant un seul critère")


def test_a_draft_is_neither_listed_nor_counted(client):
    draft = make_document(title="Brouillon canari", kind=Document.Kind.SOURCE, live=False, tags=["canari"], year=1999)
    make_quote(draft, text="Parole de canari")
    make_document()
    response = get(client)
    assertNotContains(response, "canari")
    assertNotContains(response, "1999")
    assertContains(response, "1 document")


def test_a_draft_lever_has_no_petal(client):
    make_document(levers=[make_lever(number=3, short_title="Levier canari", live=False)])
    assertNotContains(get(client), "Levier canari")


def test_the_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    levers, competences = [make_lever() for _ in range(3)], [make_competence() for _ in range(3)]
    for kit in [make_kit(), make_kit()]:
        make_edition(kit, 2020)
    for number in range(25):
        make_document(levers=levers, competences=competences, tags=[f"mot {number}"])
    make_quote(make_document(kind=Document.Kind.SOURCE))
    # thumb tabs, terms of the criteria, counts, page of documents, their levers, source documents, quotation, kits
    with django_assert_num_queries(8):
        get(client)
    # thumb tabs, terms of the criteria, counts, page of documents, their levers
    with django_assert_num_queries(5):
        get(client, levier=levers[0].number)
