"""The ten levers: the list and the sheet."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from actors.models import Actor
from levers.models import Argument, Instrument, Lever, LeverCompetence, LeverField, Objection
from library.models import Document
from territories.models import CompetenceHolder
from tests.factories import (
    SOURCE,
    make_actor,
    make_competence,
    make_document,
    make_field,
    make_initiative,
    make_legal_article,
    make_lever,
    make_lever_action,
    make_method,
    make_partner,
)

LIST = "levers:levers"


@pytest.fixture
def buying():
    return make_lever(
        number=3,
        slug="acheter",
        short_title="Acheter de façon responsable",
        official_text="S'appuyer sur la commande publique des élus locaux",
        variant_text="S’appuyer sur la commande publique des élu.es locaux ;",
        variant_note="« des élus » puis « des élu.es »",
        why="L’achat est un instrument économique direct.",
    )


def link_competence(lever, *levels, **values):
    """Link the lever to a new competence held at these levels."""
    competence = make_competence(**values)
    for level in levels:
        CompetenceHolder.objects.create(
            competence=competence, level=level, character="facultative", reference="CGCT", source_url=SOURCE
        )
    LeverCompetence.objects.create(lever=lever, competence=competence, reason=f"Raison : {competence.name}")
    return competence


def fill(lever):
    """Give the lever one row of everything that its sheet shows."""
    make_lever_action(lever, text="Rencontrer les fournisseurs")
    Instrument.objects.create(
        lever=lever,
        name="SPASER",
        reference="CCP, art. L2111-3",
        explanation="Un schéma d'achats.",
        version="version du 2023-10-25",
        source_url=SOURCE,
    )
    Argument.objects.create(lever=lever, text="L'achat est le levier le plus immédiat.", source_url=SOURCE)
    Objection.objects.create(lever=lever, text="C'est illégal.", answer="La loi le prévoit.", source_url=SOURCE)
    field = make_field()
    LeverField.objects.create(lever=lever, field=field, reason="Acheter, c’est soutenir.")
    competence = link_competence(lever, "commune", "cc")
    initiative = make_initiative(levers=[lever], fields=[field], competences=[competence])
    make_partner(initiative, actor=make_actor(kind=Actor.Kind.NETWORK))
    make_document(levers=[lever])
    make_document(levers=[lever], kind=Document.Kind.SOURCE)
    make_method(levers=[lever])
    make_legal_article(levers=[lever])


def test_the_list_shows_each_lever_with_its_text_and_its_number_of_initiatives(read, buying):
    for _ in range(2):
        make_initiative(levers=[buying])
    page = read(reverse(LIST))
    assert "Acheter de façon responsable" in page
    assert "S’appuyer sur la commande publique des élus locaux" in page
    assert "2 initiatives" in page
    assert f'href="{reverse("actors:initiatives")}?levier=3"' in page


def test_the_list_leads_to_the_study_and_to_the_other_wording(read, buying):
    study = make_document(levers=[buying], kind=Document.Kind.SOURCE, year=2019, title="10 leviers")
    other = make_document(levers=[buying], kind=Document.Kind.SOURCE, year=2021, title="10 recommandations")
    page = read(reverse(LIST))
    assert study.get_absolute_url() in page
    assert other.get_absolute_url() in page
    assert "Comparer les deux formulations" in page
    assert "<del>élus</del>" in page
    assert "<ins>élu.es</ins>" in page


def test_the_list_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    for _ in range(10):
        fill(make_lever())
    with django_assert_num_queries(3):  # levers (the ten tabs too), linked competences, source documents
        client.get(reverse(LIST))


def test_the_sheet_shows_the_official_text_and_why_it_matters(read, buying):
    page = read(buying.get_absolute_url())
    assert "S’appuyer sur la commande publique des élus locaux</blockquote>" in page
    assert "L’achat est un instrument économique direct." in page
    assert '<a class="L3" href="/leviers/acheter/" aria-current="true">' in page


def test_the_sheet_says_who_can_act_and_by_which_competence(read, buying):
    link_competence(buying, "commune", "metropole", name="Sport")
    link_competence(buying, "cc", name="Déchets")
    link_competence(buying, "region", name="Lycées")
    lever = Lever.objects.for_sheet().get()
    assert [str(row) for row in lever.competences_of_both] == ["Sport"]
    assert [str(row) for row in lever.competences_of_intercommunalities] == ["Déchets"]
    assert lever.competences_of_communes == []
    page = read(buying.get_absolute_url())
    assert "La commune ou l’intercommunalité</dt>" in page
    assert "Raison : Lycées" in page


def test_a_lever_that_communes_alone_can_act_on_has_one_badge(read, buying):
    link_competence(buying, "commune")
    page = read(buying.get_absolute_url())
    assert "Commune</span>" in page
    assert "Intercommunalité</span>" not in page


def test_each_action_argument_and_answer_ends_in_its_source(read, buying):
    make_lever_action(buying, text="Rencontrer", source_url="https://un.fr/a", source_read_on="2026-11-22")
    Argument.objects.create(lever=buying, text="C'est simple.", source_url="https://deux.fr/b")
    Objection.objects.create(lever=buying, text="C'est cher.", answer="Non.", source_url="https://un.fr/a")
    page = read(buying.get_absolute_url())
    assert "C’est simple." in page
    assert "« C’est cher. »" in page
    assert page.count('href="#s-a"') == 2
    assert page.count('href="#s-b"') == 1
    assert "https://deux.fr/b</span>" in page


def test_an_instrument_says_in_words_that_it_is_over_and_what_was_read(read, buying):
    Instrument.objects.create(
        lever=buying,
        name="Convention",
        reference="2015",
        explanation="Une offre de formation.",
        version="version du 2023-10-01",
        verified_on="2026-11-22",
        expired=True,
        source_url=SOURCE,
    )
    page = read(buying.get_absolute_url())
    assert "Échu" in page
    assert "version du 1er octobre 2023" in page
    assert "Vérifié le 22 novembre 2026" in page


def test_the_initiatives_of_which_it_is_the_main_lever_come_first(read, buying):
    other = make_lever()
    make_initiative(levers=[other, buying], title="Récente", year=2026)
    make_initiative(levers=[buying], title="Ancienne", year=2010)
    titles = [initiative.title for initiative in buying.first_initiatives]
    assert titles == ["Ancienne", "Récente"]
    assert "Les 2 initiatives du levier 3" in read(buying.get_absolute_url())


def test_who_to_call_are_the_networks_of_its_initiatives_the_most_present_first(buying):
    often, once = (make_actor(kind=Actor.Kind.NETWORK, name=name) for name in ("Souvent", "Une fois"))
    for partners in ([often, once], [often], [make_actor(kind=Actor.Kind.OPERATOR)]):
        initiative = make_initiative(levers=[buying])
        for actor in partners:
            make_partner(initiative, actor=actor)
    make_partner(make_initiative(levers=[buying], live=False), actor=make_actor(kind=Actor.Kind.NETWORK))
    assert buying.networks == [often, once]


def test_the_articles_are_listed_by_text_and_in_the_order_of_reading(read, buying):
    for article in ("13", "9"):
        make_legal_article(levers=[buying], text_name="loi ESS", article=article, code=f"loi-{article}")
    make_method(levers=[buying], name="Assises", slug="assises")
    assert [reference.name for reference in buying.article_references] == ["9", "13"]
    page = read(buying.get_absolute_url())
    assert f'href="{reverse("levers:legal_articles")}#loi-9"' in page
    assert f'href="{reverse("levers:method")}#assises"' in page


def test_the_two_wordings_are_compared_on_demand(read, buying):
    page = read(buying.get_absolute_url())
    assert "<details>" in page
    assert "<del>élus</del>" in page
    assert "« des élus » puis « des élu.es »" in page


def test_a_lever_without_anything_yet_has_no_empty_section(read, buying):
    buying.variant_text = ""
    buying.save()
    page = read(buying.get_absolute_url())
    for title in ("Que faire", "Avec quels outils", "Que dire mardi", "On vous dira", "Qui appeler", "Sources"):
        assert f">{title}" not in page
    assert "deux formulations" not in page
    assert "Aucune initiative publiée n’illustre encore ce levier." in page


def test_nothing_of_a_draft_is_on_a_sheet(read, buying):
    canary = "canaricanari"
    make_initiative(levers=[buying], title=canary, live=False)
    make_document(levers=[buying], title=canary, live=False)
    make_method(levers=[buying], name=canary, live=False)
    make_legal_article(levers=[buying], article=canary, live=False)
    competence = link_competence(buying, "commune", name=canary, live=False)
    LeverField.objects.create(lever=buying, field=make_field(short_title=canary, live=False), reason=canary)
    make_partner(make_initiative(levers=[buying]), actor=make_actor(kind="tete-de-reseau", name=canary, live=False))
    for address in (buying.get_absolute_url(), reverse(LIST)):
        page = read(address)
        assert canary not in page
        assert competence.slug not in page


def test_a_draft_lever_and_what_hangs_from_it_are_nowhere(client, read, buying):
    draft = make_lever(live=False, slug="canari", short_title="Canari", official_text="Canari")
    make_lever_action(draft, text="Canari")
    make_initiative(levers=[buying, draft], main_lever=draft)
    assert client.get("/leviers/canari/").status_code == 404
    assert "Canari" not in read(reverse(LIST))
    assert "Canari" not in read(buying.get_absolute_url())


def test_an_unknown_lever_is_not_found(client):
    assert client.get("/leviers/inconnu/").status_code == 404


def test_the_sheet_costs_the_same_queries_whatever_its_size(client, buying, django_assert_num_queries):
    make_lever()
    for _ in range(7):
        fill(buying)
    # levers (the ten tabs too), actions, instruments, arguments, objections, links with fields, links with
    # competences, initiatives, their levers, têtes de réseau, documents, methods and articles
    with django_assert_num_queries(12):
        client.get(buying.get_absolute_url())


def test_a_preview_shows_what_is_being_written(buying):
    fill(buying)
    buying.actions.add(buying.actions.model(text="Une action en cours d’écriture", source_url=SOURCE))
    request = RequestFactory().get("/")
    html = render_to_string(Lever.PREVIEW_TEMPLATE, {Lever.PREVIEW_NAME: buying}, request)
    assert "Une action en cours d’écriture" in html
    assert "SPASER" in html
