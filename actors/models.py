"""Who does what: the actors of the ESS and the initiatives they carry with collectivités."""

from itertools import groupby

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase

from actors.querysets import ActorQuerySet, InitiativeQuerySet
from editorial.french import first_sentence
from editorial.models import EditorialModel, LinesField, Ordered, Sourced, lines
from levers.models import ActionField, Lever
from territories.models import Competence, Territory

# After so many years, what an initiative became has to be checked.
YEARS_BEFORE_A_CHECK = 5
NEIGHBOURS_ON_A_SHEET = 4


def around(kind, territories):
    """Return the territories of a kind that are the given ones or contain them, each once."""
    found = {}
    for territory in territories:
        for place in [territory, *territory.contained_in.all()]:
            if place.kind == kind:
                found[place.pk] = place
    return list(found.values())


def in_common(one, several, rows):
    """Say in a list what two sheets have in common, « Leviers en commun : Acheter, Financer. », if they do."""
    return [f"{several if len(rows) > 1 else one} : {', '.join(map(str, rows))}."] if rows else []


class Actor(EditorialModel, Sourced):
    """An organisation of the ESS."""

    class LegalForm(models.TextChoices):
        ASSOCIATION = "association", "association"
        SCIC = "scic", "SCIC"
        SCOP = "scop", "SCOP"
        CAE = "cae", "CAE"
        COOPERATIVE = "cooperative", "coopérative (autre)"
        MUTUAL = "mutuelle", "mutuelle"
        FOUNDATION = "fondation", "fondation"
        ESUS_COMPANY = "esus", "société commerciale ESUS"
        GROUPING = "groupement", "GIE ou groupement"
        PUBLIC = "publique", "structure publique"
        UNKNOWN = "non-precisee", "non précisée"

    class Kind(models.TextChoices):
        OPERATOR = "operateur", "opérateur"
        NETWORK = "tete-de-reseau", "tête de réseau"

    SEARCH_TITLE = ("name",)
    SEARCH_TEXT = ("description", "legal_form_detail")
    PREVIEW_TEMPLATE = "actors/actor.html"
    PREVIEW_NAME = "actor"

    code = models.CharField("identifiant", max_length=12, unique=True)
    slug = models.SlugField("adresse", max_length=100, unique=True)
    name = models.CharField("nom", max_length=120)
    kind = models.CharField("genre", choices=Kind, max_length=16)
    legal_form = models.CharField("forme juridique", choices=LegalForm, max_length=16)
    legal_form_detail = models.CharField("forme, telle que la source la dit", max_length=80, blank=True)
    description = models.TextField("description")
    website = models.URLField("site", max_length=250, blank=True)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="actors", verbose_name="territoire"
    )
    territory_note = models.CharField("précision sur le territoire", max_length=200, blank=True)
    sectors = ParentalManyToManyField(Competence, related_name="actors", blank=True, verbose_name="secteurs")
    tags = ClusterTaggableManager(
        through="actors.TaggedActor", blank=True, verbose_name="mots-clés", related_name="actors"
    )

    objects = ActorQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "acteur"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:actor", args=[self.slug])

    @property
    def meta(self):
        """What it is and where, on one line: « Tête de réseau · association · Lille, Nord »."""
        network = self.get_kind_display() if self.kind == self.Kind.NETWORK else ""
        return capfirst(" · ".join(filter(None, [network, self.form, self.place])))

    @property
    def form(self):
        """The legal form; when the list has none for it, the words of the source."""
        known = self.legal_form != self.LegalForm.UNKNOWN
        return self.get_legal_form_display() if known else self.legal_form_detail

    @property
    def place(self):
        """Where it is, and the département for a smaller place: « Lille, Nord »."""
        if not self.territory:
            return ""
        departments = [place.name for place in self.departments if place.name != self.territory.name]
        return ", ".join([self.territory.name, *departments])

    @property
    def departments(self):
        return around(Territory.Kind.DEPARTMENT, filter(None, [self.territory]))

    @property
    def regions(self):
        return around(Territory.Kind.REGION, filter(None, [self.territory]))

    @property
    def published_sectors(self):
        return [sector for sector in self.sectors.all() if sector.live]

    @cached_property
    def published_initiatives(self):
        return list(Initiative.objects.published().of_actor(self).for_cards())

    @property
    def levers(self):
        """The levers of its initiatives, in order."""
        found = {lever for initiative in self.published_initiatives for lever in initiative.levers.all()}
        return sorted(found, key=lambda lever: lever.number)

    @cached_property
    def companions(self):
        """The actors cited in the same initiatives: [(actor, [initiatives])]."""
        partners = Partner.objects.filter(initiative__in=self.published_initiatives, actor__live=True)
        others = partners.exclude(actor=self.pk).select_related("actor", "initiative").order_by("actor__name", "actor")
        return [
            (actor, list(dict.fromkeys(partner.initiative for partner in group)))
            for actor, group in groupby(others, key=lambda partner: partner.actor)
        ]

    @cached_property
    def neighbours(self):
        """Actors of the same sectors, nearby: [(actor, why it is close)]."""
        found = Actor.objects.published().close_to(self).for_notices().prefetch_related("sectors")
        return [(actor, self.likeness(actor)) for actor in found[:NEIGHBOURS_ON_A_SHEET]]

    def likeness(self, actor):
        sectors = [sector for sector in actor.published_sectors if sector in self.published_sectors]
        same_place = ("Même département", self.departments) if actor.in_department else ("Même région", self.regions)
        reasons = in_common("Secteur en commun", "Secteurs en commun", sectors)
        return " ".join(reasons + in_common(same_place[0], same_place[0], same_place[1]))


