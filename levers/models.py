"""How to act: the ten levers, the six action fields, the instruments of law, the method."""

import re
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.models import EditorialModel, EditorialQuerySet, Keyed, LinesField, Ordered, Sourced
from levers.wordings import compare
from territories.models import (
    LEVELS_OF_COMMUNES,
    LEVELS_OF_INTERCOMMUNALITIES,
    Competence,
    CompetenceHolder,
    Territory,
)

INITIATIVES_ON_A_SHEET = 5
NETWORKS_ON_A_SHEET = 6
PUBLISHED_INITIATIVES = Count("initiatives", filter=Q(initiatives__live=True))
DIGITS = re.compile(r"(\d+)")


def in_reading_order(reference):
    """Sort « article 9 » before « article 13 »."""
    return [int(part) if part.isdigit() else part for part in DIGITS.split(reference)]


class ActionFieldQuerySet(EditorialQuerySet):
    def with_counts(self):
        """Count the published initiatives of each field, in the same query."""
        return self.annotate(initiative_count=PUBLISHED_INITIATIVES)

    def for_cards(self):
        """Load what a list shows: the linked levers and the number of initiatives."""
        return self.with_counts().prefetch_related("lever_links__lever")

    def for_sheet(self):
        """Load what the page shows of the field itself."""
        return self.for_cards().prefetch_related("competences", "examples__territory")


class ActionField(EditorialModel):
    """One of the six fields in which the 22 métropoles act for the ESS (survey of 2019)."""

    KEY = "code"
    SEARCH_TITLE = ("short_title", "label")
    SEARCH_TEXT = ("covers",)
    PREVIEW_TEMPLATE = "levers/field.html"
    PREVIEW_NAME = "field"

    code = models.SlugField("code", max_length=4, unique=True, help_text="c1 à c6 : il est dans les adresses.")
    slug = models.SlugField("adresse", max_length=80, unique=True)
    label = models.CharField("libellé de l’étude", max_length=200, help_text="Mot pour mot.")
    short_title = models.CharField("titre court", max_length=80)
    covers = models.TextField("ce qu’il couvre")
    survey = models.TextField("enquête d’où il vient", blank=True)
    competences = ParentalManyToManyField(
        Competence, related_name="fields", blank=True, verbose_name="compétences concernées"
    )

    objects = ActionFieldQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "champ d’action"
        verbose_name_plural = "champs d’action"
        ordering = ["code"]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return reverse("levers:field", args=[self.slug])

    @cached_property
    def initiative_count(self):
        """Counted with the field by `with_counts`, or alone in a preview."""
        return self.initiatives.published().count()

    @cached_property
    def published_links(self):
        """The links with the published levers, in the order of their numbers."""
        links = [link for link in self.lever_links.all() if link.lever.live]
        return sorted(links, key=lambda link: link.lever.number)

    @property
    def levers(self):
        return [link.lever for link in self.published_links]

    @cached_property
    def published_competences(self):
        return [competence for competence in self.competences.all() if competence.live]

    @cached_property
    def latest_initiatives(self):
        return list(self.initiatives.published().for_notices()[:INITIATIVES_ON_A_SHEET])

    @cached_property
    def readings(self):
        return list(self.documents.published().for_references())

    @property
    def source_documents(self):
        """The source documents that name the field."""
        return [document for document in self.readings if document.is_source]

    @property
    def publications(self):
        """What to read about the field."""
        return [document for document in self.readings if not document.is_source]

    @property
    def summary(self):
        """The sections of the page: (anchor, title, number of items)."""
        return present(
            ("leviers", "Par quels leviers", len(self.published_links)),
            ("exemples", "Exemples", len(self.examples.all())),
            ("competences", "Avec quelles compétences", len(self.published_competences)),
            ("initiatives", "Ils l’ont fait", self.initiative_count),
            ("documents", "À lire", len(self.publications)),
            ("enquete", "L’enquête", None),
            ("sources", "Sources", None),
        )


class FieldExample(Ordered, Sourced):
    """What one métropole does in the field."""

    field = ParentalKey(ActionField, related_name="examples", verbose_name="champ d’action")
    metropolis = models.CharField("métropole", max_length=80)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="territoire"
    )
    text = models.TextField("exemple")

    class Meta(Ordered.Meta):
        verbose_name = "exemple"

    def __str__(self):
        return f"{self.metropolis} : {self.text}"


