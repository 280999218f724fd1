"""Lists and sheets of initiatives and actors."""

from django.views.generic import DetailView

from actors.filters import ActorFilter, InitiativeFilter
from actors.models import Actor, Initiative
from editorial.facets import FacetedList


class InitiativeList(FacetedList):
    model = Initiative
    filterset_class = InitiativeFilter
    template_name = "actors/initiatives.html"
    title = "Initiatives"
    lead = "Ce que des communes, des intercommunalités et leurs partenaires ont déjà fait, et ce que cela a donné."


class InitiativeSheet(DetailView):
    queryset = Initiative.objects.published().for_sheet()
    template_name = Initiative.PREVIEW_TEMPLATE
    context_object_name = Initiative.PREVIEW_NAME


class ActorList(FacetedList):
    model = Actor
    filterset_class = ActorFilter
    template_name = "actors/actors.html"
    title = "Acteurs"
    lead = "Associations, coopératives, mutuelles, fondations et leurs réseaux : qui fait quoi, et où."


class ActorSheet(DetailView):
    queryset = Actor.objects.published().for_sheet()
    template_name = Actor.PREVIEW_TEMPLATE
    context_object_name = Actor.PREVIEW_NAME
