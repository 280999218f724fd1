"""How to work: the founding approaches and principles, the documented methods, the ways to organise a service."""

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField

from editorial.models import EditorialModel, EditorialQuerySet, Keyed, LinesField, Sourced
from levers.models.levers import Lever


class ServiceMode(Keyed, Sourced):
    """A way to organise a public service (kit Communes, Intercommunalités & ESS)."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    position = models.PositiveSmallIntegerField("rang", default=0)
    name = models.CharField("nom", max_length=80)
    quote = models.CharField("mots du kit", max_length=200)
    meaning = models.TextField("ce que cela veut dire")

    class Meta:
        verbose_name = "mode d’organisation d’un service"
        verbose_name_plural = "modes d’organisation d’un service"
        ordering = ["position"]

    def __str__(self):
        return self.name


class Approach(EditorialModel):
    """One of the two founding approaches: co-construction, internal transversality (quoted)."""

    KEY = "code"
    SEARCH_TEXT = ("introduction", "steps")
    PREVIEW_TEMPLATE = "levers/preview.html"
    PREVIEW_NAME = "approach"

    code = models.SlugField("code", max_length=4, unique=True)
    title = models.CharField("titre", max_length=80)
    introduction = models.TextField("introduction", help_text="Mot pour mot.")
    steps = LinesField("« Comment ? »", help_text="Une étape par ligne, mot pour mot.")
    credit = models.CharField("sources citées", max_length=200)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta(EditorialModel.Meta):
        verbose_name = "démarche"
        ordering = ["position"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('levers:method')}#{self.code}"


class MethodQuerySet(EditorialQuerySet):
    def for_cards(self):
        """Load exactly what the list of the methods shows."""
        return self.prefetch_related(Prefetch("levers", Lever.objects.published().for_petals()))


class Method(EditorialModel, Sourced):
    """A documented way to work with the actors and the other services, and where it was tried."""

    SEARCH_TITLE = ("name",)
    SEARCH_TEXT = ("description", "example")
    PREVIEW_TEMPLATE = "levers/preview.html"
    PREVIEW_NAME = "method"

    slug = models.SlugField("adresse", max_length=80, unique=True)
    name = models.CharField("nom", max_length=80)
    description = models.TextField("description")
    example = models.CharField("exemple", max_length=200, blank=True)
    levers = ParentalManyToManyField(Lever, related_name="methods", blank=True, verbose_name="leviers")
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = MethodQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "méthode"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('levers:method')}#{self.slug}"


class Principle(Keyed):
    """A founding statement, quoted from a source document (ESS across every competence, the 2014 law…)."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    title = models.CharField("titre", max_length=120)
    text = models.TextField("texte", help_text="Mot pour mot.")
    credit = models.CharField("source citée", max_length=200)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "principe"
        ordering = ["position"]

    def __str__(self):
        return self.title
