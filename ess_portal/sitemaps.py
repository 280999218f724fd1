"""What search engines are told: the lists, every published sheet, and the territories worth a visit."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse

from actors.models import Actor, Initiative
from levers.models import ActionField, Lever
from library.models import Document
from territories.models import Competence, Territory

PAGES = [
    "home",
    "levers:levers",
    "levers:fields",
    "levers:matrix",
    "levers:method",
    "levers:hands_method",
    "territories:twins_method",
    "levers:legal_articles",
    "territories:competences",
    "territories:territories",
    "actors:initiatives",
    "actors:actors",
    "library:documents",
    "library:kits",
    "library:glossary",
    "library:key_figures",
    "site_map",
    "accessibility",
    "legal_notice",
    "personal_data",
    "cookies",
]


class Pages(Sitemap):
    def items(self):
        return PAGES

    def location(self, name):
        return reverse(name)


class Sheets(Sitemap):
    """The published sheets of one model."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().order_by("pk").only("slug", "last_published_at")

    def lastmod(self, sheet):
        return sheet.last_published_at


class Territories(Sitemap):
    """Regions, départements, intercommunalités, and the communes where something is told: not the 35,000."""

    def items(self):
        content = Q(initiatives__live=True) | Q(actors__live=True)
        communes = Territory.objects.communes().filter(content).values("pk")
        kept = Q(pk__in=communes) | ~Q(kind=Territory.Kind.COMMUNE)
        return Territory.objects.filter(kept).order_by("kind", "code").only("kind", "code", "name")


SITEMAPS = {
    "pages": Pages,
    "territoires": Territories,
    **{
        model._meta.model_name: Sheets(model) for model in (Lever, ActionField, Competence, Initiative, Actor, Document)
    },
}
