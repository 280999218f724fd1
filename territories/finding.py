"""Finding a place while its name is typed: the keys of each place, and the few places that a beginning suggests.

A suggestion costs two queries, three when the spelling is wrong, whatever is typed.
"""

import json
import re
from collections import defaultdict
from functools import lru_cache
from itertools import batched, pairwise
from math import log10

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from .models import FormerPlace, PlaceKey, Territory, fold_name

Origin = PlaceKey.Origin

LONGEST_NAME = 80
MOST_SUGGESTED = 8
# A place has several keys: so many are read to name eight places.
KEYS_READ = 32
SOUNDS_READ = 64
ANSWERS_KEPT = 4_096
LONGEST_KEY = 80
BATCH_SIZE = 5_000
# The words that people leave out or add, and that begin no name by themselves.
LITTLE_WORDS = frozenset("a au aux d de des du en et l la le les lez les sous sur".split())  # noqa: SIM905
# The last key that begins like another, whatever the order of the database.
LAST = "z" * LONGEST_KEY

SOUNDS = [
    (re.compile(rule), sound)
    for rule, sound in [
        (r"ph", "f"),
        (r"qu?|c(?![eiyh])|k", "k"),
        (r"c(?=[eiy])|z|x", "s"),
        (r"ch", "s"),
        (r"g(?=[ei])", "j"),
        (r"h", ""),
        (r"y", "i"),
        (r"m", "n"),
        (r"^[aeiou]+", "a"),
        (r"(?<=.)[aeiou]+", ""),
        (r"(.)\1+", r"\1"),
    ]
]
FEWEST_SOUNDS = 2


# — keys —


def joined(words):
    return "".join(words)[:LONGEST_KEY]


def lean(words):
    """Return the words without the little ones: « Chalon Saone » is « Chalon-sur-Saône »."""
    return [word for word in words if word not in LITTLE_WORDS] or words


def sound(words):
    """Return how the words sound, less their vowels: « Besanson » is « Bezançon »; nothing when too short."""
    heard = "".join(lean(words))
    for rule, replacement in SOUNDS:
        heard = rule.sub(replacement, heard)
    return f"0{heard[: LONGEST_KEY - 1]}" if len(heard) >= FEWEST_SOUNDS else ""


def keys_of_name(folded_name, begins):
    """Return the keys {(origin, key)} of a name whose beginning is worth `begins`."""
    words = folded_name.split()
    keys = {(begins, joined(words)), (begins, joined(lean(words)))}
    inner = [words[rank:] for rank, word in enumerate(words) if rank and word not in LITTLE_WORDS]
    keys |= {(Origin.WORD, joined(rest)) for rest in inner if not rest[0].isdigit()}
    keys.add((Origin.SOUND, sound(words)))
    return {(origin, key) for origin, key in keys if key}


def wanted_keys():
    """Return every key there should be, {(territory, origin, key): weight}."""
    wanted = {}

    def add(territory, weight, keys):
        wanted.update(((territory, int(origin), key), weight or 0) for origin, key in keys)

    formers = FormerPlace.objects.exclude(name="").values_list("territory", "territory__population", "folded_name")
    for territory, weight, name in formers:
        add(territory, weight, keys_of_name(name, Origin.FORMER_NAME))
    places = Territory.objects.values_list("pk", "population", "folded_name", "postal_codes")
    for territory, weight, name, codes in places:
        add(territory, weight, keys_of_name(name, Origin.NAME))
        add(territory, weight, {(Origin.POSTAL_CODE, code) for code in codes.split()})
    return wanted


def write_keys():
    """Make the stored keys those of the places, writing only what differs; return how many were written."""
    wanted = wanted_keys()
    fields = ["territory", "origin", "key"]
    stored = {tuple(row[:3]): row[3:] for row in PlaceKey.objects.values_list(*fields, "weight", "pk")}
    wrong = [pk for row, (weight, pk) in stored.items() if wanted.get(row) != weight]
    for batch in batched(wrong, BATCH_SIZE, strict=False):
        PlaceKey.objects.filter(pk__in=batch).delete()
    missing = [row for row, weight in wanted.items() if row not in stored or stored[row][0] != weight]
    for batch in batched(missing, BATCH_SIZE, strict=False):
        PlaceKey.objects.bulk_create(
            PlaceKey(territory_id=territory, origin=origin, key=key, weight=wanted[territory, origin, key])
            for territory, origin, key in batch
        )
    answer.cache_clear()
    return len(wrong) + len(missing)


# — suggestions —


def suggest(typed):
    """Return the places to suggest for what is typed so far, the best first."""
    words = fold_name(typed).split()
    if not words:
        return []
    pks = (coded(words[0]) if is_code(words) else []) or begun(words) or alike(words)
    return loaded(pks)


