"""Where a place is on the map of the départements."""

from typing import NamedTuple

from .models import Territory
from .outlines import HEIGHT, WIDTH


class Locator(NamedTuple):
    """The départements to light up, and the same in words."""

    codes: list
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT


def locate(territory):
    """Return where the place is, from what its page has loaded."""
    departments = departments_of(territory)
    names = ", ".join(place.name for place in departments)
    if territory.kind == Territory.Kind.REGION:
        return Locator([place.code for place in departments], f"{territory.full_name}, région : {names}")
    if territory.kind == Territory.Kind.DEPARTMENT:
        regions = [place.name for place in territory.around]
        return Locator([territory.code], ", ".join([f"{territory.name}, département", *regions]))
    label = "département" if len(departments) == 1 else "départements"
    return Locator([place.code for place in departments], f"{territory.full_name}, {label} : {names}")


def departments_of(territory):
    if territory.kind == Territory.Kind.DEPARTMENT:
        return [territory]
    near = territory.around
    if territory.kind == Territory.Kind.REGION:
        near = [place for _, places in territory.parts for place in places]
    return [place for place in near if place.kind == Territory.Kind.DEPARTMENT]
