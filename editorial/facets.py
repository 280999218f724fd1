"""Lists that criteria narrow: several values in each, counts beside each value, the whole state in the address.

A room writes a `FacetedFilterSet`, one line per criterion, and a `FacetedList`. A page costs the same few
queries whatever its rows, its criteria and its values: one reads every vocabulary, one counts everything
(`FacetedFilterSet.counts`: the seam where a pre-counted table may answer).
"""

from urllib.parse import urlencode

import django_filters as filters
from django.core.paginator import Paginator
from django.db.models import Value
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.views.generic import ListView

from editorial.criteria import Chip, Criterion, Facet, Loosened, Option, Term, count_by, gather
from editorial.french import number

LONGEST_WORDS = 200
NAMED_IN_A_NOTICE = 3
# What the address of a list may hold besides its criteria: its order, its page, a place to find, the visitor’s own.
NOT_CRITERIA = {"tri", "page", "lieu", "territoire"}


class FacetedFilterSet(filters.FilterSet):
    """Words, criteria and order of a list, as the address gives them; what makes no sense is set aside and said."""

    TOTAL = ""
    RELEVANCE = "pertinence"
    # {value in the address: (label, ordering)}; the first is the default.
    SORTS = {}
    # What is listed: none of it, one, several.
    NOUNS = ("Aucune réponse", "réponse", "réponses")

    q = filters.CharFilter(label="Mots", method="search", max_length=LONGEST_WORDS)

    def search(self, queryset, name, words):
        return queryset.search(words)

    @cached_property
    def criteria(self):
        return {name: found for name, found in self.filters.items() if isinstance(found, Criterion)}

    @cached_property
    def asked(self):
        """The values that are readable; form errors tell the others."""
        self.form.full_clean()
        return self.form.cleaned_data

    @cached_property
    def words(self):
        return self.asked.get("q", "")

    @cached_property
    def terms(self):
        """Every criterion’s terms, in one query: {name: [Term]}."""
        given = {name: criterion.terms(self.asked[name]) for name, criterion in self.criteria.items()}
        stored = gather({name: [found] for name, found in given.items() if not isinstance(found, list)})
        return {
            name: found if isinstance(found, list) else [Term(*row) for row in stored[name]]
            for name, found in given.items()
        }

    @cached_property
    def chosen(self):
        """What narrows the list: {name: words or terms}, without what is unknown."""
        chosen = {"q": self.words} if self.words else {}
        for name in self.criteria:
            by_value = {term.value: term for term in self.terms[name]}
            if found := [by_value[value] for value in self.asked[name] if value in by_value]:
                chosen[name] = found
        return chosen

    def narrowed(self, without=None):
        """Return the rows that meet every criterion but one."""
        queryset = self.queryset
        for name, value in self.chosen.items():
            if name != without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def qs(self):
        queryset = self.narrowed()
        return queryset if self.sort == self.RELEVANCE else queryset.order_by(*self.SORTS[self.sort][1])

    # — what the page counts —

    @cached_property
    def counts(self):
        """How many rows each term would give, {name: {key: count}}, in one query; under TOTAL, the list itself.

        The counts of a criterion ignore its own choice and respect the others. Nothing else counts a list
        of results: a pre-counted table may answer here.
        """
        branches = {
            name: criterion.counts(self.narrowed(without=name), self.chosen.get(name, []))
            for name, criterion in self.criteria.items()
        }
        branches[self.TOTAL] = [count_by(self.narrowed(), Value(self.TOTAL))]
        return {name: dict(rows) for name, rows in gather(branches).items()}

    @property
    def total(self):
        return self.counts.get(self.TOTAL, {}).get(self.TOTAL, 0)

    def counted(self, count):
        """« 12 initiatives », « Aucune initiative »."""
        none, one, several = self.NOUNS
        return f"{number(count)} {several if count > 1 else one}" if count else none

    @property
    def sentence(self):
        found = self.counted(self.total)
        return f"{found} pour « {self.words} »" if self.words else found

    @cached_property
    def loosened(self):
        """What the list would give without one of its criteria, the closest to the question first; one query."""
        branches = {name: [count_by(self.narrowed(without=name), Value(name))] for name in self.chosen}
        counts = {name: rows[0][1] for name, rows in gather(branches).items()}
        found = [
            Loosened(
                name=name,
                count=counts.get(name, 0),
                sentence=f"{self.counted(counts.get(name, 0))} sans {self.quoted(name)}",
                url=self.address(without=[name]),
            )
            for name in self.chosen
        ]
        return sorted(found, key=lambda loosened: loosened.count)

    def quoted(self, name):
        return quoted([self.words] if name == "q" else [term.label for term in self.chosen[name]])

    # — what the page shows —

    @property
    def facets(self):
        return [facet for name in self.criteria if (facet := self.facet(name)).options]

    def facet(self, name):
        criterion, chosen = self.criteria[name], self.chosen.get(name, [])
        counts = self.counts.get(name, {})
        options = [
            Option(term.value, term.label, counts.get(term.key, 0), term in chosen, criterion.lever_number(term))
            for term in self.terms[name]
        ]
        shown = [option for option in options if option.count or option.checked or not criterion.long]
        return Facet(name, criterion.label, sorted(shown, key=criterion.order), folded=criterion.long and not chosen)

    @property
    def chips(self):
        words = [Chip(f"« {self.words} »", None, self.address(without=["q"]))] if self.words else []
        return words + [
            Chip(term.label, criterion.lever_number(term), self.address(without=[(name, term.value)]))
            for name, criterion in self.criteria.items()
            for term in self.chosen.get(name, [])
        ]

    @cached_property
    def sort(self):
        """The order asked for when the list has it, else the first."""
        asked = self.data.get("tri")
        return asked if asked in self.sorts else next(iter(self.sorts))

    @property
    def sorts(self):
        """The orders of the list, {value in the address: label}, the default one first."""
        relevance = {self.RELEVANCE: "pertinence"} if self.words else {}
        return relevance | {value: label for value, (label, _) in self.SORTS.items()}

    def address(self, without=()):
        """Return the address of the list without some keys, or some (key, value) pairs; back on the first page."""
        state = [("q", self.words)] if self.words else []
        state += [(name, term.value) for name in self.criteria for term in self.chosen.get(name, [])]
        if self.sort != next(iter(self.sorts)):
            state.append(("tri", self.sort))
        kept = [pair for pair in state if pair[0] not in without and pair not in without]
        return f"{self.request.path}?{urlencode(kept)}" if kept else self.request.path

    # — what was set aside —

    @property
    def notices(self):
        """Say what the address asks for and the list does not know."""
        return [*self.unknown_keys(), *self.unreadable_words(), *self.unknown_values()]

    def unknown_keys(self):
        unknown = [key for key in self.data if key not in NOT_CRITERIA | self.filters.keys()]
        if len(unknown) == 1:
            yield f"Le critère {quoted(unknown)} n’existe pas : il a été ignoré."
        elif unknown:
            yield f"Les critères {quoted(unknown)} n’existent pas : ils ont été ignorés."

    def unreadable_words(self):
        if "q" in self.form.errors:
            yield f"Les mots cherchés sont illisibles ou dépassent {LONGEST_WORDS} signes : ils ont été ignorés."

    def unknown_values(self):
        asked = {criterion.label: self.asked[name] for name, criterion in self.criteria.items()}
        known = {self.criteria[name].label: {term.value for term in terms} for name, terms in self.terms.items()}
        # Relevance means nothing once the words are removed: that is no mistake of the reader.
        asked["Tri"], known["Tri"] = [self.data.get("tri")], {None, "", self.RELEVANCE, *self.SORTS}
        for label, values in asked.items():
            unknown = [value for value in values if value not in known[label]]
            if len(unknown) == 1:
                yield f"{label} : la valeur {quoted(unknown)} n’existe pas, elle a été ignorée."
            elif unknown:
                yield f"{label} : les valeurs {quoted(unknown)} n’existent pas, elles ont été ignorées."


