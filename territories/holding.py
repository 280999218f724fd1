"""Who may do what: who holds each competence in a commune or an intercommunalité, and on what ground.

The rules, in the order they are tried; the first that answers is the answer.

1. A place with a status of its own (`statuses.OWN_POWERS`), or a competence of Île-de-France Mobilités.
2. No intercommunalité with its own taxation around: the commune.
3. What BANATIC says of that very intercommunalité, when it is loaded and knows it (never in Grand Paris):
   every main code exercised: the intercommunalité, or shared when the law stops it at the « intérêt communautaire »,
   shares it, or obliges the commune too; some codes, or only neighbours of ours: shared; none: « commune ou
   syndicat », or the région where the law says so, or to be checked when the law makes it compulsory.
4. What the law says of that nature of intercommunalité (the rows of the competence at its level). Compulsory: the
   intercommunalité, or shared as above or when a condition is set. Additional, conditional, shared: to be checked.
   Otherwise (by transfer, by agreement): the commune when the law names it, else to be checked.
5. No row at that level: the commune when the law names it; open to every level: the one that asks; else shared.
6. Nothing at all: the commune, by its general clause.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils.text import capfirst

from editorial.french import fold
from territories.answers import GENERAL_CLAUSE, Holding, Who
from territories.groups import Place, level_of, levels_of, named
from territories.models import BanaticPairing, Competence, CompetenceHolder, Level, Territory
from territories.statuses import UNREAD

Kind, Nature, Character = Territory.Kind, Territory.Nature, CompetenceHolder.Character

FIRM = {Character.COMPULSORY, Character.EXCLUSIVE}
MAYBE = {Character.ADDITIONAL, Character.CONDITIONAL, Character.SHARED}
OPEN_TO_ALL = {Level.GROUPS, Level.EVERY, Level.ALL}
BOTH = (Level.BLOC, Level.COMMUNES_EPCI, Level.EPCI_COMMUNES)
WITH_POWERS = {Kind.COMMUNE, Kind.INTERCOMMUNALITY}
# These levels are one place each: « comme à toute métropole » would be wrong.
UNIQUE = {Level.LYON, Level.GRAND_PARIS, Level.AMP}
ILE_DE_FRANCE = "11"


@dataclass
class Powers:
    """What the page of a place says of its powers."""

    note: str
    holdings: list

    @property
    def origin(self):
        """Where the answers come from; of BANATIC, always the vintage."""
        vintages = {holding.vintage for holding in self.holdings if holding.vintage}
        return f"D’après la loi et {vintages.pop()}" if vintages else "D’après la loi seule"


def powers_of(territory, around=None):
    """Return the Powers of a commune or an intercommunalité, None for larger places; `around` spares a query."""
    if territory.kind not in WITH_POWERS:
        return None
    place = Place(territory, around)
    return Powers(place.note, sorted(holdings(place).values(), key=lambda holding: fold(holding.competence.name)))


def holders_of(territory, codes=None):
    """Return {code of the competence: Holding} for a commune or an intercommunalité; nothing for larger places.

    `codes` keeps some competences, with nothing of them but their name.
    """
    return holdings(Place(territory), codes) if territory.kind in WITH_POWERS else {}


def holdings(place, codes=None):
    found = Competence.objects.published().prefetch_related("holders")
    if codes is not None:
        found = found.filter(code__in=codes).only("code", "name")
    if place.banatic_group:
        codes = BanaticPairing.objects.for_group(place.banatic_group)
        found = found.prefetch_related(Prefetch("pairings", codes, to_attr="codes"))
    return {competence.code: Case(place, competence).holding for competence in found}


QUOTED_CODES = 2
INTERESTS = {Nature.METRO: "métropolitain", Nature.MET69: "métropolitain", Nature.EPT: "territorial"}


def quoted(codes):
    """Name the first codes, the main ones, and say how many others there are."""
    named_codes = [code.quoted for code in sorted(codes, key=lambda code: not code.is_main)]
    others = len(named_codes) - QUOTED_CODES
    first = " et ".join(named_codes) if others <= 0 else ", ".join(named_codes[:QUOTED_CODES])
    return first if others <= 0 else f"{first} et {others} autre{'s' if others > 1 else ''}"


class Case:
    """One competence at one place."""

    def __init__(self, place, competence):
        self.place, self.competence = place, competence
        self.rows = list(competence.holders.all())

    def at(self, *levels):
        return [row for row in self.rows if row.level in levels]

    @cached_property
    def group(self):
        """The nearest intercommunalité that the law speaks of, or the nearest of all."""
        return next((group for group in self.place.groups if self.at(*levels_of(group))), self.place.groups[0])

    @cached_property
    def law(self):
        """What the law says of the group: the rows of the first of its levels that has some."""
        return next((rows for level in levels_of(self.group) if (rows := self.at(level))), [])

    @cached_property
    def communal(self):
        """The row that gives the competence to every commune, or None."""
        return next((row for row in self.at(Level.COMMUNE) if row.character != Character.CONDITIONAL), None)

    @property
    def is_compulsory(self):
        return any(row.character in FIRM for row in self.law)

    @property
    def limit(self):
        """Why a compulsory or exercised competence is not wholly the group's; nothing when it is."""
        if any(row.within_interest for row in self.law):
            interest = INTERESTS.get(self.group.nature, "communautaire")
            return f"pour ce que son conseil déclare d’intérêt {interest} ; le reste est {self.place.to_commune}"
        if any(row.character == Character.SHARED for row in self.law):
            return "mais la loi la partage avec d’autres"
        if self.communal and self.communal.character == Character.COMPULSORY:
            return f"et la loi oblige aussi {self.place.commune}, pour sa part"
        return ""

    def answer(self, who, ground, row=None, **more):
        return Holding(self.competence, who, capfirst(ground), row or GENERAL_CLAUSE, **more)

    @property
    def holding(self):
        return self.by_status() or self.alone() or self.by_banatic() or self.by_law() or self.by_default()

    # — rules 1 and 2 —

    def by_status(self):
        if status := self.place.status:
            row = CompetenceHolder(reference=status.article, verification=UNREAD)
            return self.answer(Who.SHARED if status.has_communes else Who.OTHER, status.sentence, row)
        regional = self.at(Level.IDF)
        if regional and ILE_DE_FRANCE in self.place.regions:
            ground = "En Île-de-France, la loi la confie à Île-de-France Mobilités, qui peut en déléguer une part."
            return self.answer(Who.OTHER, ground, regional[0])
        return None

    def alone(self):
        if self.place.groups:
            return None
        ground = "Aucune intercommunalité à fiscalité propre ici : la commune l’exerce, seule ou par un syndicat."
        own = next(iter(self.at(Level.COMMUNE)), None) or next(iter(self.at(*OPEN_TO_ALL)), None)
        return self.answer(Who.COMMUNE, ground, own)

    # — rule 3 —

    def by_banatic(self):
        codes = [code for code in getattr(self.competence, "codes", []) if code.is_known]
        if not codes:
            return None
        row = next(iter([*self.law, *self.at(*BOTH)]), None) or self.communal
        main = [code for code in codes if code.is_main]
        exercised = [code for code in codes if code.is_exercised]
        missing = [code for code in main if not code.is_exercised]
        said = {"row": row, "vintage": codes[0].release_line}
        name = named(self.group)
        if not main:
            ground = f"{name} exerce {quoted(exercised)}, compétence voisine : à vérifier dans ses statuts."
            return self.answer(Who.SHARED, ground, **said) if exercised else None
        if not exercised:
            return self.not_exercised(main, name, said)
        if missing:
            ground = f"{name} exerce {quoted(exercised)}, mais pas {quoted(missing)}, qui revient {self.otherwise}."
            return self.answer(Who.SHARED, ground, **said)
        ground = f"{name} exerce {quoted(exercised)}"
        if self.limit:
            return self.answer(Who.SHARED, f"{ground}, {self.limit}.", **said)
        return self.answer(Who.INTERCOMMUNALITY, f"{ground}.", **said)

    def not_exercised(self, codes, name, said):
        unsaid = f"{name} n’exerce pas {quoted(codes)}"
        if self.group.nature == Nature.MET69:
            return None  # BANATIC knows an EPCI, not the powers of a département that this collectivité has too.
        if self.is_compulsory:
            ground = f"La loi la confie à {name}, mais BANATIC ne le mentionne pas : à vérifier."
            return self.answer(Who.SHARED, ground, **said)
        if "région" in self.otherwise:
            said["row"] = self.at(Level.REGION)[0]
            return self.answer(Who.OTHER, f"{unsaid} : cela revient {self.otherwise}.", **said)
        said["row"] = self.communal or said["row"]
        return self.answer(Who.COMMUNE, f"{unsaid} : cela revient {self.otherwise}.", syndicate=True, **said)

    # — rule 4 —

    def by_law(self):
        if not self.law:
            return self.outside_territories()
        row, name = self.law[0], named(self.group)
        if row.character in FIRM and len({row.character in FIRM for row in self.law}) == 1:
            return self.compulsory(row, name)
        if any(row.character in FIRM | MAYBE for row in self.law):
            return self.answer(Who.SHARED, self.uncertainty(row, name), row)
        if self.communal:
            ground = f"La loi la laisse {self.place.to_commune} ; {name} ne l’exerce que par transfert ou convention."
            return self.answer(Who.COMMUNE, ground, self.communal)
        ground = f"{name} ne l’exerce que par transfert : à vérifier ; sinon, elle revient {self.otherwise}."
        return self.answer(Who.SHARED, ground, row)

    def compulsory(self, row, name):
        if level_of(self.group) == Level.CU_1999 and row.level != Level.CU_1999:
            ground = (
                f"La loi la confie à toute communauté urbaine, mais la liste propre à {name}, antérieure à 1999, "
                "n’a pas été lue en entier (CGCT, art. L. 5215-20-1) : à vérifier."
            )
            return self.answer(Who.SHARED, ground, row)
        if self.limit:
            return self.answer(Who.SHARED, f"La loi la confie à {name}, {self.limit}.", row)
        every = "tout" if row.level == Level.EPT else "toute"
        likewise = "" if row.level in UNIQUE else f", comme à {every} {self.group.get_nature_display()}"
        return self.answer(Who.INTERCOMMUNALITY, f"La loi la confie à {name}{likewise}.", row)

    def uncertainty(self, row, name):
        if row.character in FIRM:
            return f"La loi n’en confie à {name} qu’une part ; le reste dépend d’une condition : à vérifier."
        if row.character == Character.SHARED:
            rest = f" ; le reste est {self.place.to_rest}" if self.place.in_grand_paris else ""
            return f"La loi n’en donne à {name} qu’une part{rest}."
        return f"La loi laisse le choix à {name} : à vérifier dans ses statuts ; sinon, elle revient {self.otherwise}."

    @property
    def otherwise(self):
        """To whom what the group does not exercise goes."""
        has_region = self.group.nature == Nature.CC and self.at(Level.REGION) and not self.communal
        return f"{'à la région, ' if has_region else ''}{self.place.to_commune} ou à un syndicat"

    def outside_territories(self):
        """Paris and the Métropole du Grand Paris have no part in what the territories exercise."""
        territorial = self.at(Level.EPT)
        if not territorial or level_of(self.group) != Level.GRAND_PARIS:
            return None
        if self.place.is_commune:
            ground = "La Ville de Paris l’exerce elle-même : elle n’est dans aucun établissement public territorial."
            return self.answer(Who.COMMUNE, ground, self.communal)
        ground = "La loi la confie aux établissements publics territoriaux et, à Paris, à la Ville."
        return self.answer(Who.OTHER, ground, territorial[0])

    # — rules 5 and 6 —

    def by_default(self):
        if self.communal:
            ground = f"La loi la laisse {self.place.to_commune} ; un transfert à l’intercommunalité est possible."
            return self.answer(Who.COMMUNE, ground, self.communal)
        if open_rows := self.at(*OPEN_TO_ALL):
            who = Who.COMMUNE if self.place.is_commune else Who.INTERCOMMUNALITY
            return self.answer(who, "Ouverte à toute collectivité, chacune pour ce qui la concerne.", open_rows[0])
        if both := self.at(*BOTH, Level.EPCI, Level.EPCI_FP):
            return self.answer(Who.SHARED, "Ouverte aux communes et aux intercommunalités : à vérifier ici.", both[0])
        return self.answer(Who.COMMUNE, f"Aucun texte lu ne la retire {self.place.to_commune}.")
