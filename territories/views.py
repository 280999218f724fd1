from time import time

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from editorial.french import fold

from . import twins
from .finding import LONGEST_NAME, answer, suggest
from .holding import powers_of
from .models import Competence, LegalBasis, Territory
from .sheet import sheet_of

ANSWERS_LAST = 600  # seconds


@require_safe
def competences(request):
    found = Competence.objects.published().for_cards()
    context = {
        # The database would put « Énergie » after « Tourisme ».
        "competences": sorted(found, key=lambda competence: fold(competence.name)),
        "legal_bases": LegalBasis.objects.all(),
    }
    return render(request, "territories/competences.html", context)


@require_safe
def competence(request, slug):
    competence = get_object_or_404(Competence.objects.published().for_sheet(), slug=slug)
    return render(request, "territories/competence.html", {"competence": competence})


class TerritoryList(ListView):
    """The places that answer to the words; without any, the regions. A sole answer is shown at once."""

    template_name = "territories/territories.html"
    paginate_by = 30

    def get_queryset(self):
        if not self.asked:
            return Territory.objects.none()
        return Territory.objects.search(self.asked).for_lines()

    def get(self, request, *args, **kwargs):
        self.asked = request.GET.get("q", "").strip()
        response = super().get(request, *args, **kwargs)
        answer = sole_answer(response.context_data["page_obj"])
        return redirect(answer) if answer else response

    def get_context_data(self, **kwargs):
        regions = [] if self.asked else Territory.objects.regions().order_by("folded_name")
        context = super().get_context_data(**kwargs, asked=self.asked, regions=regions)
        if self.asked and not context["paginator"].count:
            context["close"] = suggest(self.asked[:LONGEST_NAME])
        return context


def sole_answer(page):
    """Return the place when there is no other, or no other of that very name or code."""
    if page.number > 1:
        return None
    exact = [place for place in page if place.rank == 0]
    best = exact or page.object_list
    return best[0] if len(best) == 1 else None


@require_safe
def suggestions(request):
    """Return the few places to suggest for what is typed so far, as the field of places reads them."""
    typed = " ".join(request.GET.get("q", "").lower().split())[:LONGEST_NAME]
    body = answer(typed, int(time() / ANSWERS_LAST))
    response = HttpResponse(body, content_type="application/json")
    patch_cache_control(response, public=True, max_age=ANSWERS_LAST)
    return response


@require_safe
def territory(request, kind, address):
    """Show the place of a code; what follows the code is for people, and put right."""
    code = address.partition("-")[0].upper()
    territory = Territory.objects.for_page().filter(kind=kind, code=code).first() or successor(kind, code)
    if (kind, address) != (territory.kind, territory.address):
        query = request.META["QUERY_STRING"]
        return redirect(f"{territory.get_absolute_url()}{'?' if query else ''}{query}", permanent=True)
    context = sheet_of(territory) | {
        "legal_bases": LegalBasis.objects.of(territory),
        "powers": powers_of(territory, territory.around),
    }
    return render(request, "territories/territory.html", context)


def successor(kind, code):
    """Return the commune of today that has taken in the commune of a code."""
    if kind != Territory.Kind.COMMUNE:
        raise Http404
    return get_object_or_404(Territory.objects.filter(former_places__code=code).distinct())


@require_safe
def twins_method(request):
    """How twins are found, with the very figures of the computation."""
    context = {
        "nature_points": twins.NATURE_POINTS,
        "region_points": twins.REGION_POINTS,
        "competence_points": twins.COMPETENCE_POINTS,
        "unknown_points": twins.UNKNOWN_COMPETENCE_POINTS,
        "nearest_kept": twins.NEAREST_KEPT,
        "active_kept": twins.ACTIVE_KEPT,
    }
    return render(request, "territories/twins_method.html", context)
