"""What narrows the lists of initiatives and actors: one line per criterion."""

from django.core.validators import slug_re
from django.db.models import Case, F, Value, When
from taggit.models import Tag

from actors.models import Actor, Initiative
from editorial.criteria import (
    Criterion,
    as_declared,
    by_number,
    choice_terms,
    count_by,
    most_used,
    newest_first,
    terms,
)
from editorial.facets import FacetedFilterSet
from levers.models import ActionField, Lever
from territories.models import BanaticRelease, Competence, Territory


class PlaceCriterion(Criterion):
    """Keeps what is in one of the chosen territories, or in a territory they contain.

    The `offered` ones are in the form; the `accepted` ones may be asked for besides. No offered territory
    contains another, no accepted one either: a row has at most one of each, and is counted once.
    """

    def __init__(self, label, field_name, offered=None, accepted=None, **options):
        super().__init__(label, field_name, offered, **options)
        self.accepted = accepted

    def terms(self, asked):
        if self.accepted is None:
            return terms(self.vocabulary, "code", "name")
        wanted = self.accepted.filter(code__in=[value for value in asked if value.isalnum()])
        return terms(wanted if self.vocabulary is None else wanted | self.vocabulary, "code", "name")

    def filter(self, queryset, chosen):
        return queryset.inside(*[Territory(pk=term.key) for term in chosen])

    def counts(self, queryset, chosen):
        groups = [] if self.vocabulary is None else [self.vocabulary]
        if chosen and self.accepted is not None:
            besides = self.accepted.filter(pk__in=[term.key for term in chosen])
            groups.append(besides if self.vocabulary is None else besides.exclude(pk__in=self.vocabulary.values("pk")))
        return [self.count_inside(queryset, group.order_by().values("pk")) for group in groups]

    def count_inside(self, queryset, places):
        """Count the rows by the territory, among the places, that is theirs or contains it."""
        own, around = self.field_name, f"{self.field_name}__contained_in"
        place = Case(When(**{f"{own}__in": places}, then=F(own)), When(**{f"{around}__in": places}, then=F(around)))
        return count_by(queryset.annotate(place=place), "place")


MOST_COMPETENCES = 20


class ExercisedCriterion(Criterion):
    """Keeps what was done where the intercommunalité really exercises one of the competences asked for.

    It is offered once a competence is chosen, and when BANATIC is loaded.
    """

    YES = "oui"

    def __init__(self):
        super().__init__("Compétence exercée", "territories", None)
        self.competences = []  # their codes, as the address gives them

    def terms(self, asked):
        label = Value("Des collectivités qui exercent cette compétence")
        found = terms(BanaticRelease.objects.all(), Value(self.YES), label, key=Value(self.YES))
        return found if self.competences else []

    def filter(self, queryset, chosen):
        return queryset.where_exercised(*self.competences)

    def counts(self, queryset, chosen):
        return [count_by(self.filter(queryset, chosen), Value(self.YES))] if self.competences else []


def regions(field_name):
    """The régions; a territory overseas that is filed as one may be asked for, but is not offered."""
    every = Territory.objects.regions()
    return PlaceCriterion("Région", field_name, every.exclude(code__in=Territory.OVERSEAS), every)


def departments(field_name):
    return PlaceCriterion("Département", field_name, Territory.objects.departments(), long=True)


def intercommunalities(field_name):
    """The 22 métropoles; any other intercommunalité may be asked for."""
    every = Territory.objects.filter(kind=Territory.Kind.INTERCOMMUNALITY)
    return PlaceCriterion("Métropole", field_name, Territory.objects.metropolises(), every, long=True)


def communes(field_name):
    """Any commune, but 34,969 are too many to offer."""
    return PlaceCriterion("Commune", field_name, accepted=Territory.objects.communes())


def used_tags(items):
    """The tags of what is published."""
    used = Tag.objects.filter(**{f"{items}__live": True}).distinct()
    return Criterion("Mot-clé", "tags", terms(used, "slug", "name"), order=most_used, long=True)


LEVERS = terms(Lever.objects.published(), "number", "verb")
FIELDS = terms(ActionField.objects.published(), "code", "short_title")
COMPETENCES = terms(Competence.objects.published(), "code", "name")
YEARS = terms(Initiative.objects.published().exclude(year=None).distinct(), "year", "year", key="year")


class InitiativeFilter(FacetedFilterSet):
    NOUNS = ("Aucune initiative", "initiative", "initiatives")
    SORTS = {
        "recentes": ("année, récentes d’abord", Initiative._meta.ordering),
        "titre": ("titre", ["title", "pk"]),
    }

    levier = Criterion("Levier", "levers", LEVERS, order=by_number, petals=True)
    champ = Criterion("Champ d’action", "fields", FIELDS)
    competence = Criterion("Compétence", "competences", COMPETENCES)
    exercee = ExercisedCriterion()
    region = regions("territories")
    departement = departments("territories")
    intercommunalite = intercommunalities("territories")
    commune = communes("territories")
    annee = Criterion("Année", "year", YEARS, order=newest_first, long=True)
    mot = used_tags("initiatives")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        codes = self.data.getlist("competence") if self.data else []
        # Each one is a condition for the database: no more than there are competences.
        readable = [code for code in codes if slug_re.match(code)]
        self.filters["exercee"].competences = list(dict.fromkeys(readable))[:MOST_COMPETENCES]


class ActorFilter(FacetedFilterSet):
    NOUNS = ("Aucun acteur", "acteur", "acteurs")
    SORTS = {"nom": ("nom", Actor._meta.ordering)}

    genre = Criterion("Genre", "kind", choice_terms(Actor.Kind), order=as_declared)
    forme = Criterion("Forme juridique", "legal_form", choice_terms(Actor.LegalForm), order=as_declared)
    competence = Criterion("Secteur", "sectors", COMPETENCES)
    region = regions("territory")
    departement = departments("territory")
    intercommunalite = intercommunalities("territory")
    commune = communes("territory")
    mot = used_tags("actors")