def quoted(values):
    """Name the first values in a sentence, and say how many others there are."""
    named = [f"« {Truncator(printable(value)).chars(60)} »" for value in values[:NAMED_IN_A_NOTICE]]
    others = len(values) - NAMED_IN_A_NOTICE
    if others > 0:
        named.append(f"{others} autre{'s' if others > 1 else ''}")
    return " et ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]


def printable(value):
    return "".join(char if char.isprintable() else "�" for char in value)


class CountedPaginator(Paginator):
    """A paginator that is told the count."""

    def __init__(self, *args, count, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count


class FacetedList(ListView):
    """A list narrowed by its filterset. `model.objects.published()` is filtered, what is shown is `for_cards()`."""

    paginate_by = 20
    filterset_class = None
    # The heading of the page, and one sentence under it.
    title = lead = ""

    def get_queryset(self):
        published = super().get_queryset().published()
        self.filterset = self.filterset_class(self.request.GET, queryset=published, request=self.request)
        return self.filterset.qs.for_cards()

    def get_paginator(self, *args, **kwargs):
        return CountedPaginator(*args, **kwargs, count=self.filterset.total)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filterset=self.filterset, **kwargs)
        if self.filterset.total:
            return context | {"rows": context["page_obj"], "heading": "h2"}
        return context | {"rows": self.nearest(), "heading": "h3"}

    def nearest(self):
        """Return the row closest to a question that has no answer: it misses only one criterion."""
        narrow = next((loosened for loosened in self.filterset.loosened if loosened.count), None)
        return self.filterset.narrowed(without=narrow.name).for_cards()[:1] if narrow else []
