"""What each intercommunalité really exercises, as the national base BANATIC says, and how its codes pair with ours.

Everything here but the pairing belongs to the import: `territories.banatic`.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from modelcluster.fields import ParentalKey

from editorial.models import Ordered

from .places import Territory
from .powers import GRAND_PARIS, Competence


class Nomenclature(models.TextChoices):
    """The same number means other things in each: 1510 is waste in 2021, wastewater in 2025."""

    OF_2021 = "2021", "nomenclature de 2021"
    OF_2025 = "2025", "nomenclature de 2025"


class BanaticRelease(models.Model):
    """The data that are loaded, if any: one row."""

    nomenclature = models.CharField("nomenclature", choices=Nomenclature, max_length=4)
    vintage = models.CharField("millésime", max_length=60, blank=True)

    ONLY = 1

    class Meta:
        verbose_name = "données BANATIC"
        verbose_name_plural = "données BANATIC"
        constraints = [models.CheckConstraint(name="banatic_has_one_release", condition=models.Q(pk=1))]

    def __str__(self):
        return release_line(self.vintage, self.nomenclature)


def release_line(vintage, nomenclature):
    """Return what readers are told of the data: always a vintage, were it to say that it is not known."""
    known = f"millésime {vintage}" if vintage else "millésime non précisé"
    return f"BANATIC, {known}, {Nomenclature(nomenclature).label}"


class BanaticLabel(models.Model):
    nomenclature = models.CharField("nomenclature", choices=Nomenclature, max_length=4)
    code = models.CharField("code", max_length=4)
    label = models.TextField("libellé")

    class Meta:
        verbose_name = "libellé BANATIC"
        verbose_name_plural = "libellés BANATIC"
        ordering = ["nomenclature", "code"]
        constraints = [models.UniqueConstraint(name="banatic_label_is_unique", fields=["nomenclature", "code"])]

    def __str__(self):
        return f"{self.code} {self.label}"


class Exercise(models.Model):
    """An intercommunalité exercises a competence of the nomenclature of the release."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="exercises", verbose_name="intercommunalité")
    code = models.CharField("code", max_length=4, db_index=True)

    class Meta:
        verbose_name = "compétence exercée"
        verbose_name_plural = "compétences exercées"
        ordering = ["territory", "code"]
        constraints = [models.UniqueConstraint(name="exercise_is_unique", fields=["territory", "code"])]

    def __str__(self):
        return f"{self.territory_id} : {self.code}"


def exercising(*codes):
    """Return the intercommunalités that exercise every main code of one of our competences, named by their codes.

    Not the Métropole du Grand Paris: BANATIC gives it what its territories exercise.
    """
    exercised = Q(pk__in=[])
    for code in codes:
        main = BanaticPairing.objects.loaded().main().filter(competence__live=True, competence__code=code).order_by()
        needed = main.values("competence").annotate(number=Count("pk")).values("number")
        groups = Exercise.objects.filter(code__in=main.values("code")).order_by().values("territory")
        exercised |= Q(
            pk__in=groups.annotate(number=Count("pk")).filter(number=Subquery(needed[:1])).values("territory")
        )
    return Territory.objects.intercommunalities().filter(exercised).exclude(code=GRAND_PARIS)


class PairingQuerySet(models.QuerySet):
    def loaded(self):
        """Keep the codes of the nomenclature that is loaded: none when nothing is."""
        return self.filter(nomenclature__in=BanaticRelease.objects.values("nomenclature"))

    def main(self):
        return self.filter(is_main=True)

    def for_group(self, group):
        """Add what BANATIC says of the intercommunalité: `is_known` there, code `is_exercised`, `label`, `vintage`."""
        known = Exercise.objects.filter(territory=group)
        labels = BanaticLabel.objects.filter(nomenclature=OuterRef("nomenclature"), code=OuterRef("code"))
        return self.loaded().annotate(
            is_known=Exists(known),
            is_exercised=Exists(known.filter(code=OuterRef("code"))),
            label=Subquery(labels.values("label")[:1]),
            vintage=Subquery(BanaticRelease.objects.values("vintage")[:1], output_field=models.CharField()),
        )


class BanaticPairing(Ordered):
    """A code of BANATIC that speaks of our competence. Who exercises every main code exercises the competence."""

    competence = ParentalKey(Competence, related_name="pairings", verbose_name="compétence")
    nomenclature = models.CharField("nomenclature", choices=Nomenclature, max_length=4, default=Nomenclature.OF_2021)
    code = models.CharField(
        "code", max_length=4, validators=[RegexValidator(r"^\d{4}$", "Un code BANATIC a quatre chiffres.")]
    )
    is_main = models.BooleanField(
        "principal",
        default=False,
        help_text="Qui exerce tous les codes principaux exerce la compétence ; un code voisin n’en est qu’une part.",
    )

    objects = PairingQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = "code BANATIC"
        verbose_name_plural = "codes BANATIC"

    def __str__(self):
        return f"{self.code} ({self.get_nomenclature_display()})"

    @property
    def release_line(self):
        """Where the answer of `for_group` comes from."""
        return release_line(self.vintage, self.nomenclature)

    @property
    def quoted(self):
        """The label as a sentence quotes it: short, or the code when no label was loaded."""
        label = getattr(self, "label", None)
        return f"« {shortened(label)} »" if label else f"le code {self.code}"


LONGEST_LABEL = 90


def shortened(label):
    """Return the beginning of a label that is a paragraph of law: up to its first semicolon, then to a whole word."""
    label = label.partition(" ; ")[0]
    if len(label) <= LONGEST_LABEL:
        return label
    return f"{label[:LONGEST_LABEL].rpartition(' ')[0]}…"
