"""Where, and with what powers: the map of France and the competences of the bloc communal."""

import re
from collections import namedtuple

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey

from editorial.french import fold
from editorial.models import (
    ComputedTextField,
    EditorialModel,
    EditorialQuerySet,
    Keyed,
    LinesField,
    Ordered,
    Sourced,
)

NAME_WORD = re.compile(r"[a-z0-9]+")
SHORT_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# How the national list shortens the beginning of a name.
SHORT_NATURES = {
    "communaute de communes": "cc",
    "communaute d agglomeration": "ca",
    "communaute urbaine": "cu",
}


def fold_name(name):
    """Return the name of a place as it is compared: no accent, hyphen nor apostrophe, « St » read « Saint »."""
    folded = " ".join(SHORT_WORDS.get(word, word) for word in NAME_WORD.findall(fold(name)))
    for nature, short in SHORT_NATURES.items():
        folded = folded.replace(nature, short)
    return folded


def counted(rows, what):
    """Return, as a column, the number of different `what` among the rows (filtered on an OuterRef); 0 when none."""
    alone = rows.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(alone.annotate(count=Count(what, distinct=True)).values("count")), 0)


# A longer question is cut: each word is one more condition for the database.
WORDS_READ = 8


def is_called(word):
    return Q(folded_name__startswith=word) | Q(folded_name__contains=f" {word}")


def is_coded(word):
    """Keep the places of a postal code, a code INSEE (2a002 as 2A002) or a SIREN."""
    code = Q(code=word.upper())
    return code | Q(postal_codes__contains=word) if re.fullmatch(r"\d{5}", word) else code


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

    def matching(self, typed):
        """Keep the territories whose name has every word, or that have this very code or postal code."""
        in_name = Q(*[Q(folded_name__contains=word) for word in fold_name(typed).split()])
        return self.filter(in_name | Q(code=typed.strip()) | Q(postal_codes__contains=typed.strip()))

    def inside(self, *territories):
        """Keep the territories and all that they contain, at any depth, each once."""
        keys = [territory.pk for territory in territories]
        contained = self.model.contained_in.through.objects.filter(to_territory__in=keys)
        return self.filter(Q(pk__in=keys) | Q(pk__in=contained.values("from_territory")))

    def search(self, words):
        """Keep the places that have every word: the beginning of a word of the name, a postal code or a national code.

        The exact name or code comes first (`rank` 0), then the names that begin so (1), then the largest places.
        """
        name = fold_name(words)
        found = self if name else self.none()
        for word in name.split()[:WORDS_READ]:
            found = found.filter(is_called(word) | is_coded(word))
        rank = Case(
            When(Q(folded_name=name) | is_coded(name), then=Value(0)),
            When(folded_name__startswith=name, then=Value(1)),
            default=Value(2),
        )
        return found.annotate(rank=rank).order_by("rank", F("population").desc(nulls_last=True), "name", "code")

    def for_lines(self):
        """Load what the line of a place in a list shows: its containers too."""
        return self.prefetch_related("contained_in")

    def with_counts(self):
        """Add how many initiatives and actors are published in each territory and in all that it contains."""
        here = Q(territory=OuterRef("pk")) | Q(territory__contained_in=OuterRef("pk"))
        places = self.model.initiatives.through.objects.filter(here, initiative__live=True)
        actors = self.model.actors.rel.related_model.objects.published().filter(here)
        return self.annotate(initiative_count=counted(places, "initiative"), actor_count=counted(actors, "pk"))


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

    # The collectivités and territories beyond the five régions d’outre-mer: the national list files each of
    # them as a département and as a region, which they are not.
    OVERSEAS = frozenset({"975", "977", "978", "984", "986", "987", "988", "989"})
    NEAREST_FIRST = [Kind.COMMUNE, Kind.INTERCOMMUNALITY, Kind.DEPARTMENT, Kind.REGION]

    class Meta:
        verbose_name = "territoire"
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(name="territory_kind_and_code_are_unique", fields=["kind", "code"])]

    def __str__(self):
        return self.name

    @property
    def chooser_title(self):
        """The name as editors choose it: « Paris » is a commune and a département."""
        return f"{self.name} ({self.get_kind_display()}, {self.code})"

    def natural_key(self):
        return (self.kind, self.code)

    def get_absolute_url(self):
        return reverse("territories:territory", args=[self.kind, self.code])

    def compute_folded_name(self):
        return fold_name(self.name)

    @property
    def full_name(self):
        """The name with its first letters spelt out: « Communauté de communes de l’Oriente » for « CC de l’Oriente »."""
        nature, _, rest = self.name.partition(" ")
        return f"{capfirst(self.get_nature_display())} {rest}" if nature and nature == self.nature else self.name

    @property
    def status(self):
        """What the territory is, in words."""
        if self.code in self.OVERSEAS:
            return "collectivité ou territoire d’outre-mer"
        return self.get_nature_display() or self.get_kind_display()

    @property
    def containers(self):
        """The territories around it, the nearest first, from what `for_lines` loads."""
        return sorted(self.contained_in.all(), key=lambda around: self.NEAREST_FIRST.index(around.kind))

    @property
    def line(self):
        """What tells it from its homonyms: « Commune · Rennes Métropole · Ille-et-Vilaine »."""
        names = [around.name for around in self.containers if around.kind != self.Kind.REGION]
        return " · ".join([capfirst(self.status), *(names or [around.name for around in self.containers])])

    # The rooms above are reached by the reverse relation, and do the rest with their own named queryset.

    @property
    def initiatives_inside(self):
        """The published initiatives of the territory and of all that it contains."""
        return self.initiatives.model.objects.published().inside(self)

    @property
    def actors_inside(self):
        """The published actors of the territory and of all that it contains."""
        return self.actors.model.objects.published().inside(self)

    @cached_property
    def parts(self):
        """What to list inside, in one query: a commune is listed in its intercommunalité, or alone when it has none."""
        parts = self.contains.all()
        if self.kind != self.Kind.INTERCOMMUNALITY:
            grouped = self.contains.intercommunalities().order_by().values("contains")
            parts = parts.exclude(kind=self.Kind.COMMUNE, pk__in=grouped).exclude(nature=self.Nature.EPT)
        return list(parts)

    @property
    def levels(self):
        """The levels whose general powers in law are its own."""
        if self.kind == self.Kind.INTERCOMMUNALITY:
            return [LEVEL_OF_SIREN.get(self.code) or LEVEL_OF_NATURE[self.nature]]
        return {self.Kind.COMMUNE: [Level.COMMUNE], self.Kind.REGION: [Level.REGION]}.get(self.kind, [])

    @property
    def legal_bases(self):
        """The articles of law from which it has its powers."""
        return LegalBasis.objects.filter(level__in=self.levels)


