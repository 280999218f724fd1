"""The documents closest to another: those that share with it what few others have."""

from collections import defaultdict

from django.db.models import F, Value

# {relation of a document: (column of the document, column of the term) in the table between them}
SHARED = {
    "competences": ("document", "competence"),
    "levers": ("document", "lever"),
    "fields": ("document", "actionfield"),
    "tags": ("content_object", "tag"),
}


def nearest(document, terms, limit):
    """Return the closest published documents as {key: [what both have]}, the closest first.

    `terms` are those of the document, by relation: {"levers": [lever]}.
    """
    holders = documents_by_term(document, terms)
    closeness, common = defaultdict(float), defaultdict(list)
    for name, found in terms.items():
        for term in found:
            others = holders[name, term.pk]
            for other in others:
                closeness[other] += 1 / len(others)
                common[other].append(term)
    closest = sorted(closeness, key=lambda other: (-closeness[other], other))
    return {other: common[other] for other in closest[:limit]}


def documents_by_term(document, terms):
    """Return the other published documents that have each term, {(relation, term): [document]}, in one query."""
    branches = [having(document, name, found) for name, found in terms.items() if found]
    holders = defaultdict(list)
    if branches:
        first, *others = branches
        for name, term, other in first.union(*others, all=True):
            holders[name, term].append(other)
    return holders


def having(document, name, terms):
    holder, term = SHARED[name]
    rows = getattr(type(document), name).through.objects.filter(
        **{f"{term}__in": [each.pk for each in terms], f"{holder}__live": True}
    )
    others = rows.exclude(**{holder: document.pk}).order_by()
    return others.values_list(Value(name), F(f"{term}_id"), F(f"{holder}_id"))
