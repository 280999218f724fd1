"""Who does what: the actors of the ESS and the initiatives they carry with collectivités."""

from django.db import models
from django.urls import reverse
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase

from editorial.models import EditorialModel, EditorialQuerySet, LinesField, Ordered, Sourced
from levers.models import ActionField, Lever
from territories.models import Competence, Territory


class ActorQuerySet(EditorialQuerySet):
    def inside(self, *territories):
        """Keep the actors located in one of the territories, or in one they contain."""
        return self.filter(territory__in=Territory.objects.inside(*territories).values("pk"))


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


class TaggedActor(TaggedItemBase):
    content_object = ParentalKey(Actor, related_name="tagged_items")


class InitiativeQuerySet(EditorialQuerySet):
    def inside(self, *territories):
        """Keep the initiatives of one of the territories, or of one they contain, each once."""
        places = Initiative.territories.through.objects.filter(
            territory__in=Territory.objects.inside(*territories).values("pk")
        )
        return self.filter(pk__in=places.values("initiative"))


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


class TaggedInitiative(TaggedItemBase):
    content_object = ParentalKey(Initiative, related_name="tagged_items")


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
