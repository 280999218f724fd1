"""Rows of the national list in, territories out. Nothing here opens a file or prints."""

from dataclasses import dataclass, field
from itertools import batched

from .models import FormerPlace, Territory

BATCH_SIZE = 2_000

KEY = ["kind", "code"]
# The columns the national list owns: all but the key. The folded name follows the name.
IMPORTED_FIELDS = ["name", "nature", "siren", "population", "postal_codes", "folded_name"]

Link = Territory.contained_in.through


@dataclass
class Report:
    """What an import did. `gone` holds the keys the list no longer has: those territories stay, for what cites them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: list = field(default_factory=list)


def silently(batches, label):
    return batches


def import_territories(rows, progress=silently):
    """Make the territories and their containers equal to the rows, writing only what differs; return a Report.

    `progress(batches, label)` receives the batches about to be written and yields them: the place to show progress.
    """
    before = {(kind, code): values for kind, code, *values in Territory.objects.values_list(*KEY, *IMPORTED_FIELDS)}
    changed = [
        territory
        for territory in map(territory_from_row, rows)
        if before.get(territory.natural_key()) != [getattr(territory, name) for name in IMPORTED_FIELDS]
    ]
    save_territories(changed, progress)
    relinked = save_links(rows, progress)

    keys = {row.key for row in rows}
    created = keys - before.keys()
    updated = ({territory.natural_key() for territory in changed} | relinked) - created
    return Report(
        created=len(created),
        updated=len(updated),
        unchanged=len(keys) - len(created) - len(updated),
        gone=sorted(before.keys() - keys),
    )


def territory_from_row(row):
    values = row._asdict()
    del values["containers"]
    return Territory(**values)


def save_territories(territories, progress):
    for batch in progress([*batched(territories, BATCH_SIZE, strict=False)], "territoires"):
        Territory.objects.bulk_create(batch, update_conflicts=True, unique_fields=KEY, update_fields=IMPORTED_FIELDS)


def save_links(rows, progress):
    """Add and remove the links that differ from those of the rows; return the keys of the rows concerned."""
    pks = {(kind, code): pk for pk, kind, code in Territory.objects.values_list("pk", *KEY)}
    keys = {pks[row.key]: row.key for row in rows}
    wanted = {(pks[row.key], pks[container]) for row in rows for container in row.containers}
    stored = {
        (inside, around): pk
        for pk, inside, around in Link.objects.values_list("pk", "from_territory", "to_territory")
        if inside in keys
    }
    missing, wrong = wanted - stored.keys(), stored.keys() - wanted
    for batch in progress([*batched(sorted(missing), BATCH_SIZE, strict=False)], "appartenances"):
        Link.objects.bulk_create(Link(from_territory_id=inside, to_territory_id=around) for inside, around in batch)
    for batch in batched(sorted(wrong), BATCH_SIZE, strict=False):
        Link.objects.filter(pk__in=[stored[pair] for pair in batch]).delete()
    return {keys[inside] for inside, _ in missing | wrong}


def import_formers(lines):
    """Make the former places equal to the lines, writing only what differs; return how many were written or removed."""
    communes = dict(Territory.objects.communes().values_list("code", "pk"))
    wanted = {(line["nature"], line["code"]): (line["nom"], communes[line["commune"]]) for line in lines}
    stored = {
        (nature, code): (name, territory)
        for nature, code, name, territory in FormerPlace.objects.values_list("nature", "code", "name", "territory")
    }
    changed = [key for key, values in wanted.items() if stored.get(key) != values]
    FormerPlace.objects.bulk_create(
        [FormerPlace(nature=nature, code=code, **former_values(*wanted[nature, code])) for nature, code in changed],
        batch_size=BATCH_SIZE,
        update_conflicts=True,
        unique_fields=["nature", "code"],
        update_fields=["name", "territory", "folded_name"],
    )
    gone = sorted(stored.keys() - wanted.keys())
    for batch in batched(gone, BATCH_SIZE, strict=False):
        codes = [code for _, code in batch]
        rows = FormerPlace.objects.filter(code__in=codes).values_list("pk", "nature", "code")
        FormerPlace.objects.filter(pk__in=[pk for pk, *key in rows if tuple(key) in set(batch)]).delete()
    return len(changed) + len(gone)


def former_values(name, territory):
    return {"name": name, "territory_id": territory}