class TaggedActor(TaggedItemBase):
    content_object = ParentalKey(Actor, related_name="tagged_items")
    natural_key_fields = ["content_object_id", "tag_id"]  # taggit asks for it when a fixture is loaded


class Initiative(EditorialModel, Sourced):
    """What a collectivité did with actors of the ESS, and what came of it."""

    SEARCH_TEXT = ("authority", "summary", "figures")
    PREVIEW_TEMPLATE = "actors/initiative.html"
    PREVIEW_NAME = "initiative"

    code = models.CharField("identifiant", max_length=12, unique=True)
    slug = models.SlugField("adresse", max_length=110, unique=True)
    title = models.CharField("titre", max_length=120)
    authority = models.CharField("collectivité", max_length=120)
    authority_kind = models.CharField("nature de la collectivité", max_length=100, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    summary = models.TextField("résumé")
    figures = LinesField("chiffres", blank=True, help_text="Un par ligne ; le plus parlant en premier.")
    territories = ParentalManyToManyField(Territory, related_name="initiatives", blank=True, verbose_name="territoires")
    territory_note = models.CharField("précision sur le territoire", max_length=200, blank=True)
    # The petal shown large in a list; the others keep the order of their numbers.
    main_lever = models.ForeignKey(Lever, models.SET_NULL, null=True, related_name="+", verbose_name="levier principal")
    levers = ParentalManyToManyField(Lever, related_name="initiatives", verbose_name="leviers")
    fields = ParentalManyToManyField(
        ActionField, related_name="initiatives", blank=True, verbose_name="champs d’action"
    )
    competences = ParentalManyToManyField(
        Competence, related_name="initiatives", blank=True, verbose_name="compétences"
    )
    tags = ClusterTaggableManager(
        through="actors.TaggedInitiative", blank=True, verbose_name="mots-clés", related_name="initiatives"
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "initiative"
        ordering = [models.F("year").desc(nulls_last=True), "title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("actors:initiative", args=[self.slug])

    @property
    def meta(self):
        """Who, where and when, on one line: « Nantes Métropole · Pays de la Loire · 2017 »."""
        regions = [region.name for region in self.regions if region.name not in self.authority]
        return " · ".join([self.authority, *regions, self.year_line])

    @property
    def brief(self):
        """Who and when, on one line: « Nantes Métropole · 2017 »."""
        return f"{self.authority} · {self.year_line}"

    @property
    def year_line(self):
        return str(self.year) if self.year else "année non précisée"

    @property
    def lead(self):
        return first_sentence(self.summary)

    @property
    def key_figure(self):
        return next(iter(lines(self.figures)), "")

    @property
    def is_old(self):
        """Whether so many years went by that what it became has to be checked."""
        return bool(self.year) and self.year < timezone.localdate().year - YEARS_BEFORE_A_CHECK

    @property
    def leading_lever(self):
        """The main lever, if it is published."""
        return next((lever for lever in self.levers.all() if lever.pk == self.main_lever_id), None)

    @property
    def regions(self):
        return around(Territory.Kind.REGION, self.territories.all())

    @property
    def published_levers(self):
        return [lever for lever in self.levers.all() if lever.live]

    @property
    def published_fields(self):
        return [field for field in self.fields.all() if field.live]

    @property
    def published_competences(self):
        return [competence for competence in self.competences.all() if competence.live]

    @cached_property
    def neighbours(self):
        """The initiatives most alike: [(initiative, why it is close)]."""
        found = Initiative.objects.published().close_to(self).for_notices().prefetch_related("competences")
        return [(initiative, self.likeness(initiative)) for initiative in found[:NEIGHBOURS_ON_A_SHEET]]

    def likeness(self, initiative):
        verbs = [lever.verb for lever in self.published_levers if lever in initiative.levers.all()]
        competences = [each for each in self.published_competences if each in initiative.published_competences]
        reasons = [
            *in_common("Levier en commun", "Leviers en commun", verbs),
            *in_common("Compétence en commun", "Compétences en commun", competences),
            *in_common("Même région", "Mêmes régions", self.regions if initiative.in_region else []),
        ]
        return " ".join(reasons)


class TaggedInitiative(TaggedItemBase):
    content_object = ParentalKey(Initiative, related_name="tagged_items")
    natural_key_fields = ["content_object_id", "tag_id"]  # taggit asks for it when a fixture is loaded


class Partner(Ordered):
    """An actor of an initiative, linked to its sheet when the portal has one."""

    initiative = ParentalKey(Initiative, related_name="partners", verbose_name="initiative")
    actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="partnerships", verbose_name="fiche de l’acteur"
    )
    name = models.CharField("nom dans la source", max_length=120)
    legal_form = models.CharField("forme dans la source", max_length=80, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "partenaire"

    def __str__(self):
        return self.name

    @property
    def published_actor(self):
        return self.actor if self.actor and self.actor.live else None
