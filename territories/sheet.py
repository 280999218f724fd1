"""What the page of a place shows besides the place itself, and no more than two queries besides its lists."""

from .locator import locate
from .models import FormerPlace, Territory

ACTORS_SHOWN = 5


def sheet_of(territory):
    return {
        "territory": territory,
        "locator": locate(territory),
        "formers": formers_of(territory),
        "networks": networks_of(territory),
        "first_actors": territory.actors_inside.for_notices().select_related("territory")[:ACTORS_SHOWN],
    }


def formers_of(territory):
    """Return the named places that a commune has absorbed or is divided into."""
    if territory.kind != Territory.Kind.COMMUNE:
        return []
    named = FormerPlace.objects.filter(territory=territory).exclude(name="")
    # A commune may keep its own name for the part that had it first.
    return list(named.exclude(folded_name=territory.folded_name).order_by("nature", "code"))


def networks_of(territory):
    """Return the networks of its region, which know who else to call."""
    regions = [place for place in [territory, *territory.around] if place.kind == Territory.Kind.REGION]
    return list(territory.actors.model.objects.published().networks_of(*regions))