def present(*sections):
    """Leave out the sections that would be empty; None is a section that is not counted."""
    return [section for section in sections if section[-1] != 0]


class LeverQuerySet(EditorialQuerySet):
    def for_petals(self):
        """Load what a numeral, a tab or a petal shows."""
        return self.only("number", "slug", "short_title", "verb")

    def with_counts(self):
        """Count the published initiatives of each lever, in the same query."""
        return self.annotate(initiative_count=PUBLISHED_INITIATIVES)

    def for_cards(self):
        """Load what the list of levers shows: who can act and the number of initiatives too."""
        return self.with_counts().prefetch_related(competence_links())

    def for_sheet(self):
        """Load what the page shows of the lever itself."""
        return self.with_counts().prefetch_related(*Lever.sheet_relations())

    def source_documents(self):
        """Return the source documents from which the levers come."""
        documents = self.model.documents.rel.related_model.objects
        return documents.published().sources().filter(levers__in=self.published()).distinct()

    def by_field(self):
        """Return (number, code, count): the published initiatives of each lever in each field, but for the zeros."""
        crossed = self.filter(initiatives__live=True, initiatives__fields__live=True).order_by()
        return crossed.values_list("number", "initiatives__fields__code").annotate(Count("initiatives"))

    def initiative_total(self):
        """Return the number of published initiatives that have one of the levers, each counted once."""
        return self.aggregate(total=Count("initiatives", filter=Q(initiatives__live=True), distinct=True))["total"]


class Reference(NamedTuple):
    """A method or an article of law, as the sheet of a lever lists it."""

    kind: str
    anchor: str
    group: str
    name: str


class Lever(EditorialModel):
    """One of the ten levers by which a collectivité strengthens the ESS (study of 2021)."""

    KEY = "number"
    SEARCH_TITLE = ("short_title", "verb")
    SEARCH_TEXT = ("official_text", "why")
    PREVIEW_TEMPLATE = "levers/lever.html"
    PREVIEW_NAME = "lever"

    number = models.PositiveSmallIntegerField("numéro", unique=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    verb = models.CharField("verbe", max_length=20, help_text="Un seul mot : « Acheter ».")
    short_title = models.CharField("titre court", max_length=80)
    official_text = models.TextField("texte officiel", help_text="Mot pour mot, sans le numéro.")
    variant_text = models.TextField("texte de 2021", blank=True, help_text="La formulation de la liste de l’Avise.")
    variant_note = models.TextField("écarts entre les deux textes", blank=True)
    why = models.TextField("pourquoi c’est important")

    objects = LeverQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "levier"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self):
        return reverse("levers:lever", args=[self.slug])

    @staticmethod
    def sheet_relations():
        """Return what the page shows of the lever itself, to prefetch."""
        field_links = Prefetch("field_links", LeverField.objects.select_related("field"))
        return ["actions", "instruments", "arguments", "objections", field_links, competence_links()]

    @cached_property
    def initiative_count(self):
        """Counted with the lever by `with_counts`, or alone in a preview."""
        return self.initiatives.published().count()

    @cached_property
    def wordings(self):
        """The official text and that of 2021, as passages that say what is their own."""
        return compare(self.official_text, self.variant_text)

    @cached_property
    def published_competence_links(self):
        return [link for link in self.competence_links.all() if link.competence.live]

    @cached_property
    def published_field_links(self):
        return [link for link in self.field_links.all() if link.field.live]

    @property
    def communes_act_by(self):
        """The linked competences that communes may hold."""
        return [link.competence for link in self.published_competence_links if link.held_by_communes]

    @property
    def intercommunalities_act_by(self):
        """The linked competences that intercommunalités may hold."""
        return [link.competence for link in self.published_competence_links if link.held_by_intercommunalities]

    @cached_property
    def first_initiatives(self):
        """Some published initiatives: those of which it is the main lever first, the latest ones first."""
        initiatives = self.initiatives.published()
        main_first = Case(When(main_lever=self, then=Value(0)), default=Value(1))
        return list(
            initiatives.for_notices().order_by(main_first, *initiatives.query.get_meta().ordering)[
                :INITIATIVES_ON_A_SHEET
            ]
        )

    @cached_property
    def networks(self):
        """The têtes de réseau that took part in most of its published initiatives."""
        return list(self.initiatives.published().networks().select_related("territory")[:NETWORKS_ON_A_SHEET])

    @cached_property
    def readings(self):
        return list(self.documents.published().for_references())

    @property
    def source_documents(self):
        """The source documents that the lever comes from."""
        return [document for document in self.readings if document.is_source]

    @property
    def publications(self):
        """What to read about the lever."""
        return [document for document in self.readings if not document.is_source]

    @cached_property
    def references(self):
        """Its published methods and articles of law: two lists of links, one query."""
        text = models.TextField()
        methods = self.methods.published().values_list(Value("method", text), "slug", Value("", text), "name")
        articles = self.legal_articles.published().values_list(Value("article", text), "code", "text_name", "article")
        # Each part loses its order before the union, which databases do not sort by columns it does not have.
        rows = methods.order_by().union(articles.order_by(), all=True).order_by()
        return sorted((Reference(*row) for row in rows), key=lambda row: (row.group, in_reading_order(row.name)))

    @property
    def method_references(self):
        return [reference for reference in self.references if reference.kind == "method"]

    @property
    def article_references(self):
        return [reference for reference in self.references if reference.kind == "article"]

    @property
    def summary(self):
        """The sections of the page: (anchor, title, number of items)."""
        return present(
            ("agir", "Qui peut agir", None),
            ("pourquoi", "Pourquoi", None),
            ("actions", "Que faire", len(self.actions.all())),
            ("arguments", "Que dire mardi", len(self.arguments.all())),
            ("objections", "On vous dira…", len(self.objections.all())),
            ("instruments", "Avec quels outils", len(self.instruments.all())),
            ("initiatives", "Ils l’ont fait", self.initiative_count),
            ("acteurs", "Qui appeler", len(self.networks)),
            ("methodes", "Avec quelle méthode", len(self.method_references)),
            ("textes", "Les textes", len(self.article_references)),
            ("liens", "Où il s’applique", len(self.published_field_links) + len(self.published_competence_links)),
            ("documents", "À lire", len(self.publications)),
            ("formulations", "Les deux formulations", None if self.variant_text else 0),
            ("sources", "Sources", None),
        )


