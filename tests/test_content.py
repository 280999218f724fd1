"""The content shipped with the portal is whole and sourced, and quotes its sources word for word."""

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F

from actors.filters import ActorFilter, InitiativeFilter
from actors.models import Actor, Initiative, Partner
from editorial.models import EditorialModel, Sourced, lines
from levers.models import (
    ActionField,
    Approach,
    LegalArticle,
    Lever,
    LeverCompetence,
    LeverField,
    Method,
    Principle,
    ServiceMode,
)
from library.models import Document, KeyFigure, Leaflet, Quote, Term
from territories.models import Competence, CompetenceHolder, LegalBasis, Metropolis

FIXTURES = sorted(map(str, (settings.BASE_DIR / "fixtures").glob("*.yaml")))
# The five documents that the portal was made from, as they were received, under the slug of their sheet.
SEEDS = sorted(Path(__file__).parent.glob("data/seeds/*.txt"))
MARKDOWN = re.compile(r"\*\*|\*(?=kit )|(?<=ESS)\*|^# ", re.MULTILINE)

COUNTS = {
    Lever: 10,
    ActionField: 6,
    Competence: 19,
    # 114 researched with the competences, 5 for what a place asks (mobility, islands, Île-de-France).
    CompetenceHolder: 119,
    LegalBasis: 10,
    LegalArticle: 108,
    Metropolis: 22,
    ServiceMode: 5,
    Approach: 2,
    Method: 17,
    Principle: 6,
    Document: 87 + 5,
    Quote: 3,
    Term: 70,
    KeyFigure: 47,
    Actor: 330,
    Initiative: 285,
    Partner: 374,
}
SHEETS = [model for model in apps.get_models() if issubclass(model, EditorialModel)]
SOURCED = [model for model in apps.get_models() if issubclass(model, Sourced)]


@pytest.fixture(scope="module")
def france(django_db_setup, django_db_blocker):
    """The territories, alone; undone after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_territories", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def content(france, django_db_blocker):
    """Everything that the portal ships."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", stdout=StringIO())
        # PostgreSQL may have looked at these tables while they were empty, and would plan accordingly.
        connection.cursor().execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def words(text):
    """Return the text without its blanks and marks of layout, which a quotation does not owe."""
    return " ".join(MARKDOWN.sub("", text).split())


def seed(slug):
    return words(next(path for path in SEEDS if path.stem == slug).read_text())


# Before the tests that ask for the content: this one wants a database where there is none.
def test_plain_loaddata_fills_an_empty_database(france):
    call_command("loaddata", *FIXTURES, verbosity=0)
    assert {model: model.objects.count() for model in COUNTS} == COUNTS
    assert Initiative.objects.filter(levers__number=3, competences__code="alim", partners__actor__isnull=False).exists()


def test_everything_is_there(content):
    assert {model: model.objects.count() for model in COUNTS} == COUNTS
    assert Document.objects.filter(kind=Document.Kind.SOURCE).count() == 5


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
def test_every_sheet_is_published_with_its_revision(content, model):
    assert model.objects.exists()
    unpublished = model.objects.exclude(live_revision=F("latest_revision"), live=True, has_unpublished_changes=False)
    assert not unpublished.exists()
    assert not model.objects.filter(first_published_at=None).exists()


@pytest.mark.parametrize("model", SOURCED, ids=lambda model: model.__name__)
def test_every_fact_says_where_and_when_it_was_read(content, model):
    assert model.objects.exists()
    assert not model.objects.filter(source_url="").exists()
    assert not model.objects.filter(source_read_on=None).exists()


def test_every_article_of_law_says_what_was_read(content):
    for name in ("text_url", "status", "read_in"):
        assert not LegalArticle.objects.filter(**{name: ""}).exists()


def test_loading_again_changes_nothing(content):
    output = StringIO()
    call_command("load_content", stdout=output)
    assert {line.split(" · ")[-1].split(" : ")[0] for line in output.getvalue().splitlines()} == {"sans changement"}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_sentence_of_a_source_document_is_on_its_sheet(content, path):
    document = Document.objects.get(slug=path.stem, kind=Document.Kind.SOURCE)
    assert words(document.full_text) == words(path.read_text())


