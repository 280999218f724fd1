"""The map of France: communes, intercommunalités, départements and regions."""

import re
from collections import namedtuple

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from editorial.french import fold, number
from editorial.models import ComputedTextField, Keyed, Sourced

from .counts import counted

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


# A longer question is cut: each word is one more condition for the database.
WORDS_READ = 8


def is_called(word):
    return Q(folded_name__startswith=word) | Q(folded_name__contains=f" {word}")


def is_coded(word):
    """Keep the places of a postal code, a code INSEE (2a002 as 2A002) or a SIREN."""
    code = Q(code=word.upper()) | Q(siren=word)
    return code | Q(postal_codes__contains=word) if re.fullmatch(r"\d{5}", word) else code


def by_nearness(territories):
    """Return the territories from the commune to the region, as the kinds are declared."""
    return sorted(territories, key=lambda territory: Territory.Kind.values.index(territory.kind))


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
        """Keep the territories with a word that starts like each word typed, or with this code or postal code."""
        words = fold_name(typed).split()
        in_name = Q(*[Q(folded_name__startswith=word) | Q(folded_name__contains=f" {word}") for word in words])
        return self.filter(in_name | Q(code=typed.strip()) | Q(postal_codes__contains=typed.strip()))

    def inside(self, *territories):
        """Keep the territories and all that they contain, at any depth, each once."""
        keys = [territory.pk for territory in territories]
        contained = self.model.contained_in.through.objects.filter(to_territory__in=keys)
        return self.filter(Q(pk__in=keys) | Q(pk__in=contained.values("from_territory")))

    def search(self, words):
        """Keep the places that have every word: the beginning of a word of a name, old or new, or a code.

        The exact name or code comes first (`rank` 0), then the names that begin so (1), then the largest places.
        """
        name = fold_name(words)
        found = self if name else self.none()
        for word in name.split()[:WORDS_READ]:
            formers = self.model.former_places.rel.related_model.objects.filter(is_called(word) | Q(code=word.upper()))
            found = found.filter(is_called(word) | is_coded(word) | Q(pk__in=formers.order_by().values("territory")))
        rank = Case(
            When(Q(folded_name=name) | is_coded(name), then=Value(0)),
            When(folded_name__startswith=name, then=Value(1)),
            default=Value(2),
        )
        return found.annotate(rank=rank).order_by("rank", F("population").desc(nulls_last=True), "name", "code")

    def for_lines(self):
        """Load what the line of a place in a list shows: its containers too."""
        return self.prefetch_related("contained_in")

    def for_page(self):
        """Add what the page of a place says first: its counts, how many communes it has, its métropole."""
        inside = self.model.contained_in.through.objects.filter(to_territory=OuterRef("pk"))
        communes = inside.filter(from_territory__kind=Territory.Kind.COMMUNE)
        counts = self.with_counts().annotate(commune_count=counted(communes, "from_territory"))
        return counts.select_related("metropolis")

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
    siren = models.CharField("SIREN", max_length=9, blank=True, db_index=True)
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
        return reverse("territories:territory", args=[self.kind, self.address])

    @property
    def address(self):
        """Its code, which is enough, and its name, for people: « 35238-rennes »."""
        return "-".join([self.code, *fold_name(self.name).split()])

    def compute_folded_name(self):
        return fold_name(self.name)

    @property
    def full_name(self):
        """The name with its first letters spelt out: « Communauté de communes de l’Oriente »."""
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
        return by_nearness(self.contained_in.all())

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

    @property
    def inhabitants(self):
        """« 155 634 habitants »; nothing when the population is not known."""
        return f"{number(self.population)} habitant{'s' if self.population > 1 else ''}" if self.population else ""

    @property
    def postal_code_list(self):
        return self.postal_codes.split()

    @cached_property
    def around(self):
        """The territories around it, the nearest first, each with its counts."""
        return by_nearness(self.contained_in.with_counts())

    @cached_property
    def parts(self):
        """What is inside, as titled lists: a commune is in its intercommunalité's, or here when it has none."""
        if self.kind == self.Kind.COMMUNE:
            return []
        inside = self.contains.order_by("folded_name")
        if self.kind != self.Kind.INTERCOMMUNALITY:
            grouped = self.contains.intercommunalities().order_by().values("contains")
            inside = inside.exclude(kind=self.Kind.COMMUNE, pk__in=grouped).exclude(nature=self.Nature.EPT)
        lists = {title: [] for title in PART_TITLES.values()}
        for part in inside:
            lists[PART_TITLES[part.kind]].append(part)
        return [(title, parts) for title, parts in lists.items() if parts]


# From the largest to the smallest.
PART_TITLES = {
    Territory.Kind.DEPARTMENT: "Ses départements",
    Territory.Kind.INTERCOMMUNALITY: "Ses intercommunalités",
    Territory.Kind.COMMUNE: "Ses communes",
}


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
    total_population = models.PositiveIntegerField("population totale")
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
