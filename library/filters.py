"""What narrows the list of documents: one line per criterion."""

from django.db.models import TextField, Value
from django.db.models.functions import Concat
from taggit.models import Tag

from editorial.criteria import (
    Criterion,
    as_declared,
    by_number,
    choice_terms,
    most_used,
    newest_first,
    terms,
)
from editorial.facets import FacetedFilterSet
from levers.models import ActionField, Lever
from library.models import Document, KitEdition
from territories.models import Competence

EDITION_NAME = Concat("kit__name", Value(" ("), "year", Value(")"), output_field=TextField())


class DocumentFilter(FacetedFilterSet):
    NOUNS = ("Aucun document", "document", "documents")
    SORTS = {
        "recents": ("année, récents d’abord", Document._meta.ordering),
        "titre": ("titre", ["title", "pk"]),
    }

    levier = Criterion(
        "Levier", "levers", terms(Lever.objects.published(), "number", "verb"), order=by_number, petals=True
    )
    champ = Criterion("Champ d’action", "fields", terms(ActionField.objects.published(), "code", "short_title"))
    competence = Criterion("Compétence", "competences", terms(Competence.objects.published(), "code", "name"))
    genre = Criterion("Genre", "kind", choice_terms(Document.Kind), order=most_used, long=True)
    kit = Criterion(
        "Kit du RTES",
        "edition",
        terms(
            KitEdition.objects.all(),
            "slug",
            Concat("kit__name", Value(" ("), "year", Value(")"), output_field=TextField()),
        ),
        order=as_declared,
        long=True,
    )
    annee = Criterion(
        "Année",
        "year",
        terms(Document.objects.published().exclude(year=None).distinct(), "year", "year", key="year"),
        order=newest_first,
        long=True,
    )
    mot = Criterion(
        "Mot-clé",
        "tags",
        terms(Tag.objects.filter(library_documents__live=True).distinct(), "slug", "name"),
        order=most_used,
        long=True,
    )
