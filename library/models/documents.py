"""The documents: publications and sources, and the words quoted from them."""

import re

from django.db import models
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase

from editorial.french import fold
from editorial.models import EditorialModel, EditorialQuerySet, Keyed, KeyedQuerySet, LinesField
from levers.models import ActionField, Lever
from library.models.kits import LAST, KitEdition, Leaflet
from library.related import nearest
from territories.models import Competence

RELATED_DOCUMENTS = 4
BLANK_LINES = re.compile(r"\n\s*\n")


class DocumentQuerySet(EditorialQuerySet):
    def sources(self):
        """Keep the source documents of the portal, in the order of their publication."""
        return self.filter(kind=Document.Kind.SOURCE).order_by(F("year").asc(nulls_last=True), "published_on", "title")

    def for_references(self):
        """Load what a line that cites the document shows."""
        return self.only("slug", "title", "kind", "kind_detail", "publisher", "year", "number", "edition", "leaflet")

    def for_cards(self):
        """Load exactly what a notice shows."""
        levers = Lever.objects.published().only("number", "slug", "short_title")
        return (
            self.select_related("edition__kit")
            .defer("full_text", "search_title", "search_text")
            .prefetch_related(Prefetch("levers", levers))
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_sheet(self):
        """Load what the page shows of the document itself."""
        return self.select_related("edition__kit", "leaflet")


class Document(EditorialModel):
    """A publication, or one of the five source documents of the portal."""

    class Kind(models.TextChoices):
        SOURCE = "document-source", "document source"
        STUDY = "etude", "étude"
        GUIDE = "guide", "guide"
        KIT = "kit", "kit"
        LEAFLET = "fiche", "fiche"
        FILE = "dossier", "dossier"
        REPORT = "compte-rendu", "compte rendu"
        ARTICLE = "article", "article"
        LANDMARK = "reperes", "point de repères"
        DECODING = "decryptage", "décryptage"
        NOTE = "note", "note"
        OFFICIAL_REPORT = "rapport", "rapport"
        COLLECTION = "recueil", "recueil"
        WEBINAR = "webinaire", "webinaire"
        BOOK = "ouvrage", "ouvrage"
        OTHER = "publication", "publication"

    SEARCH_TEXT = ("publisher", "note", "takeaway", "full_text")
    PREVIEW_TEMPLATE = "library/document.html"
    PREVIEW_NAME = "document"

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("titre", max_length=200)
    publisher = models.CharField("éditeur", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    published_on = models.DateField("date de parution", null=True, blank=True)
    kind = models.CharField("genre", choices=Kind, max_length=16)
    kind_detail = models.CharField("genre d’origine", max_length=60, blank=True)
    language = models.CharField("langue", max_length=2, default="fr")
    url = models.URLField("adresse", max_length=500, blank=True)
    source_read_on = models.DateField("page lue le", null=True, blank=True)
    note = models.TextField("note", blank=True)
    takeaway = models.TextField("ce que le portail en tire", blank=True)
    full_text = models.TextField("texte cité", blank=True, help_text="Mot pour mot, pour les documents sources.")
    edition = models.ForeignKey(
        KitEdition, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name="édition du kit"
    )
    leaflet = models.ForeignKey(
        Leaflet, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name="fiche de kit"
    )
    number = models.CharField("numéro dans le kit", max_length=4, blank=True)
    levers = ParentalManyToManyField(Lever, related_name="documents", blank=True, verbose_name="leviers")
    fields = ParentalManyToManyField(ActionField, related_name="documents", blank=True, verbose_name="champs d’action")
    competences = ParentalManyToManyField(Competence, related_name="documents", blank=True, verbose_name="compétences")
    tags = ClusterTaggableManager(
        through="library.TaggedDocument", blank=True, verbose_name="mots-clés", related_name="library_documents"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(EditorialModel.Meta):
        verbose_name = "document"
        ordering = [F("year").desc(nulls_last=True), "title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("library:document", args=[self.slug])

    @property
    def kind_name(self):
        """What the publisher calls it, more precise than the kind when both are known."""
        return self.kind_detail or self.get_kind_display()

    @property
    def rank(self):
        """The number in the kit, to sort by; what has none comes last."""
        return int(self.number) if self.number.isdigit() else LAST

    @property
    def is_source(self):
        return self.kind == self.Kind.SOURCE

    @property
    def lead(self):
        """The sentence under its title in a list."""
        return self.takeaway or self.note

    @property
    def attribution(self):
        """Who wrote the quoted text, and when."""
        when = date_format(self.published_on, "j F Y") if self.published_on else self.year
        return ", ".join(str(part) for part in [self.publisher, self.title, when] if part)

    @property
    def reference(self):
        """What a notice says of the document under its title."""
        number = f"fiche n° {self.number}" if self.number else ""
        known = [capfirst(self.kind_name), self.publisher, self.year, self.edition and self.edition.kit.name, number]
        return " · ".join(str(part) for part in known if part)

    @property
    def language_name(self):
        return get_language_info(self.language)["name_translated"]

    @property
    def paragraphs(self):
        """The quoted text, exact, cut at its blank lines."""
        return [paragraph for paragraph in BLANK_LINES.split(self.full_text) if paragraph.strip()]

    @cached_property
    def published_levers(self):
        return [lever for lever in self.levers.all() if lever.live]

    @cached_property
    def published_fields(self):
        return [field for field in self.fields.all() if field.live]

    @cached_property
    def published_competences(self):
        return [competence for competence in self.competences.all() if competence.live]

    @cached_property
    def words(self):
        """The tags, in the order of the alphabet."""
        return sorted(self.tags.all(), key=lambda tag: fold(tag.name))

    @cached_property
    def other_editions(self):
        """The same leaflet in the other editions of the kit, the latest first."""
        if not self.leaflet_id:
            return []
        others = Document.objects.published().filter(leaflet=self.leaflet_id).exclude(pk=self.pk)
        return list(others.select_related("edition").order_by("-edition__year", "pk"))

    @cached_property
    def related(self):
        """The documents that share most with this one: [(document, what both have, in words)]."""
        terms = {
            "competences": self.published_competences,
            "levers": self.published_levers,
            "fields": self.published_fields,
            "tags": self.words,
        }
        common = nearest(self, terms, limit=RELATED_DOCUMENTS)
        documents = Document.objects.for_cards().in_bulk(common)
        return [(documents[pk], f"En commun : {in_words(shared)}.") for pk, shared in common.items()]


def in_words(terms):
    return ", ".join(f"levier {term.number}" if isinstance(term, Lever) else str(term) for term in terms)


class TaggedDocument(TaggedItemBase):
    content_object = ParentalKey(Document, related_name="tagged_items")
    natural_key_fields = ["content_object_id", "tag_id"]  # taggit asks for it when a fixture is loaded


class QuoteQuerySet(KeyedQuerySet):
    def published(self):
        """Keep the quotations of a document that the public may see."""
        return self.filter(document__live=True)


class Quote(Keyed):
    """The words of someone, taken from a source document, with their name and office at the time."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    text = models.TextField("citation", help_text="Mot pour mot, sans guillemets.")
    authors = LinesField("auteurs", help_text="Un par ligne, avec sa fonction : « Nom, fonction ».")
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, related_name="quotes", verbose_name="document source"
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = "citation"
        ordering = ["position"]

    def __str__(self):
        return self.text
