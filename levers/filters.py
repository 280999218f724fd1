"""What narrows the list of the articles of law: one line per criterion."""

from editorial.criteria import Criterion, by_number, terms
from editorial.facets import FacetedFilterSet
from levers.models import LegalArticle, Lever
from territories.models import Competence


class LegalArticleFilter(FacetedFilterSet):
    NOUNS = ("Aucun article", "article", "articles")
    # The page groups the articles by text, in its own order: words narrow the list and do not sort it.
    SORTS = {"texte": ("code ou loi", LegalArticle._meta.ordering)}
    sorts = {"texte": "code ou loi"}

    levier = Criterion(
        "Levier", "levers", terms(Lever.objects.published(), "number", "verb"), order=by_number, petals=True
    )
    competence = Criterion("Compétence", "competences", terms(Competence.objects.published(), "code", "name"))
