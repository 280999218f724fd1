"""The levers of a place, for a page of the room below."""

from django import template
from django.db.models import prefetch_related_objects

from levers.hands import has_hands, sort_levers
from levers.models.links import deciding_links

register = template.Library()


@register.simple_tag(takes_context=True)
def hands_of(context, territory, powers):
    """Return the columns of the levers of a place, from the thumb tabs and what the page already knows; one query."""
    if not (has_hands(territory) and powers):
        return []
    levers = list(context["tabs"])
    prefetch_related_objects(levers, deciding_links())
    holdings = {holding.competence.code: holding for holding in powers.holdings}
    return sort_levers(territory, levers, holdings, territory.around)
