"""The competences of the bloc communal, and who holds them by law."""

from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey

from editorial.models import (
    EditorialModel,
    EditorialQuerySet,
    Keyed,
    KeyedQuerySet,
    LinesField,
    Ordered,
    Sourced,
    lines,
)

from .counts import counted
from .places import Territory


class Level(models.TextChoices):
    """Who may hold a competence, as the law and the sources name them."""

    COMMUNE = "commune", "commune"
    BLOC = "bloc", "bloc communal"
    COMMUNES_EPCI = "communes-epci", "communes et intercommunalités"
    EPCI_COMMUNES = "epci-communes", "intercommunalités et communes"
    EPCI = "epci", "intercommunalité (EPCI)"
    EPCI_FP = "epci-fp", "intercommunalité à fiscalité propre"
    CC = "cc", "communauté de communes"
    CA = "ca", "communauté d’agglomération"
    CU = "cu", "communauté urbaine"
    CU_1999 = "cu-1999", "communauté urbaine antérieure à 1999"
    METRO = "metropole", "métropole"
    LYON = "lyon", "métropole de Lyon"
    GRAND_PARIS = "grand-paris", "métropole du Grand Paris"
    EPT = "ept", "établissement public territorial (Grand Paris)"
    AMP = "aix-marseille", "métropole d’Aix-Marseille-Provence"
    REGION = "region", "région"
    IDF = "ile-de-france", "Île-de-France Mobilités"
    GROUPS = "groupements", "collectivités et groupements"
    EVERY = "toutes", "toutes collectivités"
    ALL = "tous", "tous niveaux"


INITIATIVES_ON_A_SHEET = 4
ACTORS_ON_A_SHEET = 5
DOCUMENTS_ON_A_SHEET = 6

LEVEL_OF_NATURE = {
    Territory.Nature.CC: Level.CC,
    Territory.Nature.CA: Level.CA,
    Territory.Nature.CU: Level.CU,
    Territory.Nature.METRO: Level.METRO,
    Territory.Nature.MET69: Level.LYON,
    Territory.Nature.EPT: Level.EPT,
}
# The two métropoles that have their own articles in the code, and the communautés urbaines that stood in July 1999.
GRAND_PARIS = "200054781"
LEVEL_OF_SIREN = {
    GRAND_PARIS: Level.GRAND_PARIS,
    "200054807": Level.AMP,
    "200033579": Level.CU_1999,  # Arras
    "245900428": Level.CU_1999,  # Dunkerque
    "246100663": Level.CU_1999,  # Alençon
    "247100290": Level.CU_1999,  # Le Creusot-Montceau
    "247200132": Level.CU_1999,  # Le Mans
}

LEVELS_OF_COMMUNES = {
    Level.COMMUNE,
    Level.BLOC,
    Level.COMMUNES_EPCI,
    Level.EPCI_COMMUNES,
    Level.GROUPS,
    Level.EVERY,
    Level.ALL,
}
LEVELS_OF_INTERCOMMUNALITIES = {*Level} - {Level.COMMUNE, Level.REGION, Level.IDF}


class CompetenceQuerySet(EditorialQuerySet):
    def with_counts(self):
        """Add how many initiatives, actors and documents are published on each competence."""
        return self.annotate(
            **{f"{name}_count": self.count_of(relation) for name, relation in Competence.COUNTED.items()}
        )

    def count_of(self, relation):
        rows = self.model.objects.filter(**{"pk": OuterRef("pk"), f"{relation}__live": True})
        return counted(rows, relation)

    def for_cards(self):
        """Load what a notice shows: who holds the competence, its levers, its number of initiatives."""
        links = self.model.lever_links.rel.related_model.objects.select_related("lever")
        return self.with_counts().prefetch_related("holders", Prefetch("lever_links", links))

    def for_sheet(self):
        """Load what the page shows: the same, and the instruments of the levers."""
        return self.for_cards().prefetch_related("lever_links__lever__instruments")


class LinkedToLevers:
    """What levers are linked with, each with a reason: `lever_links`."""

    @cached_property
    def published_links(self):
        """The links with the published levers, in the order of their numbers."""
        links = [link for link in self.lever_links.all() if link.lever.live]
        return sorted(links, key=lambda link: link.lever.number)

    @property
    def levers(self):
        return [link.lever for link in self.published_links]


