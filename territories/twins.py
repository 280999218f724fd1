"""Territories in, their nearest peers out. Nothing here opens a file or prints.

Two places are as far apart as the points that separate them (the page « Jumeaux de territoire » explains them):
one for each doubling of the population, NATURE_POINTS and REGION_POINTS when they differ, and as much of
COMPETENCE_POINTS as the share of the competences that only one of the two exercises.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from itertools import batched, chain, groupby
from math import inf, log2
from operator import itemgetter
from typing import NamedTuple

from .models import Exercise, Territory, Twin

NATURE_POINTS = 1
REGION_POINTS = 0.25
COMPETENCE_POINTS = 1
# When the competences of one of the two are not known.
UNKNOWN_COMPETENCE_POINTS = 0.5

NEAREST_KEPT = 3
ACTIVE_KEPT = 4
BATCH_SIZE = 2_000
DELETED_AT_ONCE = 500

# The key of the profile of the communes that belong to no intercommunality.
ALONE = 0

EMPTY = hash(())

# The columns of a twin, but the territory it is a twin of.
FACTS = ["among", "rank", "peer_id", "region_id", "same_region", "nature", "same_nature", "shared", "total"]


class Profile(NamedTuple):
    """What is compared of an intercommunality, and of the communes inside through it."""

    key: int
    nature: str = ""
    regions: frozenset = frozenset()
    # One bit for each competence really exercised; None when that is not known.
    competences: int | None = None


class Place(NamedTuple):
    """A territory as it is compared; `size` is the logarithm of its population, so that 1 is a doubling."""

    size: float
    key: int


@dataclass
class Report:
    """What a computation did; `without` counts the territories that cannot be compared: no population is known."""

    changed: int = 0
    unchanged: int = 0
    without: int = 0


def likeness(one, other):
    """Return how many points are between two profiles, and the competences in common, and those of one or the other."""
    points = NATURE_POINTS * (one.nature != other.nature) + REGION_POINTS * one.regions.isdisjoint(other.regions)
    if one.competences is None or other.competences is None:
        return points + UNKNOWN_COMPETENCE_POINTS * (one.competences != other.competences), None, None
    shared, total = (one.competences & other.competences).bit_count(), (one.competences | other.competences).bit_count()
    return points + COMPETENCE_POINTS * (1 - shared / total if total else 0), shared, total


def liked_first(profile, groups, neighbours):
    """Return [(likeness, profile, places)], the likest profile first.

    `neighbours` tells whether a place is compared with those of its own profile: a commune knows the
    communes of its intercommunality, and looks for others.
    """
    found = [
        (likeness(profile, other), other, places)
        for other, places in groups.items()
        if neighbours or other.key == ALONE or other.key != profile.key
    ]
    return sorted(found, key=lambda each: (each[0][0], each[1].key))


def nearest(place, groups, count):
    """Return the `count` places nearest to this one among those of `liked_first`: [(points, peer, likeness, profile)].

    What remains is too far as soon as the profile alone is further than the last place kept.
    """
    found, limit = [], inf
    for alike, profile, places in groups:
        if alike[0] >= limit:
            break
        here = bisect_left(places, place)
        for side in (range(here, len(places)), range(here - 1, -1, -1)):
            for position in side:
                peer = places[position]
                points = alike[0] + abs(peer.size - place.size)
                if points >= limit:
                    break
                if peer.key != place.key:
                    insort(found, (points, peer, alike, profile), key=itemgetter(0))
                    del found[count:]
                    limit = found[-1][0] if len(found) == count else inf
    return found


def by_profile(places, profiles):
    """Return the places of each profile, the smallest first."""
    groups = defaultdict(list)
    for place in sorted(places):
        groups[profiles[place.key]].append(place)
    return groups


def competences_exercised():
    """Return one bit for each code that BANATIC says an intercommunalité exercises: {its key: bits}."""
    ranks, exercised = {}, defaultdict(int)
    for key, code in Exercise.objects.order_by().values_list("territory", "code"):
        exercised[key] |= 1 << ranks.setdefault(code, len(ranks))
    return exercised


def profiles_of_intercommunalities(exercised):
    """Return the profile of each intercommunality, those inside Grand Paris among them."""
    regions = defaultdict(set)
    groups = Territory.objects.filter(kind=Territory.Kind.INTERCOMMUNALITY)
    for key, region in groups.filter(contained_in__kind=Territory.Kind.REGION).values_list("pk", "contained_in"):
        regions[key].add(region)
    return {
        key: Profile(key, nature, frozenset(regions[key]), exercised.get(key))
        for key, nature in groups.values_list("pk", "nature")
    }


def profiles_of_communes(profiles):
    """Return the profile of each commune: that of its intercommunality, in the region of the commune."""
    intercommunalities = set(Territory.objects.intercommunalities().values_list("pk", flat=True))
    joined, regions = {}, {}
    links = Territory.contained_in.through.objects.filter(
        from_territory__kind=Territory.Kind.COMMUNE,
        to_territory__kind__in=[Territory.Kind.INTERCOMMUNALITY, Territory.Kind.REGION],
    )
    for commune, around in links.values_list("from_territory", "to_territory"):
        if around in intercommunalities:
            joined[commune] = profiles[around]
        elif around not in profiles:
            regions[commune] = around
    alone = {commune: Profile(ALONE) for commune in regions.keys() - joined.keys()}
    return {
        commune: profile._replace(regions=frozenset([regions[commune]]) if commune in regions else frozenset())
        for commune, profile in (joined | alone).items()
    }


def comparable(kind, profiles):
    """Return the territories of a kind that have a profile and a population."""
    populations = Territory.objects.filter(kind=kind, population__gt=0).values_list("pk", "population")
    return [Place(log2(population), key) for key, population in populations if key in profiles]


def active_territories():
    """Return the keys of the territories that have a published initiative of their own."""
    places = Territory.initiatives.through.objects.filter(initiative__live=True)
    return set(places.values_list("territory", flat=True))


def find_twins(places, profiles, active, neighbours):
    """Yield each place with its twins, as rows that follow FACTS."""
    groups = by_profile(places, profiles)
    active_groups = by_profile([place for place in places if place.key in active], profiles)
    for profile, members in groups.items():
        among_all = liked_first(profile, groups, neighbours)
        among_active = liked_first(profile, active_groups, neighbours)
        for place in members:
            yield (
                place.key,
                (
                    *rows(Twin.Among.ACTIVE.value, profile, nearest(place, among_active, ACTIVE_KEPT)),
                    *rows(Twin.Among.ALL.value, profile, nearest(place, among_all, NEAREST_KEPT)),
                ),
            )


def rows(among, own, found):
    for rank, (_, peer, (_, shared, total), profile) in enumerate(found, start=1):
        common = own.regions & profile.regions
        region = min(common or profile.regions, default=None)
        same_nature = own.nature == profile.nature
        yield among, rank, peer.key, region, bool(common), profile.nature, same_nature, shared, total


def compute_twins(exercised, progress=None):
    """Make the stored twins equal to what is found, writing only what differs; return a Report.

    `exercised` gives, by key of the intercommunalité, one bit for each competence really exercised.
    To be called in a transaction; `progress(done, total)` is told how many territories are done.
    """
    stored = fingerprints()
    profiles = profiles_of_intercommunalities(exercised)
    kinds = [
        (Territory.Kind.INTERCOMMUNALITY, profiles, True),
        (Territory.Kind.COMMUNE, profiles_of_communes(profiles), False),
    ]
    compared = [(comparable(kind, profiles), profiles, neighbours) for kind, profiles, neighbours in kinds]
    active, total = active_territories(), sum(len(places) for places, _, _ in compared)
    found = chain.from_iterable(
        find_twins(places, profiles, active, neighbours) for places, profiles, neighbours in compared
    )
    report = Report(without=sum(len(profiles) for _, profiles, _ in compared) - total)
    done = 0
    for batch in batched(found, BATCH_SIZE, strict=False):
        different = {key: twins for key, twins in batch if stored.pop(key, EMPTY) != hash(twins)}
        replace_twins(different)
        report.changed += len(different)
        done += len(batch)
        if progress:
            progress(done, total)
    replace_twins(dict.fromkeys(stored, ()))
    report.changed += len(stored)
    report.unchanged = total - report.changed
    return report


def fingerprints():
    """Return what tells whether the stored twins of a territory are the same: {territory: hash of its rows}."""
    stored = Twin.objects.order_by("territory", "among", "rank").values_list("territory", *FACTS).iterator()
    return {key: hash(tuple(row[1:] for row in twins)) for key, twins in groupby(stored, key=itemgetter(0))}


def replace_twins(twins):
    """Give the territories these twins and no other."""
    for keys in batched(twins, DELETED_AT_ONCE, strict=False):
        Twin.objects.filter(territory__in=keys).delete()
    Twin.objects.bulk_create(
        Twin(territory_id=key, **dict(zip(FACTS, row, strict=True))) for key, found in twins.items() for row in found
    )
