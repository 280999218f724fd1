"""The kits: a leaflet keeps its identity when its number and its title change."""

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import make_document, make_edition, make_kit, make_leaflet


def get(client):
    return client.get(reverse("library:kits"))


def rows(response):
    """Return the table of the first kit: {subject: [number in each edition]}."""
    kit = response.context["kits"][0]
    return {
        leaflet.subject: [document and document.number for _, document in cells] for leaflet, cells in kit.leaflet_rows
    }


def test_a_leaflet_has_its_number_and_title_in_each_edition(client):
    kit = make_kit()
    new, old = make_edition(kit, 2026), make_edition(kit, 2020)
    culture, scic = make_leaflet(kit, subject="Culture"), make_leaflet(kit, subject="SCIC")
    make_document(title="La culture", leaflet=culture, edition=new, number="13")
    make_document(title="ESS et culture", leaflet=culture, edition=old, number="12")
    make_document(title="Les SCIC", leaflet=scic, edition=old, number="9")
    response = get(client)
    assert rows(response) == {"Culture": ["13", "12"], "SCIC": [None, "9"]}
    for title in ["La culture", "ESS et culture", "Les SCIC"]:
        assertContains(response, title)


def test_numbers_sort_as_numbers_in_the_latest_edition(client):
    kit = make_kit()
    edition = make_edition(kit, 2026)
    for number in ["10", "9", "2"]:
        make_document(leaflet=make_leaflet(kit, subject=f"Fiche {number}"), edition=edition, number=number)
    assert list(rows(get(client))) == ["Fiche 2", "Fiche 9", "Fiche 10"]


def test_an_edition_without_leaflet_is_named_but_has_no_column(client):
    kit = make_kit()
    make_edition(kit, 2022)
    make_document(leaflet=make_leaflet(kit), edition=make_edition(kit, 2021), number="1")
    response = get(client)
    assertContains(response, "Édition 2022")
    assertNotContains(response, 'scope="col">Édition 2022')


def test_a_document_about_the_edition_stands_beside_it(client):
    make_document(title="Tout le kit", edition=make_edition(make_kit(), 2026))
    assertContains(get(client), "Tout le kit")


def test_a_draft_is_neither_shown_nor_counted(client):
    kit = make_kit()
    edition = make_edition(kit, 2026)
    make_document(title="Canari", leaflet=make_leaflet(kit, subject="Sujet canari"), edition=edition, live=False)
    make_document(title="Kit canari", edition=edition, live=False)
    response = get(client)
    assertNotContains(response, "anari")
    assertNotContains(response, "dans le portail)")


def test_the_page_costs_the_same_queries_whatever_the_kits(client, django_assert_num_queries):
    for _ in range(3):
        kit = make_kit()
        for year in (2020, 2022, 2026):
            edition = make_edition(kit, year)
            for _ in range(4):
                make_document(leaflet=make_leaflet(kit), edition=edition, number="1")
    # thumb tabs, kits, editions, their documents, leaflets
    with django_assert_num_queries(5):
        get(client)