class Competence(LinkedToLevers, EditorialModel):
    """A field of public action of communes and intercommunalités, and who holds it by law."""

    KEY = "code"
    SEARCH_TITLE = ("name",)
    SEARCH_TEXT = ("definition", "services")
    PREVIEW_TEMPLATE = "territories/competence.html"
    PREVIEW_NAME = "competence"

    code = models.SlugField(
        "code", max_length=10, unique=True, help_text="En minuscules, stable : il est dans les adresses."
    )
    slug = models.SlugField("adresse", max_length=80, unique=True)
    name = models.CharField("nom", max_length=80)
    definition = models.TextField("définition")
    services = LinesField("services concernés", blank=True, help_text="Un par ligne.")
    services_source = models.TextField("source des services", blank=True)

    objects = CompetenceQuerySet.as_manager()

    # What is counted, and by which relation of the rooms above.
    COUNTED = {"initiative": "initiatives", "actor": "actors", "document": "documents"}

    class Meta(EditorialModel.Meta):
        verbose_name = "compétence"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("territories:competence", args=[self.slug])

    @property
    def holders_line(self):
        """Who may hold it, in words: « Commune · Intercommunalité »."""
        names = [("Commune", self.held_by_communes), ("Intercommunalité", self.held_by_intercommunalities)]
        return " · ".join(name for name, holds in names if holds)

    @property
    def held_by_communes(self):
        return any(holder.level in LEVELS_OF_COMMUNES for holder in self.holders.all())

    @property
    def held_by_intercommunalities(self):
        return any(holder.level in LEVELS_OF_INTERCOMMUNALITIES for holder in self.holders.all())

    @property
    def summary(self):
        """The contents of the page, for its side column; what is empty has no section."""
        sections = [
            ("qui", "Qui la détient", None),
            ("leviers", "Quels leviers", len(self.levers)),
            ("services", "Ce que l’ESS y fait", len(lines(self.services))),
            ("regle", "La règle", None),
            ("faits", "Ils l’ont fait", self.initiative_count),
            ("appeler", "Qui appeler", self.actor_count),
            ("lire", "À lire", self.document_count),
        ]
        return [section for section in sections if section[-1] != 0]

    # What the page shows of the rooms above, reached by their reverse relations and their named querysets.

    @cached_property
    def first_initiatives(self):
        return list(self.initiatives.published().for_notices()[:INITIATIVES_ON_A_SHEET])

    @cached_property
    def first_actors(self):
        """The networks first: they know who else to call."""
        networks_first = Case(When(kind=self.actors.model.Kind.NETWORK, then=Value(0)), default=Value(1))
        actors = self.actors.published().for_notices().select_related("territory")
        return list(actors.order_by(networks_first, "name", "pk")[:ACTORS_ON_A_SHEET])

    @cached_property
    def first_documents(self):
        return list(self.documents.published().for_cards()[:DOCUMENTS_ON_A_SHEET])

    # Counted with the sheet by `with_counts`, or one by one in a preview.

    @cached_property
    def initiative_count(self):
        return self.initiatives.published().count()

    @cached_property
    def actor_count(self):
        return self.actors.published().count()

    @cached_property
    def document_count(self):
        return self.documents.published().count()


class CompetenceHolder(Ordered, Sourced):
    """Who holds the competence at one level, by which text, and how far that was checked."""

    class Character(models.TextChoices):
        COMPULSORY = "obligatoire", "obligatoire"
        EXCLUSIVE = "exclusive", "exclusive"
        ADDITIONAL = "supplementaire", "supplémentaire"
        OPTIONAL = "facultative", "facultative"
        COMMUNAL = "communale", "communale"
        SHARED = "partagee", "partagée"
        VOLUNTARY = "volontaire", "volontaire"
        NOT_BY_RIGHT = "non-transferee", "non transférée de plein droit"
        BY_AGREEMENT = "convention", "par convention"
        CONDITIONAL = "condition", "sous condition"
        TRANSVERSAL = "transversale", "transversale"
        BODY = "instance", "instance"

    competence = ParentalKey(Competence, related_name="holders", verbose_name="compétence")
    level = models.CharField("échelon", choices=Level, max_length=16)
    character = models.CharField("caractère", choices=Character, max_length=16)
    within_interest = models.BooleanField(
        "limitée à l’intérêt communautaire",
        default=False,
        help_text="Communautaire, métropolitain ou territorial : ce qui n’en relève pas reste à la commune.",
    )
    reference = models.CharField("fondement", max_length=250)
    detail = models.TextField("ce que cela couvre", blank=True)
    verification = models.TextField("ce qui a été vérifié", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "titulaire"

    def __str__(self):
        return f"{self.get_level_display()} : {self.get_character_display()}"


class LegalBasisQuerySet(KeyedQuerySet):
    def of(self, territory):
        """Keep the articles from which the territory has its powers."""
        level = LEVEL_OF_SIREN.get(territory.code) or LEVEL_OF_NATURE.get(territory.nature)
        if territory.kind == Territory.Kind.COMMUNE:
            level = Level.COMMUNE
        return self.filter(level=level)


class LegalBasis(Keyed, Sourced):
    """The article that gives a whole level its powers."""

    KEY = "position"

    level = models.CharField("échelon", choices=Level, max_length=16)
    reference = models.CharField("référence", max_length=120)
    summary = models.TextField("résumé")
    position = models.PositiveSmallIntegerField("rang", unique=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "fondement par échelon"
        verbose_name_plural = "fondements par échelon"
        ordering = ["position"]

    def __str__(self):
        return f"{self.get_level_display()} : {self.reference}"
