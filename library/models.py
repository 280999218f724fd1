"""What to read: source documents, publications, kits and their editions, quotations, glossary, key figures."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase

from editorial.models import EditorialModel, Keyed, LinesField, Sourced
from levers.models import ActionField, Lever
from territories.models import Competence


class Kit(Keyed):
    """A family of practical leaflets of the RTES, which goes through editions."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    name = models.CharField("nom", max_length=80)
    audience = models.CharField("pour qui", max_length=120, blank=True)

    class Meta:
        verbose_name = "kit"
        ordering = ["name"]

    def __str__(self):
        return self.name


class KitEdition(Keyed):
    """A kit as it came out one year."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    kit = models.ForeignKey(Kit, models.CASCADE, related_name="editions", verbose_name="kit")
    year = models.PositiveSmallIntegerField("année")

    class Meta:
        verbose_name = "édition d’un kit"
        verbose_name_plural = "éditions des kits"
        ordering = ["kit__name", "-year"]
        constraints = [models.UniqueConstraint(name="kit_has_one_edition_a_year", fields=["kit", "year"])]

    def __str__(self):
        return f"{self.kit} ({self.year})"


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

    class Meta(EditorialModel.Meta):
        verbose_name = "document"
        ordering = ["-year", "title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("library:document", args=[self.slug])


class TaggedDocument(TaggedItemBase):
    content_object = ParentalKey(Document, related_name="tagged_items")


class Quote(Keyed):
    """The words of someone, taken from a source document, with their name and office at the time."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    text = models.TextField("citation", help_text="Mot pour mot, sans guillemets.")
    authors = LinesField("auteurs", help_text="Un par ligne, avec sa fonction : « Nom, fonction ».")
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, related_name="quotes", verbose_name="document source"
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "citation"
        ordering = ["position"]

    def __str__(self):
        return self.text


class Term(EditorialModel, Sourced):
    """A word of the field, or an acronym, and what it means."""

    SEARCH_TITLE = ("acronym", "name")
    SEARCH_TEXT = ("definition",)
    PREVIEW_TEMPLATE = "library/glossary.html"
    PREVIEW_NAME = "term"

    slug = models.SlugField("adresse", max_length=100, unique=True)
    acronym = models.CharField("sigle", max_length=20, blank=True)
    name = models.CharField("terme", max_length=120)
    definition = models.TextField("définition")
    version = models.TextField("version lue", blank=True)

    class Meta(EditorialModel.Meta):
        verbose_name = "terme du glossaire"
        verbose_name_plural = "termes du glossaire"
        ordering = ["name"]

    def __str__(self):
        return f"{self.acronym} – {self.name}" if self.acronym else self.name

    def get_absolute_url(self):
        return f"{reverse('library:glossary')}#{self.slug}"


class KeyFigure(EditorialModel, Sourced):
    """A figure of the ESS, never without its perimeter, nor its year unless the source gives none."""

    class Theme(models.TextChoices):
        WHOLE = "ensemble", "l’ensemble de l’ESS"
        STATUS = "statut", "par statut"
        SECTOR = "secteur", "par secteur"
        TERRITORY = "territoire", "par territoire"
        TREND = "dynamique", "dynamique"
        TOOLS = "outils", "outils des politiques publiques"

    KEY = "code"
    SEARCH_TITLE = ("label",)
    SEARCH_TEXT = ("value", "perimeter", "note")
    PREVIEW_TEMPLATE = "library/key_figures.html"
    PREVIEW_NAME = "figure"

    code = models.CharField("identifiant", max_length=10, unique=True)
    theme = models.CharField("thème", choices=Theme, max_length=10)
    label = models.CharField("libellé", max_length=120)
    value = models.CharField("valeur", max_length=120)
    year = models.CharField("année de la donnée", max_length=20, blank=True)
    year_note = models.CharField("précision sur l’année", max_length=120, blank=True)
    perimeter = models.CharField("périmètre", max_length=80)
    note = models.CharField("note", max_length=250, blank=True)

    class Meta(EditorialModel.Meta):
        verbose_name = "chiffre clé"
        verbose_name_plural = "chiffres clés"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="key_figure_has_a_year_or_says_why",
                condition=Q(live=False) | ~Q(year="") | ~Q(year_note=""),
            )
        ]

    def __str__(self):
        return f"{self.label} : {self.value}"

    def get_absolute_url(self):
        return f"{reverse('library:key_figures')}#{self.code}"
