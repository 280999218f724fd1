from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from editorial.french import fold

from .models import Competence, LegalBasis, Territory


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
        return super().get_context_data(**kwargs, asked=self.asked, regions=regions)


def sole_answer(page):
    """Return the place when there is no other, or no other of that very name or code."""
    if page.number > 1:
        return None
    exact = [place for place in page if place.rank == 0]
    best = exact or page.object_list
    return best[0] if len(best) == 1 else None


@require_safe
def territory(request, kind, code):
    territory = get_object_or_404(Territory.objects.with_counts().select_related("metropolis"), kind=kind, code=code)
    context = {"territory": territory, "legal_bases": LegalBasis.objects.of(territory)}
    return render(request, "territories/territory.html", context)
