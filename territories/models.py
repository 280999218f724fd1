"""Where, and with what powers: the map of France and the competences of the bloc communal."""

import re

from django.db import models
from django.db.models import Q
from django.urls import reverse
from modelcluster.fields import ParentalKey

from editorial.french import fold
from editorial.models import ComputedTextField, EditorialModel, Keyed, LinesField, Ordered, Sourced

NAME_WORD = re.compile(r"[a-z0-9]+")
SHORT_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def fold_name(name):
    """Return the name of a place as it is compared: no accent, hyphen nor apostrophe, « St » read « Saint »."""
    return " ".join(SHORT_WORDS.get(word, word) for word in NAME_WORD.findall(fold(name)))


class TerritoryQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind, code):
        return self.get(kind=kind, code=code)

    def communes(self):
        return self.filter(kind=Territory.Kind.COMMUNE)

    def intercommunalities(self):
        """Keep the EPCI with their own taxation and the Métropole de Lyon, not the territories inside Grand Paris."""
        return self.filter(kind=Territory.Kind.INTERCOMMUNALITY).exclude(nature=Territory.Nature.EPT)

    def metropolises(self):
        """Keep the 22 métropoles: 21 EPCI and the Métropole de Lyon, a collectivité of its own."""
        return self.filter(nature__in=[Territory.Nature.METRO, Territory.Nature.MET69])

    def departments(self):
        return self.filter(kind=Territory.Kind.DEPARTMENT)

    def regions(self):
        return self.filter(kind=Territory.Kind.REGION)

    def inside(self, territory):
        """Keep the territory and all that it contains, at any depth."""
        return self.filter(Q(pk=territory.pk) | Q(contained_in=territory))


class Territory(models.Model):
    """A commune, an intercommunalité, a département or a region, under its national code.

    Source: INSEE, DGCL and La Poste, through the package named in fixtures/territories/LISEZMOI.md.
    """

    class Kind(models.TextChoices):
        COMMUNE = "commune", "commune"
        INTERCOMMUNALITY = "intercommunalite", "intercommunalité"
        DEPARTMENT = "departement", "département"
        REGION = "region", "région"

    class Nature(models.TextChoices):
        CC = "CC", "communauté de communes"
        CA = "CA", "communauté d’agglomération"
        CU = "CU", "communauté urbaine"
        METRO = "METRO", "métropole"
        MET69 = "MET69", "collectivité à statut particulier (Métropole de Lyon)"
        EPT = "EPT", "établissement public territorial du Grand Paris"

    kind = models.CharField("échelon", choices=Kind, max_length=16)
    code = models.CharField("code national", max_length=9, help_text="INSEE, ou SIREN pour une intercommunalité.")
    name = models.CharField("nom", max_length=120)
    nature = models.CharField("nature de l’intercommunalité", choices=Nature, max_length=5, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    postal_codes = models.CharField("codes postaux", max_length=250, blank=True, help_text="Séparés par une espace.")
    # An intercommunality may straddle two departments: a parent would not do. Every container is
    # stored, near and far, so that « everything inside » is one join.
    contained_in = models.ManyToManyField("self", symmetrical=False, related_name="contains", blank=True)
    folded_name = ComputedTextField(db_index=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(name="territory_kind_and_code_are_unique", fields=["kind", "code"])]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.kind, self.code)

    def get_absolute_url(self):
        return reverse("territories:territory", args=[self.kind, self.code])

    def compute_folded_name(self):
        return fold_name(self.name)


class Metropolis(Keyed, Sourced):
    """What the portal adds to the national list for each of the 22 métropoles."""

    KEY = "code"

    code = models.CharField("SIREN", max_length=9, unique=True)
    territory = models.OneToOneField(Territory, models.CASCADE, related_name="metropolis", verbose_name="territoire")
    seat = models.CharField("siège", max_length=80)
    since = models.PositiveSmallIntegerField("métropole depuis")
    status = models.CharField("statut", max_length=120)
    commune_count = models.PositiveSmallIntegerField("nombre de communes")
    population = models.PositiveIntegerField("population municipale")
    population_source_url = models.URLField("source de la population", max_length=500)
    population_vintage = models.CharField("millésime de la population", max_length=120)
    # None: no page read says so, which is not « not a member ».
    rtes_member = models.BooleanField("adhérente du RTES", null=True, blank=True)
    rtes_source_url = models.URLField("source de l’adhésion", max_length=500, blank=True)

    class Meta:
        verbose_name = "métropole"
        ordering = ["territory__name"]

    def __str__(self):
        return self.territory.name


class Level(models.TextChoices):
    """Who may hold a competence, as the law and the sources name them."""

    COMMUNE = "commune", "commune"
    BLOC = "bloc", "bloc communal"
    COMMUNES_EPCI = "communes-epci", "communes et EPCI"
    EPCI_COMMUNES = "epci-communes", "EPCI et communes"
    EPCI = "epci", "EPCI"
    EPCI_FP = "epci-fp", "EPCI à fiscalité propre"
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
    GROUPS = "groupements", "collectivités et groupements"
    EVERY = "toutes", "toutes collectivités"
    ALL = "tous", "tous niveaux"


class Competence(EditorialModel):
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
    banatic_codes = models.CharField(
        "codes BANATIC 2021", max_length=80, blank=True, help_text="Séparés par une espace, le principal en premier."
    )

    class Meta(EditorialModel.Meta):
        verbose_name = "compétence"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("territories:competence", args=[self.slug])


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
    reference = models.CharField("fondement", max_length=250)
    detail = models.TextField("ce que cela couvre", blank=True)
    verification = models.TextField("ce qui a été vérifié", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "titulaire"

    def __str__(self):
        return f"{self.get_level_display()} : {self.get_character_display()}"


class LegalBasis(Sourced):
    """The article that gives a whole level its powers."""

    level = models.CharField("échelon", choices=Level, max_length=16)
    reference = models.CharField("référence", max_length=120)
    summary = models.TextField("résumé")
    position = models.PositiveSmallIntegerField("rang", unique=True)

    class Meta:
        verbose_name = "fondement par échelon"
        verbose_name_plural = "fondements par échelon"
        ordering = ["position"]

    def __str__(self):
        return f"{self.get_level_display()} : {self.reference}"