class LeverAction(Ordered, Sourced):
    """Something concrete that a collectivité can do."""

    lever = ParentalKey(Lever, related_name="actions", verbose_name="levier")
    text = models.TextField("action")

    class Meta(Ordered.Meta):
        verbose_name = "action concrète"
        verbose_name_plural = "actions concrètes"

    def __str__(self):
        return self.text


class Instrument(Ordered, Sourced):
    """A legal or financial tool, with its reference and the version that was read."""

    lever = ParentalKey(Lever, related_name="instruments", verbose_name="levier")
    name = models.CharField("nom", max_length=120)
    reference = models.CharField("référence", max_length=250)
    explanation = models.TextField("explication")
    version = models.TextField("version lue", blank=True)
    verified_on = models.DateField("vérifié le", null=True, blank=True)
    expired = models.BooleanField("échu", default=False)

    class Meta(Ordered.Meta):
        verbose_name = "instrument"

    def __str__(self):
        return self.name


class Argument(Ordered, Sourced):
    """A sentence to say in council in favour of the lever."""

    lever = ParentalKey(Lever, related_name="arguments", verbose_name="levier")
    text = models.TextField("argument")

    class Meta(Ordered.Meta):
        verbose_name = "argument"

    def __str__(self):
        return self.text


class Objection(Ordered, Sourced):
    """What is usually objected, and what can be answered."""

    lever = ParentalKey(Lever, related_name="objections", verbose_name="levier")
    text = models.TextField("objection")
    answer = models.TextField("réponse")

    class Meta(Ordered.Meta):
        verbose_name = "objection"

    def __str__(self):
        return self.text


class LeverField(Ordered):
    """Why a lever and an action field go together."""

    lever = ParentalKey(Lever, related_name="field_links", verbose_name="levier")
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


class LeverCompetence(Ordered):
    """Why a lever and a competence go together."""

    lever = ParentalKey(Lever, related_name="competence_links", verbose_name="levier")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="lever_links", verbose_name="compétence")
    reason = models.TextField("raison du lien")

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


class LegalArticleQuerySet(EditorialQuerySet):
    def for_cards(self):
        """Load exactly what the list of the articles shows."""
        return self.prefetch_related(
            Prefetch("levers", Lever.objects.published().for_petals()),
            Prefetch("competences", Competence.objects.published()),
        )


