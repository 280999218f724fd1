"""The articles of law that the levers rest on."""

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import slugify
from modelcluster.fields import ParentalManyToManyField

from editorial.models import EditorialModel, EditorialQuerySet
from levers.models.levers import Lever
from levers.models.sheets import in_reading_order
from territories.models import Competence


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
