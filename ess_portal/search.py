"""The search page: every room answers with its best rows, how many it has, and the way to all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, Window
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.decorators.http import require_safe
from taggit.models import Tag

from actors.models import Actor, Initiative
from editorial.facets import LONGEST_WORDS, printable
from editorial.french import hits, passage, question_stems, stems
from editorial.models import lines
from levers.models import ActionField, LegalArticle, Lever, Method
from library.models import Document, KeyFigure, Term
from territories.models import Competence, Territory
from territories.models.places import fold_name

BEST = 5
TAGS = 8
EXAMPLES = ["cantine", "SPASER", "tiers-lieux", "clause sociale", "monnaie locale", "Rennes"]


class Hit(NamedTuple):
    """A row as the page shows it."""

    url: str
    title: str
    meta: str
    text: str
    lever: Lever | None
    row: Any


@dataclass
class Section:
    """What one room answers. What a list cannot narrow by words is all there: the best rows, then the others."""

    anchor: str
    title: str
    count: int
    best: list
    others: list
    all_url: str


@dataclass(frozen=True)
class Searched:
    """A kind of rows to look in, and how to show one.

    `found` gives the rows that the words find, the best first; `texts` the columns to quote, the first that
    has the words; `page` is the list that the same words narrow, when there is one.
    """

    anchor: str
    title: str
    found: Callable
    page: str = ""
    name: Callable = str
    meta: Callable = lambda row: ""
    texts: Callable = lambda row: []
    lever: Callable = lambda row: None

    def answer(self, words):
        rows = self.found(words).annotate(found=Window(Count("*")))
        rows = list(rows[:BEST] if self.page else rows)
        shown = [self.hit(row, set(question_stems(words))) for row in rows]
        all_url = f"{reverse(self.page)}?{urlencode({'q': words})}" if self.page else ""
        count = rows[0].found if rows else 0
        return Section(self.anchor, self.title, count, shown[:BEST], shown[BEST:], all_url)

    def hit(self, row, wanted):
        texts = [text for text in self.texts(row) if text]
        quoted = next((text for text in texts if any(hit for _, hit in hits(text, wanted))), "".join(texts[:1]))
        text = passage(quoted, wanted)
        return Hit(row.get_absolute_url(), self.name(row), self.meta(row), text, self.lever(row), row)


def published(model, *related):
    """Return what finds the published rows of a model."""
    rows = model.objects.published().defer("search_title", "search_text")
    rows = rows.select_related(*related) if related else rows
    return lambda words: rows.search(words)


def find_places(words):
    """Return the places named by the words, whole and in this order, or that have this very code.

    Words that mean nothing alone are searched for only as the whole name: « Y » is a commune.
    """
    name, places = fold_name(words), Territory.objects.search(words).for_lines()
    if not stems(words):
        return places.filter(rank=0)
    whole = Q(folded_name__startswith=f"{name} ") | Q(folded_name__contains=f" {name} ")
    return places.filter(Q(rank=0) | whole | Q(folded_name__endswith=f" {name}"))


def joined(*parts):
    return " · ".join(str(part) for part in parts if part)


SEARCHED = [
    Searched(
        "competences",
        "Compétences",
        published(Competence),
        texts=lambda row: [row.definition, ", ".join(lines(row.services))],
    ),
    Searched(
        "leviers",
        "Leviers",
        published(Lever),
        name=lambda row: row.short_title,
        meta=lambda row: f"Levier {row.number}",
        texts=lambda row: [row.official_text, row.why],
        lever=lambda row: row,
    ),
    Searched(
        "champs",
        "Champs d’action",
        published(ActionField),
        texts=lambda row: [row.covers, row.label],
    ),
    Searched(
        "initiatives",
        "Initiatives",
        published(Initiative, "main_lever"),
        page="actors:initiatives",
        meta=lambda row: joined(row.authority, row.year or "année non précisée"),
        texts=lambda row: [row.summary, row.figures],
        lever=lambda row: row.main_lever if row.main_lever and row.main_lever.live else None,
    ),
    Searched(
        "acteurs",
        "Acteurs",
        published(Actor, "territory"),
        page="actors:actors",
        meta=lambda row: joined(capfirst(row.get_legal_form_display()), row.territory),
        texts=lambda row: [row.description, row.legal_form_detail],
    ),
    Searched(
        "methodes",
        "Méthodes",
        published(Method),
        texts=lambda row: [row.description, row.example],
    ),
    Searched(
        "documents",
        "Documents",
        published(Document, "edition__kit"),
        page="library:documents",
        meta=lambda row: row.reference,
        texts=lambda row: [row.takeaway, row.note, row.full_text],
    ),
    Searched(
        "termes",
        "Glossaire",
        lambda words: Term.objects.published().closest(words),
        page="library:glossary",
        texts=lambda row: [row.definition],
    ),
    Searched(
        "chiffres",
        "Chiffres clés",
        published(KeyFigure),
        name=lambda row: f"{row.label} : {row.value}",
        meta=lambda row: joined(row.perimeter, row.year or row.year_note),
        texts=lambda row: [row.note],
    ),
    Searched(
        "articles",
        "Textes de loi",
        published(LegalArticle),
        page="levers:legal_articles",
        meta=lambda row: row.version,
        texts=lambda row: [row.summary, row.allows],
    ),
    Searched(
        "territoires",
        "Territoires",
        find_places,
        page="territories:territories",
        meta=lambda row: row.line,
    ),
]


@require_safe
def search(request):
    words = printable(request.GET.get("q", "")).strip()[:LONGEST_WORDS]
    sections = answers(words) if words else []
    context = {
        "words": words,
        "wanted": set(question_stems(words)),
        "sections": sections,
        "total": sum(section.count for section in sections),
        "term": named_term(sections, words),
        "tags": used_tags(words) if sections else [],
        "single_words": single_words(words),
        "examples": EXAMPLES,
    }
    return render(request, "portal/search.html", context)


def answers(words):
    """Return the sections that have an answer; a place that has this very name comes first."""
    sections = [section for section in (each.answer(words) for each in SEARCHED) if section.count]
    return sorted(sections, key=lambda section: getattr(section.best[0].row, "rank", 1) != 0)


def named_term(sections, words):
    """Return the term of the glossary that the words name."""
    terms = [hit.row for section in sections if section.anchor == "termes" for hit in section.best]
    return next((term for term in terms if term.is_named(words)), None)


def used_tags(words):
    """Return the tags that the initiatives found have most in common."""
    found = Initiative.objects.published().search(words).order_by().values("pk")
    tags = Tag.objects.filter(initiatives__in=found).annotate(uses=Count("initiatives"))
    return tags.order_by("-uses", "name")[:TAGS]


def single_words(words):
    """Return the words to look for one by one when they are never together."""
    several = [word for word in words.split() if stems(word)]
    return several if len(several) > 1 else []
