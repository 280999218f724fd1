"""The library, the kits, the glossary and the key figures."""

from itertools import groupby
from string import ascii_uppercase

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from editorial.facets import LONGEST_WORDS, FacetedList, printable
from editorial.french import fold, question_stems
from library.filters import DocumentFilter
from library.models import Document, KeyFigure, Kit, KitEdition, Quote, Term


class DocumentList(FacetedList):
    model = Document
    filterset_class = DocumentFilter
    template_name = "library/documents.html"
    title = "Bibliothèque"
    lead = "Ce que ce guide a lu : études, guides, fiches, kits, et les documents d’où il est parti."

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.entrance(), **kwargs)

    def entrance(self):
        """Present the source documents, the kits and the quotations, around the whole list only."""
        if self.filterset.chosen or self.request.GET.get("page", "1") != "1":
            return {}
        editions = KitEdition.objects.fullest_first().select_related("kit")
        return {
            "sources": Document.objects.published().sources().for_references(),
            "quotes": Quote.objects.published().select_related("document"),
            "kits": [(kit, list(found)) for kit, found in groupby(editions, lambda edition: edition.kit)],
        }


class DocumentSheet(DetailView):
    queryset = Document.objects.published().for_sheet()
    template_name = Document.PREVIEW_TEMPLATE
    context_object_name = Document.PREVIEW_NAME


@require_safe
def kits(request):
    return render(request, "library/kits.html", {"kits": Kit.objects.with_editions().fullest_first()})


@require_safe
def glossary(request):
    words = printable(request.GET.get("q", "").strip())[:LONGEST_WORDS]
    terms = sorted(Term.objects.published().search(words), key=lambda term: fold(term.entry))
    context = {"words": words, "wanted": set(question_stems(words)), "terms": terms, "letters": by_letter(terms)}
    return render(request, "library/glossary.html", context)


def by_letter(terms):
    """Return every letter with its terms, so that the index never changes shape; what begins otherwise comes last."""
    groups = {letter: [] for letter in ascii_uppercase}
    for term in terms:
        groups.setdefault(fold(term.entry)[:1].upper(), []).append(term)
    return groups.items()


@require_safe
def key_figures(request):
    figures = groupby(KeyFigure.objects.published().by_theme(), lambda figure: KeyFigure.Theme(figure.theme))
    return render(request, "library/key_figures.html", {"themes": [(theme, list(found)) for theme, found in figures]})