# A fact and where it was read, for the tags of sources.
Reading = namedtuple("Reading", ["source_addresses", "source_read_on"])


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

    @property
    def population_reading(self):
        return Reading([self.population_source_url], self.source_read_on)

    @property
    def rtes_reading(self):
        return Reading([self.rtes_source_url], self.source_read_on)


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


LEVEL_OF_NATURE = {
    Territory.Nature.CC: Level.CC,
    Territory.Nature.CA: Level.CA,
    Territory.Nature.CU: Level.CU,
    Territory.Nature.METRO: Level.METRO,
    Territory.Nature.MET69: Level.LYON,
    Territory.Nature.EPT: Level.EPT,
}
# The two métropoles that have their own articles in the code.
LEVEL_OF_SIREN = {"200054781": Level.GRAND_PARIS, "200054807": Level.AMP}

LEVELS_OF_COMMUNES = {
    Level.COMMUNE,
    Level.BLOC,
    Level.COMMUNES_EPCI,
    Level.EPCI_COMMUNES,
    Level.GROUPS,
    Level.EVERY,
    Level.ALL,
}
LEVELS_OF_INTERCOMMUNALITIES = {*Level} - {Level.COMMUNE, Level.REGION}


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
        return self.with_counts().prefetch_related("holders", "lever_links__lever")

    def for_sheet(self):
        """Load what the page shows: the same, and the instruments of the levers."""
        return self.for_cards().prefetch_related("lever_links__lever__instruments")


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
    def held_by_communes(self):
        return any(holder.level in LEVELS_OF_COMMUNES for holder in self.holders.all())

    @property
    def held_by_intercommunalities(self):
        return any(holder.level in LEVELS_OF_INTERCOMMUNALITIES for holder in self.holders.all())

    @cached_property
    def published_links(self):
        """The links with the published levers, in the order of their numbers."""
        links = [link for link in self.lever_links.all() if link.lever.live]
        return sorted(links, key=lambda link: link.lever.number)

    @property
    def levers(self):
        return [link.lever for link in self.published_links]

    @property
    def legal_bases(self):
        """The articles that give their powers to the levels which hold the competence."""
        return LegalBasis.objects.filter(level__in={holder.level for holder in self.holders.all()})

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
