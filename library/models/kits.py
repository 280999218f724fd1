"""The kits of the RTES, their editions, and the leaflets that go through them."""

from django.db import models
from django.db.models import Count, Prefetch

from editorial.models import Keyed, KeyedQuerySet

# The rank of what has no number, after any number.
LAST = 1_000


class KitQuerySet(KeyedQuerySet):
    def with_editions(self):
        """Load the editions with their published documents, and the leaflets."""
        documents = KitEdition.documents.rel.related_model.objects.published().for_references()
        editions = KitEdition.objects.prefetch_related(Prefetch("documents", documents))
        return self.prefetch_related(Prefetch("editions", editions), "leaflets")

    def fullest_first(self):
        """Sort the kits by the number of their leaflets."""
        return self.annotate(size=Count("leaflets")).order_by("-size", "name")


class Kit(Keyed):
    """A family of practical leaflets of the RTES, which goes through editions."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    name = models.CharField("nom", max_length=80)
    audience = models.CharField("pour qui", max_length=120, blank=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        verbose_name = "kit"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def leaflet_editions(self):
        """The editions of which the portal knows leaflets."""
        return [edition for edition in self.editions.all() if edition.leaflet_count]

    @property
    def leaflet_rows(self):
        """Each leaflet with its document in each edition, None where there is none: (leaflet, [(edition, document)]).

        In the order of the numbers of the latest edition that has the leaflet.
        """
        editions = self.leaflet_editions
        rows = [
            (leaflet, [(edition, edition.document_of(leaflet)) for edition in editions])
            for leaflet in self.leaflets.all()
        ]
        known = [row for row in rows if any(document for _, document in row[1])]
        return sorted(known, key=lambda row: [document.rank if document else LAST for _, document in row[1]])


class KitEditionQuerySet(KeyedQuerySet):
    def fullest_first(self):
        """Sort as the kits, then the latest first."""
        return self.annotate(size=Count("kit__leaflets")).order_by("-size", "kit__name", "-year")


class KitEdition(Keyed):
    """A kit as it came out one year."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    kit = models.ForeignKey(Kit, models.CASCADE, related_name="editions", verbose_name="kit")
    year = models.PositiveSmallIntegerField("année")

    objects = KitEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "édition d’un kit"
        verbose_name_plural = "éditions des kits"
        ordering = ["kit__name", "-year"]
        constraints = [models.UniqueConstraint(name="kit_has_one_edition_a_year", fields=["kit", "year"])]

    def __str__(self):
        return f"{self.kit} ({self.year})"

    @property
    def own_documents(self):
        """The documents about the edition as a whole."""
        return [document for document in self.documents.all() if not document.leaflet_id]

    @property
    def leaflet_count(self):
        return len(self.documents.all()) - len(self.own_documents)

    def document_of(self, leaflet):
        """Return the document that is the leaflet in this edition, or None."""
        return next((document for document in self.documents.all() if document.leaflet_id == leaflet.pk), None)


class Leaflet(Keyed):
    """The subject of a kit leaflet: it stays the same when its number and title change from one edition to the next."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    subject = models.CharField("sujet", max_length=120)
    kit = models.ForeignKey(Kit, models.CASCADE, related_name="leaflets", verbose_name="kit")

    class Meta:
        verbose_name = "fiche de kit"
        verbose_name_plural = "fiches de kit"
        ordering = ["subject"]

    def __str__(self):
        return self.subject