def test_the_levers_are_quoted_word_for_word_in_the_order_of_the_list_of_2021(content):
    levers = Lever.objects.order_by("number")
    texts = seed("les-10-leviers")
    assert all(words(lever.official_text) in texts for lever in levers)
    variants = seed("nouvelle-etude-territoires-urbains-economie-sociale-et-solidaire-et-innovation-sociale")
    places = [variants.index(words(lever.variant_text)) for lever in levers]
    assert places == sorted(places)


def test_the_fields_are_quoted_word_for_word(content):
    text = seed("cadres-et-leviers-d-action-des-metropoles-billet-de-2019")
    assert all(field.label in text for field in ActionField.objects.all())


def test_the_method_and_the_principles_are_quoted_word_for_word(content):
    text = seed("ess-et-politiques-publiques")
    quoted = [
        *[words(principle.text) for principle in Principle.objects.all()],
        *[words(approach.introduction) for approach in Approach.objects.all()],
        *[step for approach in Approach.objects.all() for step in lines(approach.steps)],
    ]
    assert [quote for quote in quoted if quote not in text] == []


def test_the_quotations_are_in_the_document_they_come_from(content):
    quotes = Quote.objects.select_related("document")
    assert [quote.slug for quote in quotes if words(quote.text) not in seed(quote.document.slug)] == []
    text = seed("kit-communes-intercommunalites-et-ess")
    assert [mode.slug for mode in ServiceMode.objects.all() if mode.quote not in text] == []


@pytest.mark.parametrize("model", [LeverField, LeverCompetence], ids=lambda model: model.__name__)
def test_every_link_of_a_lever_gives_a_reason_of_its_own(content, model):
    reasons = list(model.objects.values_list("reason", flat=True))
    assert len(set(reasons)) == len(reasons)
    assert [reason for reason in reasons if not 6 <= len(reason.split()) <= 20] == []


def test_the_main_lever_of_an_initiative_is_one_of_its_levers(content):
    assert not Initiative.objects.exclude(levers=F("main_lever")).exists()


def test_a_leaflet_keeps_its_identity_from_one_edition_of_the_kit_to_the_next(content):
    culture = Leaflet.objects.get(slug="culture")
    assert list(culture.documents.order_by("year").values_list("year", "number")) == [(2020, "12"), (2026, "13")]
    kept = Leaflet.objects.alias(editions=Count("documents__edition", distinct=True)).filter(editions=2)
    assert set(kept.values_list("slug", flat=True)) == {"pourquoi-une-politique", "culture", "animation"}


def test_every_figure_has_a_year_or_says_why_it_has_none(content):
    assert not KeyFigure.objects.filter(year="", year_note="").exists()


def test_who_is_located_by_a_whole_department_or_region_says_so(content):
    vague = Actor.objects.filter(territory__kind__in=["departement", "region"])
    assert vague.exists()
    assert not vague.filter(territory_note="").exists()


def test_the_list_of_a_competence_has_what_the_fixtures_give_it(content, client):
    rows = yaml.safe_load((settings.BASE_DIR / "fixtures/17-initiatives.yaml").read_text())
    cited = [code for row in rows for [code] in row["fields"].get("competences", [])]
    for code in set(cited):
        filterset = client.get("/initiatives/", {"competence": code}).context["filterset"]
        assert filterset.total == filterset.qs.count() == cited.count(code)


@pytest.mark.parametrize(("model", "filters"), [(Initiative, InitiativeFilter), (Actor, ActorFilter)])
def test_each_count_beside_a_value_is_what_the_list_gives_once_it_is_chosen(content, rf, model, filters):
    def narrow(**asked):
        request = rf.get("/", asked)
        return filters(request.GET, queryset=model.objects.published(), request=request)

    for facet in narrow().facets:
        for option in facet.options:
            assert narrow(**{facet.name: option.value}).qs.count() == option.count, (facet.name, option.value)
