"""The answer for one competence at one place: who, why, by which text, how far it was checked."""

from dataclasses import dataclass

from django.db import models

from editorial.models import lines
from territories.models import Competence, CompetenceHolder, Level

GENERAL_CLAUSE = CompetenceHolder(
    level=Level.COMMUNE,
    character=CompetenceHolder.Character.COMMUNAL,
    reference="CGCT, art. L. 2121-29",
    verification="clause générale, lue dans la version du 24 février 1996 ; à recontrôler",
    source_url="https://github.com/etalab/codes-juridiques-francais/blob/master/codes-en-vigueur/code-general-des-collectivites-territoriales/partie-legislative/deuxieme-partie/livre-ier/titre-ii/chapitre-ier/section-5/article-l2121-29.md",
)


class Who(models.TextChoices):
    COMMUNE = "commune", "Commune"
    INTERCOMMUNALITY = "intercommunalite", "Intercommunalité"
    SHARED = "partagee", "Partagée ou à vérifier"
    OTHER = "autre", "Autre niveau"


GLYPHS = {Who.COMMUNE: "commune", Who.INTERCOMMUNALITY: "epci", Who.SHARED: "avec", Who.OTHER: "negocier"}


@dataclass
class Holding:
    """Who holds a competence at a place. `row`: the text behind the answer; `vintage`: of BANATIC, when it spoke."""

    competence: Competence
    who: Who
    ground: str
    row: CompetenceHolder
    vintage: str = ""
    syndicate: bool = False

    @property
    def label(self):
        """The answer in words; what an intercommunalité does not exercise is never « personne »."""
        return "Commune ou syndicat" if self.syndicate else Who(self.who).label

    @property
    def glyph(self):
        """The drawing of its badge (components/badge.html)."""
        return GLYPHS[self.who]

    @property
    def article(self):
        return self.row.reference

    @property
    def verification(self):
        return self.row.verification

    @property
    def detail(self):
        return self.row.detail

    @property
    def source_url(self):
        return self.row.source_url

    @property
    def source_read_on(self):
        return self.row.source_read_on

    @property
    def source_addresses(self):
        return [address for address in [self.row.source_url, *lines(self.row.more_sources)] if address]
