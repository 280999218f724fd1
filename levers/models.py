"""How to act: the ten levers, the six action fields, the instruments of law, the method."""

from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.models import EditorialModel, Keyed, LinesField, Ordered, Sourced
from territories.models import Competence, Territory


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

    class Meta(EditorialModel.Meta):
        verbose_name = "champ d’action"
        verbose_name_plural = "champs d’action"
        ordering = ["code"]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return reverse("levers:field", args=[self.slug])


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

    class Meta(EditorialModel.Meta):
        verbose_name = "levier"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self):
        return reverse("levers:lever", args=[self.slug])


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


class LegalArticle(EditorialModel):
    """An article of law, what it says, what it allows, and in which version it was read."""

    KEY = "code"
    SEARCH_TITLE = ("article", "text_name")
    SEARCH_TEXT = ("summary", "allows")
    PREVIEW_TEMPLATE = "levers/legal_articles.html"
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

    class Meta(EditorialModel.Meta):
        verbose_name = "article de loi"
        verbose_name_plural = "articles de loi"
        ordering = ["text_name", "article"]

    def __str__(self):
        return f"{self.text_name}, art. {self.article}"

    def get_absolute_url(self):
        return f"{reverse('levers:legal_articles')}#{self.code}"


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
    PREVIEW_TEMPLATE = "levers/method.html"
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


class Method(EditorialModel, Sourced):
    """A documented way to work with the actors and the other services, and where it was tried."""

    SEARCH_TITLE = ("name",)
    SEARCH_TEXT = ("description", "example")
    PREVIEW_TEMPLATE = "levers/method.html"
    PREVIEW_NAME = "method"

    slug = models.SlugField("adresse", max_length=80, unique=True)
    name = models.CharField("nom", max_length=80)
    description = models.TextField("description")
    example = models.CharField("exemple", max_length=200, blank=True)
    levers = ParentalManyToManyField(Lever, related_name="methods", blank=True, verbose_name="leviers")
    position = models.PositiveSmallIntegerField("rang", default=0)

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
