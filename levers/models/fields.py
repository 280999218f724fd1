"""The six action fields, and what métropoles do in each."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.french import fold
from editorial.models import EditorialModel, EditorialQuerySet, Ordered, Sourced
from levers.models.sheets import INITIATIVES_ON_A_SHEET, PUBLISHED_INITIATIVES, Documented, present
from territories.models import Competence, Territory
from territories.models.powers import LinkedToLevers


class ActionFieldQuerySet(EditorialQuerySet):
    def with_counts(self):
        """Count the published initiatives of each field, in the same query."""
        return self.annotate(initiative_count=PUBLISHED_INITIATIVES)

    def for_cards(self):
        """Load what a list shows: the linked levers and the number of initiatives."""
        return self.with_counts().prefetch_related("lever_links__lever")

    def for_sheet(self):
        """Load what the page shows of the field itself."""
        return self.for_cards().prefetch_related("competences", "examples__territory")


class ActionField(LinkedToLevers, Documented, EditorialModel):
    """One of the six fields in which the 22 métropoles act for the ESS (survey of 2019)."""

    KEY = "code"
    SEARCH_TITLE = ("short_title", "label")
    SEARCH_TEXT = ("covers",)
    PREVIEW_TEMPLATE = "levers/field.html"
    PREVIEW_NAME = "field"

    code = models.SlugField("code", max_length=4, unique=True, help_text="c1 à c6 : il est dans les adresses.")
    slug = models.SlugField("adresse", max_length=80, unique=True)
    label = models.CharField("libellé de l’étude", max_length=200, help_text="Mot pour mot.")
    short_title = models.CharField("titre court", max_length=80)
    covers = models.TextField("ce qu’il couvre")
    survey = models.TextField("enquête d’où il vient", blank=True)
    competences = ParentalManyToManyField(
        Competence, related_name="fields", blank=True, verbose_name="compétences concernées"
    )

    objects = ActionFieldQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "champ d’action"
        verbose_name_plural = "champs d’action"
        ordering = ["code"]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return reverse("levers:field", args=[self.slug])

    @cached_property
    def initiative_count(self):
        """Counted with the field by `with_counts`, or alone in a preview."""
        return self.initiatives.published().count()

    @cached_property
    def published_competences(self):
        published = [competence for competence in self.competences.all() if competence.live]
        return sorted(published, key=lambda competence: fold(competence.name))

    @cached_property
    def latest_initiatives(self):
        return list(self.initiatives.published().for_cards()[:INITIATIVES_ON_A_SHEET])

    @property
    def summary(self):
        """The sections of the page: (anchor, title, number of items)."""
        return present(
            ("leviers", "Par quels leviers", len(self.published_links)),
            ("exemples", "Exemples", len(self.examples.all())),
            ("competences", "Avec quelles compétences", len(self.published_competences)),
            ("initiatives", "Ils l’ont fait", self.initiative_count),
            ("documents", "À lire", len(self.publications)),
            ("enquete", "L’enquête", None if self.survey else 0),
            ("sources", "Sources", None if self.examples.all() else 0),
        )


class FieldExample(Ordered, Sourced):
    """What one métropole does in the field."""

    field = ParentalKey(ActionField, related_name="examples", verbose_name="champ d’action")
    metropolis = models.CharField("métropole", max_length=80)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="territoire"
    )
    text = models.TextField("exemple")

    class Meta(Ordered.Meta):
        verbose_name = "exemple"

    def __str__(self):
        return f"{self.metropolis} : {self.text}"
