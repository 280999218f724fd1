"""The action fields: the list, the sheet, and the matrix where they cross the levers."""

import pytest
from django.urls import reverse

from levers.matrix import Step, steps
from levers.models import FieldExample, LeverField
from library.models import Document
from tests.factories import (
    SOURCE,
    make_competence,
    make_document,
    make_field,
    make_initiative,
    make_lever,
    make_territory,
)


@pytest.fixture
def land():
    return make_field(
        code="c3",
        slug="foncier",
        label="l’accès au foncier et les tiers-lieux",
        short_title="Ouvrir foncier et tiers-lieux",
        covers="Mise à disposition de bâtiments.",
        survey="Enquête auprès des 22 métropoles, 2019.",
    )


def fill(field):
    """Give the field one row of everything that its sheet shows."""
    lever, competence, metropolis = make_lever(), make_competence(), make_territory(kind="intercommunalite")
    LeverField.objects.create(lever=lever, field=field, reason=f"Raison du levier {lever.number}")
    field.competences.add(competence)
    field.save()
    FieldExample.objects.create(
        field=field, metropolis=metropolis.name, territory=metropolis, text="Un lieu", source_url=SOURCE
    )
    make_initiative(levers=[lever], fields=[field], territories=[metropolis])
    make_document(fields=[field])
    make_document(fields=[field], kind=Document.Kind.SOURCE)


def test_the_list_quotes_the_label_and_counts_the_initiatives(read, land):
    fill(land)
    page = read(reverse("levers:fields"))
    assert "« l’accès au foncier et les tiers-lieux »" in page
    assert "1 initiative<" in page
    assert "?champ=c3" in page


def test_the_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    for _ in range(6):
        fill(make_field())
    with django_assert_num_queries(4):  # fields, links, their levers, the ten tabs
        client.get(reverse("levers:fields"))


def test_the_sheet_shows_the_label_the_levers_with_their_reason_and_the_examples(read, land):
    fill(land)
    page = read(land.get_absolute_url())
    lever = land.published_links[0].lever
    example = land.examples.get()
    assert "« l’accès au foncier et les tiers-lieux »" in page
    assert "Enquête auprès des 22 métropoles, 2019." in page
    assert f"Raison du levier {lever.number}" in page
    assert example.territory.get_absolute_url() in page
    assert f"{SOURCE}</span>" in page


def test_the_sheet_costs_the_same_queries_whatever_its_size(client, land, django_assert_num_queries):
    for _ in range(7):
        fill(land)
    # field, links, their levers, competences, examples, their territories, initiatives, their levers, their
    # territories, the regions of these, documents, the ten tabs
    with django_assert_num_queries(12):
        client.get(land.get_absolute_url())


def test_nothing_of_a_draft_is_on_the_sheet(read, land):
    canary = "canaricanari"
    LeverField.objects.create(lever=make_lever(short_title=canary, live=False), field=land, reason=canary)
    land.competences.add(make_competence(name=canary, live=False))
    land.save()
    make_initiative(fields=[land], title=canary, live=False)
    make_document(fields=[land], title=canary, live=False)
    for address in (land.get_absolute_url(), reverse("levers:fields"), reverse("levers:matrix")):
        assert canary not in read(address)


def test_a_draft_field_is_not_found(client):
    assert client.get(make_field(live=False).get_absolute_url()).status_code == 404


# — the matrix —


def cells(client):
    """Return the matrix as the page gives it: {(number, code): count}."""
    matrix = client.get(reverse("levers:matrix")).context["matrix"]
    return {(row.lever.number, cell.field.code): cell.count for row in matrix.rows for cell in row.cells}


def test_each_cell_counts_what_its_list_shows(client, land):
    levers, fields = [make_lever(number=number) for number in (1, 2)], [land, make_field(code="c5")]
    make_initiative(levers=levers, fields=fields)
    make_initiative(levers=levers[:1], fields=[land])
    make_initiative(levers=levers[:1], fields=[land], live=False)
    assert cells(client) == {(1, "c3"): 2, (1, "c5"): 1, (2, "c3"): 1, (2, "c5"): 1}
    for (number, code), count in cells(client).items():
        response = client.get(reverse("actors:initiatives"), {"levier": number, "champ": code})
        assert response.context["filterset"].total == count


def test_the_totals_count_an_initiative_once(read, land):
    levers, fields = [make_lever(number=number) for number in (1, 2)], [land, make_field(code="c5")]
    make_initiative(levers=levers, fields=fields)
    page = read(reverse("levers:matrix"))
    assert 'aria-label="1 initiative pour le levier 1"' in page
    assert 'aria-label="1 initiative pour le champ Ouvrir foncier et tiers-lieux"' in page
    assert 'aria-label="1 initiative en tout"' in page


def test_a_cell_leads_to_the_filtered_list_and_a_zero_leads_nowhere(read, land):
    make_initiative(levers=[make_lever(number=1)], fields=[land])
    make_lever(number=2)
    page = read(reverse("levers:matrix"))
    assert '?levier=1&champ=c3"' in page
    assert '?levier=2&champ=c3"' not in page
    assert '<td class="d0"><span>0</span></td>' in page


def test_the_shades_are_computed_from_the_largest_cell():
    assert steps(64) == [Step(1, 1, 9), Step(2, 10, 18), Step(3, 19, 32), Step(4, 33, 45), Step(5, 46, 64)]
    assert steps(2) == [Step(3, 1, 1), Step(5, 2, 2)]
    assert steps(0) == []


def test_every_count_has_one_shade():
    for largest in range(1, 200):
        shown = [count for step in steps(largest) for count in range(step.first, step.last + 1)]
        assert shown == list(range(1, largest + 1))


def test_an_empty_matrix_is_a_page(read):
    page = read(reverse("levers:matrix"))
    assert "Dix leviers, six champs d’action" in page
    assert "se croisent le plus souvent" not in page


def test_the_matrix_costs_the_same_queries_whatever_its_size(client, django_assert_num_queries):
    for _ in range(8):
        fill(make_field())
    with django_assert_num_queries(4):  # levers (the ten tabs too), fields, cells, total
        client.get(reverse("levers:matrix"))
