"""Why a lever goes with a field or with a competence."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey

from editorial.models import Ordered
from levers.models.fields import ActionField
from territories.models import (
    LEVELS_OF_COMMUNES,
    LEVELS_OF_INTERCOMMUNALITIES,
    Competence,
    CompetenceHolder,
)


class LeverField(Ordered):
    """Why a lever and an action field go together."""

    lever = ParentalKey("levers.Lever", related_name="field_links", verbose_name="levier")
    field = models.ForeignKey(ActionField, models.CASCADE, related_name="lever_links", verbose_name="champ d’action")
    reason = models.TextField("raison du lien")

    class Meta(Ordered.Meta):
        verbose_name = "lien avec un champ d’action"
        verbose_name_plural = "liens avec les champs d’action"
        constraints = [models.UniqueConstraint(name="lever_and_field_are_linked_once", fields=["lever", "field"])]

    def __str__(self):
        return self.reason

    @property
    def target(self):
        return self.field


def competence_links():
    """Return how a lever loads its competences and who may hold them, in one query."""
    holders = CompetenceHolder.objects.filter(competence=OuterRef("competence"))
    return Prefetch(
        "competence_links",
        LeverCompetence.objects.select_related("competence").annotate(
            held_by_communes=Exists(holders.filter(level__in=LEVELS_OF_COMMUNES)),
            held_by_intercommunalities=Exists(holders.filter(level__in=LEVELS_OF_INTERCOMMUNALITIES)),
        ),
    )


def deciding_links():
    """Return how a lever loads the published competences that decide who may use it."""
    links = LeverCompetence.objects.filter(decides=True, competence__live=True).select_related("competence")
    return Prefetch("competence_links", links.only("lever", "competence__code", "competence__name"), "deciding_links")


class LeverCompetence(Ordered):
    """Why a lever and a competence go together."""

    lever = ParentalKey("levers.Lever", related_name="competence_links", verbose_name="levier")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="lever_links", verbose_name="compétence")
    reason = models.TextField("raison du lien")
    decides = models.BooleanField(
        "décide", default=False, help_text="Qui exerce cette compétence a la main sur le levier."
    )

    class Meta(Ordered.Meta):
        verbose_name = "lien avec une compétence"
        verbose_name_plural = "liens avec les compétences"
        constraints = [
            models.UniqueConstraint(name="lever_and_competence_are_linked_once", fields=["lever", "competence"])
        ]

    def __str__(self):
        return self.reason

    @property
    def target(self):
        return self.competence

    # Loaded with the link by `competence_links`, or read one by one in a preview.

    @cached_property
    def held_by_communes(self):
        return self.competence.held_by_communes

    @cached_property
    def held_by_intercommunalities(self):
        return self.competence.held_by_intercommunalities
