"""The glossary and the key figures."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst

from editorial.french import stems
from editorial.models import EditorialModel, EditorialQuerySet, Sourced


class TermQuerySet(EditorialQuerySet):
    def closest(self, words):
        """Sort the terms found: the acronym itself first, then the shortest names."""
        is_acronym = Case(When(acronym__iexact=words.strip(), then=Value(0)), default=Value(1))
        return self.search(words).order_by(is_acronym, Length("search_title"), "name")


class Term(EditorialModel, Sourced):
    """A word of the field, or an acronym, and what it means."""

    SEARCH_TITLE = ("acronym", "name")
    SEARCH_TEXT = ("definition",)
    PREVIEW_TEMPLATE = "library/glossary.html"
    PREVIEW_NAME = "term"

    slug = models.SlugField("adresse", max_length=100, unique=True)
    acronym = models.CharField("sigle", max_length=20, blank=True)
    name = models.CharField("terme", max_length=120)
    definition = models.TextField("définition")
    version = models.TextField("version lue", blank=True)

    objects = TermQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "terme du glossaire"
        verbose_name_plural = "termes du glossaire"
        ordering = ["name"]

    def __str__(self):
        return f"{self.acronym} – {self.name}" if self.acronym else self.name

    def get_absolute_url(self):
        return f"{reverse('library:glossary')}#{self.slug}"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | {"wanted": frozenset()}

    @property
    def entry(self):
        """What the term is filed under: the acronym that readers meet, else the name."""
        return self.acronym or self.name

    @property
    def checked(self):
        """What was read of the law, and when it was checked."""
        day = f"Vérification du {date_format(self.verified_on, 'j F Y')} : " if self.verified_on else ""
        return capfirst(f"{day}{self.version.rstrip('.')}")

    def is_named(self, words):
        """Tell whether the words are the term itself, its acronym or its name, and not only about it."""
        wanted = stems(words)
        names = [self.name, *self.acronym.split("/")]
        return bool(wanted) and wanted in [stems(name) for name in names]


class KeyFigureQuerySet(EditorialQuerySet):
    def by_theme(self):
        """Sort by theme, in the order they are declared."""
        ranks = [When(theme=theme, then=Value(rank)) for rank, theme in enumerate(KeyFigure.Theme)]
        return self.order_by(Case(*ranks), "code")


class KeyFigure(EditorialModel, Sourced):
    """A figure of the ESS, never without its perimeter, nor its year unless the source gives none."""

    class Theme(models.TextChoices):
        WHOLE = "ensemble", "l’ensemble de l’ESS"
        STATUS = "statut", "par statut"
        SECTOR = "secteur", "par secteur"
        TERRITORY = "territoire", "par territoire"
        TREND = "dynamique", "dynamique"
        TOOLS = "outils", "outils des politiques publiques"

    KEY = "code"
    SEARCH_TITLE = ("label",)
    SEARCH_TEXT = ("value", "perimeter", "note")
    PREVIEW_TEMPLATE = "library/key_figures.html"
    PREVIEW_NAME = "figure"

    code = models.CharField("identifiant", max_length=10, unique=True)
    theme = models.CharField("thème", choices=Theme, max_length=10)
    label = models.CharField("libellé", max_length=120)
    value = models.CharField("valeur", max_length=120)
    year = models.CharField("année de la donnée", max_length=20, blank=True)
    year_note = models.CharField("précision sur l’année", max_length=120, blank=True)
    perimeter = models.CharField("périmètre", max_length=80)
    note = models.CharField("note", max_length=250, blank=True)

    objects = KeyFigureQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "chiffre clé"
        verbose_name_plural = "chiffres clés"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="key_figure_has_a_year_or_says_why",
                condition=Q(live=False) | ~Q(year="") | ~Q(year_note=""),
            )
        ]

    def __str__(self):
        return f"{self.label} : {self.value}"

    def get_absolute_url(self):
        return f"{reverse('library:key_figures')}#{self.code}"
