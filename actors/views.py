"""Lists and sheets of initiatives and actors."""

from django.shortcuts import redirect
from django.views.generic import DetailView

from actors.filters import ActorFilter, InitiativeFilter
from actors.models import Actor, Initiative
from editorial.facets import FacetedList
from territories.finding import LONGEST_NAME, named


class PlacedList(FacetedList):
    """A list where a place may be named: a sole answer becomes a criterion, several are offered."""

    def get(self, request, *args, **kwargs):
        self.place_asked = request.GET.get("lieu", "").strip()[:LONGEST_NAME]
        self.places = named(self.place_asked) if self.place_asked else []
        if len(self.places) == 1:
            return redirect(f"{request.path}?{self.narrowed_to(self.places[0]).urlencode()}")
        return super().get(request, *args, **kwargs)

    def narrowed_to(self, place):
        """Return what the address holds, with the place among its criteria."""
        state = self.request.GET.copy()
        for key in ["lieu", "page"]:
            state.pop(key, None)
        if place.code not in state.getlist(place.kind):
            state.appendlist(place.kind, place.code)
        return state

    def get_context_data(self, **kwargs):
        choices = [(place, f"?{self.narrowed_to(place).urlencode()}") for place in self.places]
        return super().get_context_data(place_asked=self.place_asked, place_choices=choices, **kwargs)


class InitiativeList(PlacedList):
    model = Initiative
    filterset_class = InitiativeFilter
    template_name = "actors/initiatives.html"
    title = "Initiatives"
    lead = "Ce que des communes, des intercommunalités et leurs partenaires ont déjà fait, et ce que cela a donné."


class InitiativeSheet(DetailView):
    queryset = Initiative.objects.published().for_sheet()
    template_name = Initiative.PREVIEW_TEMPLATE
    context_object_name = Initiative.PREVIEW_NAME


class ActorList(PlacedList):
    model = Actor
    filterset_class = ActorFilter
    template_name = "actors/actors.html"
    title = "Acteurs"
    lead = "Associations, coopératives, mutuelles, fondations et leurs réseaux : qui fait quoi, et où."


class ActorSheet(DetailView):
    queryset = Actor.objects.published().for_sheet()
    template_name = Actor.PREVIEW_TEMPLATE
    context_object_name = Actor.PREVIEW_NAME
