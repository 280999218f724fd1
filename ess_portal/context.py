"""What the frame of every page shows."""

from levers.models import Lever


def portal(request):
    """Give the ten thumb tabs; a page that does not print them costs no query."""
    return {"tabs": Lever.objects.published().only("number", "slug", "short_title", "verb")}
