"""The floor: what a sheet written by editors is, and what a fact owes its reader (a source)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from editorial.french import question_stems, stem_column, stems


class ComputedTextField(models.TextField):
    """A column that its model computes from its other columns by `compute_<name>()`.

    It is computed when it is written, whatever the way (`save`, `bulk_create`, `loaddata`),
    so that it can never be stale nor forgotten.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"editable": False, "blank": True, "default": ""})

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, name, ComputedAttribute(name))


class ComputedAttribute:
    """Reads as the computed value; what is assigned only marks the column as loaded."""

    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, f"compute_{self.name}")()

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class LinesField(models.TextField):
    """Several short texts, one a line: readable in a form, a fixture and a comparison of versions."""


def lines(text):
    """Return the lines that are not blank, trimmed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def validate_addresses(text):
    """Refuse the text unless each of its lines is a web address."""
    validate = URLValidator(["http", "https"])
    for line in lines(text):
        try:
            validate(line)
        except ValidationError:
            raise ValidationError(f"« {line} » n’est pas une adresse : une seule par ligne, avec https://.") from None


class Sourced(models.Model):
    """A fact that says where it was read, and when."""

    source_url = models.URLField("adresse de la source", max_length=500)
    source_read_on = models.DateField("source lue le", null=True, blank=True)
    more_sources = LinesField(
        "autres sources", blank=True, validators=[validate_addresses], help_text="Une adresse par ligne."
    )

    class Meta:
        abstract = True

    @property
    def source_addresses(self):
        """The addresses where the fact was read, the main one first."""
        return [self.source_url, *lines(self.more_sources)]


class Ordered(models.Model):
    """A row of a sheet that editors put in the order they want."""

    position = models.PositiveSmallIntegerField("rang", null=True, editable=False)
    sort_order_field = "position"

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class KeyedQuerySet(models.QuerySet):
    """Rows known outside the database by one readable value: a code, a number or a slug."""

    def get_by_natural_key(self, key):
        return self.get(**{self.model.KEY: key})


class Keyed(models.Model):
    """A row that fixtures and addresses name by the value of its KEY field."""

    KEY = "slug"

    objects = KeyedQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (getattr(self, self.KEY),)


class SearchableQuerySet(models.QuerySet):
    def search(self, words):
        """Keep the rows with every word (accents and endings ignored): in the title first, then elsewhere."""
        wanted = question_stems(words)
        if not wanted:
            return self.none() if words.strip() else self
        in_text = Q(*[Q(search_text__contains=f" {stem} ") for stem in wanted])
        in_title = Q(*[Q(search_title__contains=f" {stem} ") for stem in wanted])
        rank = Case(When(in_title, then=Value(0)), default=Value(1))
        return self.filter(in_text).order_by(rank, *self.model._meta.ordering)


class Searchable(models.Model):
    """A row that words find. SEARCH_TITLE and SEARCH_TEXT name the columns that are read."""

    SEARCH_TITLE = ("title",)
    SEARCH_TEXT = ()

    search_title = ComputedTextField()
    search_text = ComputedTextField()

    class Meta:
        abstract = True

    def compute_search_title(self):
        return stem_column(*(getattr(self, name) for name in self.SEARCH_TITLE))

    def compute_search_text(self):
        return stem_column(*(getattr(self, name) for name in (*self.SEARCH_TITLE, *self.SEARCH_TEXT)))


# A word cut before its end has no right stem: « alimentat » must find « alimentation », stored as « aliment ».
LETTERS_OF_A_HALF_TYPED_WORD = 6


class EditorialQuerySet(SearchableQuerySet, KeyedQuerySet):
    def published(self):
        """Keep what the public may see: a draft never published sits in the same table."""
        return self.filter(live=True)

    def matching(self, typed):
        """Keep the rows where every word is found; the last one may be half typed, and the order stays."""
        starts = stems(typed)
        starts[-1:] = [last[:LETTERS_OF_A_HALF_TYPED_WORD] for last in starts[-1:]]
        return self.filter(*[Q(search_text__contains=f" {start}") for start in starts])


class EditorialModel(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    Keyed,
    Searchable,
    ClusterableModel,
):
    """A sheet that editors write, review, publish and restore; the public sees its published version."""

    PREVIEW_TEMPLATE = ""
    PREVIEW_NAME = "object"

    verified_on = models.DateField("vérifiée le", null=True, blank=True)
    review_before = models.DateField("à revoir avant le", null=True, blank=True)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    objects = EditorialQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def revisions(self):
        return self._revisions

    @property
    def approved_schedule(self):
        """Whether a version waits for its date (a list loads `scheduled` once for all its rows)."""
        return bool(self.scheduled) if hasattr(self, "scheduled") else super().approved_schedule

    def get_full_url(self):
        """Return the address of the public page; a sheet that was never saved has none."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}" if self.pk else None

    full_url = property(get_full_url)

    def serve_preview(self, request, mode_name):
        # What points at a sheet that was never saved is nothing, rather than an error: no row has the key 0.
        self.pk = self.pk or 0
        return super().serve_preview(request, mode_name)

    def get_preview_template(self, request, mode_name):
        return self.PREVIEW_TEMPLATE

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | {self.PREVIEW_NAME: self}