@lru_cache(maxsize=ANSWERS_KEPT)
def answer(typed, moment):
    """Return the suggestions as the field of places reads them; a process keeps what is often asked, for a moment."""
    lines = [
        {
            "name": place.full_name,
            "line": place.line,
            "url": place.get_absolute_url(),
            "kind": place.kind,
            "code": place.code,
        }
        for place in suggest(typed)
    ]
    return json.dumps({"places": lines}, ensure_ascii=False)


def named(typed):
    """Return the places of this very name or code; without any, those to suggest."""
    places, name = suggest(typed), fold_name(typed)
    return [place for place in places if name in {place.folded_name, place.code.lower()}] or places


def is_code(words):
    return len(words) == 1 and re.fullmatch(r"\d[\dab]\d{0,7}", words[0], re.ASCII)


def coded(code):
    """Return the places that have this very code: INSEE, postal, SIREN, or a code INSEE of the past."""
    weight = Coalesce("population", 0)
    # The kinds are listed for the index, that begins with them.
    places = Territory.objects.filter(kind__in=Territory.Kind.values, code=code.upper())
    branches = [
        places.order_by().values_list("pk", weight),
        Territory.objects.order_by().filter(siren=code).values_list("pk", weight),
        PlaceKey.objects.filter(key=code).values_list("territory", "weight"),
        FormerPlace.objects.order_by().filter(code=code.upper()).values_list("territory", Value(0)),
    ]
    rows = branches[0].union(*branches[1:]).order_by()
    return first_of_each(sorted(rows, key=lambda row: -row[1]))


def begun(words):
    """Return the places that have a name or a postal code that begins so, the whole ones first."""
    # Who types an article first means it: « La Rochele » is a wrong spelling, not the beginning of « Roche-le-… ».
    whole, without = joined(words), joined(words if words[0] in LITTLE_WORDS else lean(words))
    begins = begins_with(whole) if without == whole else begins_with(whole) | begins_with(without)
    exact = Case(When(key__in={whole, without}, origin__lt=Origin.WORD, then=Value(0)), default=Value(1))
    found = PlaceKey.objects.filter(begins).order_by(exact, "origin", "-weight", "territory")
    return first_of_each(found.values_list("territory")[:KEYS_READ])


def begins_with(key):
    """Keep the keys that begin so; a lone letter must be the whole key: one commune is called Y."""
    return Q(key__range=(key, key + LAST)) if len(key) > 1 else Q(key=key)


def alike(words):
    """Return the places whose name sounds almost so, the closest first."""
    heard = sound(words)
    if not heard:
        return []
    found = PlaceKey.objects.filter(key__in=misheard(heard)).order_by("-weight", "territory")
    typed = pairs_of_letters(joined(words))
    rows = found.values_list("territory", "key", "weight", "territory__folded_name")[:SOUNDS_READ]
    return first_of_each(sorted(rows, key=lambda row: closeness(typed, heard, *row[1:]), reverse=True))


def misheard(heard):
    """Return the sounds, and what they are when one of them is dropped or has changed places with the next."""
    spots = range(1, len(heard))
    dropped = {heard[:spot] + heard[spot + 1 :] for spot in spots}
    swapped = {heard[:spot] + heard[spot + 1 : spot + 2] + heard[spot] + heard[spot + 2 :] for spot in spots}
    return {heard, *swapped, *(key for key in dropped if len(key) > FEWEST_SOUNDS)}


def closeness(typed, heard, key, weight, folded_name):
    """Return how much a name is what was meant: the letters in common, the sounds, and how many people live there."""
    pairs = pairs_of_letters(folded_name.replace(" ", ""))
    letters = 2 * len(typed & pairs) / (len(typed) + len(pairs) or 1)
    return letters + (key == heard) / 10 + log10(weight + 1) / 20


def pairs_of_letters(name):
    return {first + second for first, second in pairwise(name)}


def first_of_each(rows):
    return list(dict.fromkeys(row[0] for row in rows))[:MOST_SUGGESTED]


def loaded(pks):
    """Return the places in this order, with what a line shows, in one query."""
    fields = ["pk", "kind", "code", "name", "nature", "population"]
    places, containers = {}, defaultdict(list)
    rows = Territory.objects.filter(pk__in=pks).order_by()
    for *values, kind, name in rows.values_list(*fields, "contained_in__kind", "contained_in__name"):
        place = Territory(**dict(zip(fields, values, strict=True)))
        places[place.pk] = place
        if kind:
            containers[place.pk].append(Territory(kind=kind, name=name))
    for pk, place in places.items():
        place._prefetched_objects_cache = {"contained_in": containers[pk]}
    return [places[pk] for pk in pks]