class LegalArticle(EditorialModel):
    """An article of law, what it says, what it allows, and in which version it was read."""

    KEY = "code"
    SEARCH_TITLE = ("article", "text_name")
    SEARCH_TEXT = ("summary", "allows")
    PREVIEW_TEMPLATE = "levers/preview.html"
    PREVIEW_NAME = "article"

    code = models.CharField("identifiant", max_length=24, unique=True)
    text_name = models.CharField("code ou loi", max_length=120)
    article = models.CharField("article", max_length=40)
    url = models.URLField("adresse de l’article", max_length=250, blank=True)
    text_url = models.URLField("adresse du texte entier", max_length=250)
    version = models.CharField("version lue", max_length=60, blank=True)
    status = models.CharField("ce qui a été lu", max_length=200)
    read_in = models.CharField("lu dans", max_length=200)
    summary = models.TextField("résumé")
    allows = models.TextField("ce qu’il permet")
    levers = ParentalManyToManyField(Lever, related_name="legal_articles", blank=True, verbose_name="leviers")
    competences = ParentalManyToManyField(
        Competence, related_name="legal_articles", blank=True, verbose_name="compétences"
    )

    objects = LegalArticleQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "article de loi"
        verbose_name_plural = "articles de loi"
        ordering = ["text_name", "article"]

    def __str__(self):
        return f"{self.text_name}, art. {self.article}"

    def get_absolute_url(self):
        return f"{reverse('levers:legal_articles')}#{self.code}"

    @property
    def text_anchor(self):
        return slugify(self.text_name)

    @property
    def reading_order(self):
        """Sort by text, then article 9 before article 13."""
        return in_reading_order(self.text_name), in_reading_order(self.article)


class ServiceMode(Keyed, Sourced):
    """A way to organise a public service (kit Communes, Intercommunalités & ESS)."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    position = models.PositiveSmallIntegerField("rang", default=0)
    name = models.CharField("nom", max_length=80)
    quote = models.CharField("mots du kit", max_length=200)
    meaning = models.TextField("ce que cela veut dire")

    class Meta:
        verbose_name = "mode d’organisation d’un service"
        verbose_name_plural = "modes d’organisation d’un service"
        ordering = ["position"]

    def __str__(self):
        return self.name


class Approach(EditorialModel):
    """One of the two founding approaches: co-construction, internal transversality (quoted)."""

    KEY = "code"
    SEARCH_TEXT = ("introduction", "steps")
    PREVIEW_TEMPLATE = "levers/preview.html"
    PREVIEW_NAME = "approach"

    code = models.SlugField("code", max_length=4, unique=True)
    title = models.CharField("titre", max_length=80)
    introduction = models.TextField("introduction", help_text="Mot pour mot.")
    steps = LinesField("« Comment ? »", help_text="Une étape par ligne, mot pour mot.")
    credit = models.CharField("sources citées", max_length=200)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta(EditorialModel.Meta):
        verbose_name = "démarche"
        ordering = ["position"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('levers:method')}#{self.code}"


class MethodQuerySet(EditorialQuerySet):
    def for_cards(self):
        """Load exactly what the list of the methods shows."""
        return self.prefetch_related(Prefetch("levers", Lever.objects.published().for_petals()))


class Method(EditorialModel, Sourced):
    """A documented way to work with the actors and the other services, and where it was tried."""

    SEARCH_TITLE = ("name",)
    SEARCH_TEXT = ("description", "example")
    PREVIEW_TEMPLATE = "levers/preview.html"
    PREVIEW_NAME = "method"

    slug = models.SlugField("adresse", max_length=80, unique=True)
    name = models.CharField("nom", max_length=80)
    description = models.TextField("description")
    example = models.CharField("exemple", max_length=200, blank=True)
    levers = ParentalManyToManyField(Lever, related_name="methods", blank=True, verbose_name="leviers")
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = MethodQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "méthode"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('levers:method')}#{self.slug}"


class Principle(Keyed):
    """A founding statement, quoted from a source document (ESS across every competence, the 2014 law…)."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    title = models.CharField("titre", max_length=120)
    text = models.TextField("texte", help_text="Mot pour mot.")
    credit = models.CharField("source citée", max_length=200)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "principe"
        ordering = ["position"]

    def __str__(self):
        return self.title
