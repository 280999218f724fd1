"""The sheet of a document: what it is, what it says word for word, what goes with it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.http import urlencode
from pytest_django.asserts import assertContains, assertNotContains

from library.models import Document
from tests.factories import (
    make_competence,
    make_document,
    make_edition,
    make_field,
    make_kit,
    make_leaflet,
    make_lever,
    make_quote,
)

VERBATIM = "L'ESS \"c'est\" : une économie !\n\nSecond   paragraphe,\n- une liste ;\n\n\nFin..."


def get(client, document):
    return client.get(document.get_absolute_url())


def test_the_identity_of_the_document_is_told(client):
    document = make_document(
        title="Des cantines",
        kind="etude",
        kind_detail="étude (version anglaise)",
        publisher="Avise",
        language="en",
        published_on=date(2021, 11, 17),
        url="https://www.avise.org/etude",
        source_read_on=date(2026, 11, 22),
        note="Une note.",
        takeaway="Ce que le portail en tire.",
    )
    response = get(client, document)
    for words in ["Étude (version anglaise)", "Avise", "17 novembre 2021", "anglais", "Une note.", "Ce que le portail"]:
        assertContains(response, words, msg_prefix=words)
    assertContains(response, '<h1 lang="en">')
    assertContains(response, '<a href="https://www.avise.org/etude">avise.org</a>, page lue le 22 novembre 2026')


def test_a_document_without_a_date_says_so(client):
    assertContains(get(client, make_document(year=None)), "non précisée")


def test_the_text_of_a_source_is_word_for_word(client):
    document = make_document(kind=Document.Kind.SOURCE, full_text=VERBATIM, publisher="RTES", title="Le kit", year=2022)
    response = get(client, document)
    assert document.paragraphs == VERBATIM.replace("\n\n\n", "\n\n").split("\n\n")
    for paragraph in document.paragraphs:
        assertContains(response, f"<p>{paragraph}</p>".replace("'", "&#x27;").replace('"', "&quot;"))
    assertContains(response, "RTES, Le kit, 2022")


def test_the_quotations_of_the_document_keep_their_words_and_their_authors(client):
    document = make_document()
    make_quote(document, text="L'ESS répond", authors="Jérôme Saddier, président\nMahel Coppey, présidente")
    response = get(client, document)
    assertContains(response, "<p>«&nbsp;L&#x27;ESS répond&nbsp;»</p>")
    assertContains(response, "Mahel Coppey, présidente")


def test_a_leaflet_leads_to_its_other_editions_whatever_their_number_and_title(client):
    kit = make_kit()
    leaflet = make_leaflet(kit)
    old = make_document(title="ESS et culture", leaflet=leaflet, edition=make_edition(kit, 2020), number="12")
    new = make_document(title="La culture", leaflet=leaflet, edition=make_edition(kit, 2026), number="13")
    make_document(title="Canari", leaflet=leaflet, edition=make_edition(kit, 2022), live=False)
    response = get(client, old)
    assertContains(response, "La même fiche dans les autres éditions")
    assertContains(response, "La culture")
    assertContains(response, "édition 2026, fiche n°\N{NO-BREAK SPACE}13")
    assertNotContains(response, "Canari")
    assertContains(get(client, new), "édition 2020, fiche n°\N{NO-BREAK SPACE}12")


def test_the_sheet_links_levers_fields_competences_and_tags(client):
    lever, field, competence = make_lever(number=3), make_field(), make_competence()
    document = make_document(levers=[lever], fields=[field], competences=[competence], tags=["Marché réservé"])
    response = get(client, document)
    for linked in [lever, field, competence]:
        assertContains(response, f'href="{linked.get_absolute_url()}"')
    assertContains(response, f'href="{reverse("library:documents")}?{urlencode({"mot": "marché-réservé"})}"')


def test_a_long_list_of_levers_is_not_set_large_beside_the_title(client):
    few = make_document(levers=[make_lever() for _ in range(5)])
    many = make_document(levers=[make_lever() for _ in range(6)])
    assertContains(get(client, few), 'class="trio"')
    assertNotContains(get(client, many), 'class="trio"')


def test_related_documents_come_by_what_they_share_and_say_it(client):
    lever, rare = make_lever(number=4), make_competence(name="Habitat")
    document = make_document(levers=[lever], competences=[rare], tags=["PTCE"])
    near = make_document(title="Proche", levers=[lever], competences=[rare])
    far = [make_document(title=f"Loin {number}", levers=[lever]) for number in range(5)]
    make_document(title="Sans rapport")
    related = get(client, document).context["document"].related
    assert related[0] == (near, "En commun : Habitat, levier 4.")
    assert {other for other, _ in related[1:]} < set(far)
    assert len(related) == 4


def test_a_draft_has_no_page(client):
    assert get(client, make_document(live=False)).status_code == 404


@pytest.mark.parametrize("canary", [{"title": "Canari"}, {"note": "Canari"}])
def test_a_draft_is_not_related(client, canary):
    lever = make_lever()
    make_document(levers=[lever], live=False, **canary)
    assertNotContains(get(client, make_document(levers=[lever])), "Canari")


def test_a_draft_lever_field_or_competence_is_not_linked(client):
    drafts = {
        "levers": [make_lever(short_title="Levier canari", live=False)],
        "fields": [make_field(short_title="Champ canari", live=False)],
        "competences": [make_competence(name="Compétence canari", live=False)],
    }
    assertNotContains(get(client, make_document(**drafts)), "canari")


def test_the_sheet_costs_the_same_queries_whatever_it_links(client, django_assert_num_queries):
    kit = make_kit()
    leaflet = make_leaflet(kit)
    links = {
        "levers": [make_lever() for _ in range(6)],
        "fields": [make_field() for _ in range(3)],
        "competences": [make_competence() for _ in range(4)],
        "tags": ["un", "deux", "trois"],
    }
    document = make_document(leaflet=leaflet, edition=make_edition(kit, 2020), full_text=VERBATIM, **links)
    for year in range(2021, 2024):
        make_document(leaflet=leaflet, edition=make_edition(kit, year), **links)
        make_quote(document)
    # thumb tabs, the document, its levers, quotations, other editions, fields, competences, tags,
    # what others share, the related documents, their levers
    with django_assert_num_queries(11):
        get(client, document)
