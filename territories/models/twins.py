"""The places that resemble a place: computed for all by `compute_twins`, read here."""

from django.db import models
from django.db.models import Prefetch

from editorial.french import number

from .places import Territory


class TwinQuerySet(models.QuerySet):
    def nearest(self):
        return self.filter(among=Twin.Among.ALL)

    def with_an_initiative(self):
        """Keep the twins chosen among the places that had a published initiative when they were computed."""
        return self.filter(among=Twin.Among.ACTIVE)

    def for_lines(self):
        """Load what the line of a twin shows: its name, its address, its reasons."""
        return self.select_related("peer", "region").defer("peer__postal_codes", "peer__folded_name")

    def with_initiatives(self):
        """Load the published initiatives of the twins too, as notices show them, the latest first."""
        initiatives = Territory.initiatives.rel.related_model.objects.published().for_notices()
        return self.prefetch_related(Prefetch("peer__initiatives", initiatives))

    def examples(self, count):
        """Return [(twin, its latest initiative)], each initiative once, the nearest twins first."""
        found = {}
        for twin in self.with_an_initiative().for_lines().with_initiatives():
            if latest := next((each for each in twin.peer.initiatives.all() if each not in found), None):
                found[latest] = twin
        return [(twin, initiative) for initiative, twin in found.items()][:count]


class Twin(models.Model):
    """One of the places nearest to a territory, with what the comparison rests on.

    The order is all that the distance gives: readers see the facts, never a mark.
    """

    class Among(models.TextChoices):
        ALL = "tous", "tous les territoires"
        ACTIVE = "initiatives", "les territoires qui ont une initiative"

    # Every reading starts from a territory: the unique constraint is the only index.
    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="twins", db_index=False, verbose_name="territoire"
    )
    among = models.CharField("choisi parmi", choices=Among, max_length=11)
    rank = models.PositiveSmallIntegerField("rang")
    peer = models.ForeignKey(Territory, models.CASCADE, related_name="+", db_index=False, verbose_name="jumeau")
    region = models.ForeignKey(
        Territory, models.CASCADE, null=True, related_name="+", db_index=False, verbose_name="région du jumeau"
    )
    same_region = models.BooleanField("même région", default=False)
    # Those of the intercommunality; of a commune, those of the one it belongs to.
    nature = models.CharField("nature", choices=Territory.Nature, max_length=5, blank=True)
    same_nature = models.BooleanField("même nature", default=False)
    shared = models.PositiveSmallIntegerField("compétences en commun", null=True)
    total = models.PositiveSmallIntegerField("compétences de l’une ou de l’autre", null=True)

    objects = TwinQuerySet.as_manager()

    class Meta:
        verbose_name = "jumeau de territoire"
        verbose_name_plural = "jumeaux de territoire"
        ordering = ["territory", "among", "rank"]
        constraints = [
            models.UniqueConstraint(name="twin_rank_is_unique", fields=["territory", "among", "rank"]),
            models.CheckConstraint(name="twin_is_another_place", condition=~models.Q(territory=models.F("peer"))),
        ]

    def __str__(self):
        return f"{self.peer.name} : {self.reasons}"

    @property
    def reasons(self):
        """Why it is near: « 48 000 habitants, communauté d’agglomération comme ici, Bretagne… »."""
        return ", ".join(filter(None, [self.peer.inhabitants, self.nature_line, self.region_line, self.shared_line]))

    @property
    def nature_line(self):
        if self.peer.kind == Territory.Kind.COMMUNE:
            around = self.get_nature_display()
            where = f"dans une {around}" if around else "sans intercommunalité"
        else:
            where = self.get_nature_display()
        return f"{where} comme ici" if self.same_nature else where

    @property
    def region_line(self):
        if self.region is None:
            return ""
        return f"même région ({self.region.name})" if self.same_region else self.region.name

    @property
    def shared_line(self):
        """« 21 compétences en commun sur 26 »; nothing when those of one of the two are not known."""
        if not self.total:
            return ""
        whose = " entre les deux intercommunalités" if self.peer.kind == Territory.Kind.COMMUNE else ""
        several = "s" if self.shared > 1 else ""
        return f"{number(self.shared)} compétence{several} en commun sur {number(self.total)}{whose}"
