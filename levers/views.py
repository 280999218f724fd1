from itertools import groupby

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe
from django.views.generic import DetailView, ListView

from editorial.facets import FacetedList
from levers.filters import LegalArticleFilter
from levers.hands import has_hands, sort_levers
from levers.matrix import Matrix
from levers.models import ActionField, Approach, LegalArticle, Lever, Method, Principle, ServiceMode
from levers.models.sheets import present
from territories.holding import holders_of
from territories.models import Territory


class LeverList(ListView):
    queryset = Lever.objects.published().for_cards()
    template_name = "levers/levers.html"
    context_object_name = "levers"

    def get_context_data(self, **kwargs):
        """The ten thumb tabs are the levers of the list: one query for both."""
        return super().get_context_data(tabs=self.object_list, sources=Lever.objects.source_documents(), **kwargs)


@require_GET
def lever(request, slug):
    """The sheet is that of one of the ten thumb tabs: one query for both."""
    levers = list(Lever.objects.published().with_counts())
    found = next((each for each in levers if each.slug == slug), None)
    if found is None:
        raise Http404
    prefetch_related_objects([found], *Lever.sheet_relations())
    return render(request, "levers/lever.html", {"lever": found, "tabs": levers})


class FieldList(ListView):
    queryset = ActionField.objects.published().for_cards()
    template_name = "levers/fields.html"
    context_object_name = "fields"


class FieldSheet(DetailView):
    queryset = ActionField.objects.published().for_sheet()
    template_name = "levers/field.html"
    context_object_name = "field"


@require_GET
def matrix(request):
    levers = Lever.objects.published().with_counts()
    fields = ActionField.objects.published().with_counts()
    counts = {(number, code): count for number, code, count in Lever.objects.published().by_field()}
    context = {"matrix": Matrix(levers, fields, counts), "tabs": levers}
    return render(request, "levers/matrix.html", context | {"total": Lever.objects.published().initiative_total()})


@require_GET
def method(request):
    """The founding approaches, the principles, the methods, and the ways to organise a service."""
    context = {
        "approaches": Approach.objects.published(),
        "principles": Principle.objects.all(),
        "methods": Method.objects.published().for_cards(),
        "modes": ServiceMode.objects.all(),
    }
    titles = {
        "approaches": ("demarches", "Deux démarches"),
        "principles": ("principes", "Les principes"),
        "methods": ("methodes", "Les méthodes"),
        "modes": ("service", "Organiser un service"),
    }
    summary = present(*((*titles[name], len(rows)) for name, rows in context.items()))
    return render(request, "levers/method.html", context | {"summary": summary})


class LegalArticleList(FacetedList):
    """All the articles that match, on one page: they are read by code or law, with the browser’s own search."""

    model = LegalArticle
    filterset_class = LegalArticleFilter
    paginate_by = None
    template_name = "levers/legal_articles.html"
    title = "Les textes de loi"
    lead = (
        "Ce que dit chaque article, ce qu’il permet, dans quelle version il a été lu. "
        "Les résumés sont de la rédaction : avant de décider, relisez l’article sur Légifrance."
    )

    def get_context_data(self, **kwargs):
        articles = sorted(self.object_list, key=lambda article: article.reading_order)
        texts = [(name, list(group)) for name, group in groupby(articles, key=lambda article: article.text_name)]
        return super().get_context_data(texts=texts, **kwargs)


INITIATIVES_OF_TWINS = 3
LONGEST_COLUMN_ON_PAPER = 4


@require_safe
def hands(request, kind, place):
    """The levers sorted for a commune or an intercommunalité, on one printed page."""
    territory = get_object_or_404(Territory.objects.for_lines(), kind=kind, code=place.partition("-")[0])
    if not has_hands(territory):
        raise Http404
    address = f"{territory.get_absolute_url()}leviers/"
    if request.path != address:
        query = request.META["QUERY_STRING"]
        return redirect(f"{address}{'?' if query else ''}{query}", permanent=True)
    levers = list(Lever.objects.published().for_hands())
    holdings = holders_of(territory, {link.competence.code for lever in levers for link in lever.deciding_links})
    columns = sort_levers(territory, levers, holdings, territory.containers)
    context = {
        "territory": territory,
        "columns": columns,
        "bands": max((len(column.levers) for column in columns), default=0) > LONGEST_COLUMN_ON_PAPER,
        "vintage": next((holding.vintage for holding in holdings.values() if holding.vintage), ""),
        "examples": territory.twins.examples(INITIATIVES_OF_TWINS),
        "tabs": levers,
    }
    return render(request, "levers/hands.html", context)


@require_safe
def hands_method(request):
    """The rules that sort the levers, and what editors decided of each."""
    levers = list(Lever.objects.published().for_hands())
    return render(request, "levers/hands_method.html", {"levers": levers, "tabs": levers})
