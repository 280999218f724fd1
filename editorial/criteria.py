"""Criteria of a list: their terms, how they narrow the list, how they are counted, what the page shows of them.

Nothing here knows the domain.
"""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

import django_filters as filters
from django import forms
from django.db.models import Count, TextField, Value
from django.db.models.functions import Cast
from django.utils.text import capfirst

from editorial.french import fold


class Term(NamedTuple):
    """A value that a criterion may take: in the database, in the address, on the screen."""

    key: str
    value: str
    label: str


@dataclass
class Option:
    """A term as the form shows it, with how many rows it would give."""

    value: str
    label: str
    count: int
    checked: bool
    lever_number: int | None


@dataclass
class Facet:
    """A criterion as the form shows it; a folded one is long and opens on demand."""

    name: str
    title: str
    options: list
    folded: bool


@dataclass
class Chip:
    """A chosen value, and the address of the same list without it."""

    label: str
    lever_number: int | None
    remove_url: str


@dataclass
class Loosened:
    """What the list would give without one of its criteria."""

    name: str
    count: int
    sentence: str
    url: str


def by_label(option):
    return fold(option.label)


def by_number(option):
    return int(option.value)


def newest_first(option):
    return -int(option.value)


def most_used(option):
    return (-option.count, fold(option.label))


def as_declared(option):
    return 0


def text(expression):
    """Return the expression as text: terms of every type travel in one query."""
    return Cast(expression, TextField())


def terms(queryset, value, label, key="pk"):
    """Return the rows of a vocabulary as terms."""
    return queryset.order_by().values_list(text(key), text(value), text(label))


def choice_terms(choices):
    """Return the terms of a closed list."""
    return [Term(value, value, capfirst(label)) for value, label in choices.choices]


class ValuesField(forms.Field):
    """The values given for one key of the address, each once, in the order given."""

    widget = forms.MultipleHiddenInput

    def to_python(self, values):
        return list(dict.fromkeys(value.strip() for value in values or [] if value.strip()))


class Criterion(filters.Filter):
    """Keeps the rows that have one of the chosen terms in a field.

    `vocabulary` is a queryset or a list of terms. A long one (départements, years, tags) is folded and
    shows only what would give something; the others show their zeros, so that an absence is known.
    """

    field_class = ValuesField

    def __init__(self, label, field_name, vocabulary, *, order=by_label, long=False, petals=False):
        super().__init__(field_name=field_name, label=label)
        self.vocabulary, self.order, self.long, self.petals = vocabulary, order, long, petals

    def terms(self, asked):
        """Return the terms to show, plus those asked for."""
        return self.vocabulary

    def filter(self, queryset, chosen):
        """Keep each row once, however many of its values are chosen."""
        having = {f"{self.field_name}__in": [term.key for term in chosen]}
        if not queryset.model._meta.get_field(self.field_name).many_to_many:
            return queryset.filter(**having)
        return queryset.filter(pk__in=queryset.model._base_manager.filter(**having).values("pk"))

    def counts(self, queryset, chosen):
        """Return querysets of (key, number of rows that have it)."""
        return [count_by(queryset, self.field_name)]

    def __deepcopy__(self, memo):
        """A filterset copies its filters for each request; the querysets they hold never change."""
        return copy(self)

    def lever_number(self, term):
        return int(term.value) if self.petals else None


def count_by(queryset, key):
    """Return the rows of the queryset counted by key, each row once."""
    keyed = queryset.order_by().annotate(facet_key=text(key)).values_list("facet_key")
    return keyed.annotate(facet_count=Count("pk", distinct=True))


def gather(branches):
    """Read all the branches, {name: [querysets of three columns]}, in one query; group the rows by name."""
    marked = [
        queryset.annotate(facet_name=Value(name, TextField()))
        for name, querysets in branches.items()
        for queryset in querysets
    ]
    found = defaultdict(list)
    if marked:
        first, *others = marked
        for *columns, name in first.union(*others, all=True).order_by():
            found[name].append(columns)
    return found
