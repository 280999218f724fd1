"""What the frame of every page shows."""

from django.conf import settings

from ess_portal import VERSION
from levers.models import Lever


def portal(request):
    """Give the ten thumb tabs, the version and the operator; a page that does not print the tabs costs no query."""
    # The last two are for the page of a place, which sorts the levers.
    tabs = Lever.objects.published().only("number", "slug", "short_title", "verb", "decided_by", "decision_reason")
    return {
        "tabs": tabs,
        "version": VERSION,
        "operator": settings.OPERATOR,
    }
