"""The ten levers."""

from collections import defaultdict
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Count, OuterRef, Prefetch, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.functional import cached_property

from editorial.models import EditorialModel, EditorialQuerySet
from levers.models.links import LeverField, competence_links, deciding_links
from levers.models.sheets import INITIATIVES_ON_A_SHEET, PUBLISHED_INITIATIVES, Documented, in_reading_order, present
from levers.wordings import compare

NETWORKS_ON_A_SHEET = 6


class LeverQuerySet(EditorialQuerySet):
    def for_petals(self):
        """Load what a numeral, a tab or a petal shows."""
        return self.only("number", "slug", "short_title", "verb")

    def for_hands(self):
        """Load what tells in whose hand a lever is: the competences that decide, and its first concrete action."""
        actions = self.model.actions.rel.related_model.objects.filter(lever=OuterRef("pk"))
        shown = self.only("number", "slug", "short_title", "verb", "decided_by", "decision_reason")
        return shown.annotate(first_action=Subquery(actions.values("text")[:1])).prefetch_related(deciding_links())

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


class Lever(Documented, EditorialModel):
    """One of the ten levers by which a collectivité strengthens the ESS (study of 2021)."""

    KEY = "number"

    class DecidedBy(models.TextChoices):
        COMPETENCES = "competences", "qui exerce les compétences qui décident"
        EACH = "chacun", "chaque collectivité, pour elle-même"
        ABOVE = "au-dessus", "la région, l’État ou l’Europe"

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
    decided_by = models.CharField(
        "qui décide",
        choices=DecidedBy,
        max_length=12,
        default=DecidedBy.COMPETENCES,
        help_text="Range le levier sur la page d’un territoire.",
    )
    decision_reason = models.TextField(
        "pourquoi", blank=True, help_text="Une phrase, montrée aux lecteurs ; inutile quand des compétences décident."
    )

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

    @cached_property
    def holders(self):
        """The linked competences, by who may hold them: {(communes, intercommunalités): [competence]}."""
        holders = defaultdict(list)
        for link in self.published_competence_links:
            holders[link.held_by_communes, link.held_by_intercommunalities].append(link.competence)
        return holders

    @property
    def competences_of_both(self):
        return self.holders[True, True]

    @property
    def competences_of_communes(self):
        return self.holders[True, False]

    @property
    def competences_of_intercommunalities(self):
        return self.holders[False, True]

    @property
    def communes_can_act(self):
        return bool(self.competences_of_both or self.competences_of_communes)

    @property
    def intercommunalities_can_act(self):
        return bool(self.competences_of_both or self.competences_of_intercommunalities)

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
    def has_sources(self):
        return any([self.actions.all(), self.arguments.all(), self.objections.all(), self.instruments.all()])

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
            ("sources", "Sources", None if self.has_sources else 0),
        )
