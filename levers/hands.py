"""Whose hand each lever is in at a place: lever → competences that decide → who holds them there.

The rules, shown to readers on the page « Comment nous rangeons les leviers » (keep it in step):

1. A lever that each collectivité has for itself (`Lever.DecidedBy.EACH`) is in the hand of the place.
2. A lever that a level above decides (`ABOVE`) is to be negotiated.
3. Otherwise each competence that decides gives its answer: held by the place, in its hand; held by its
   intercommunalité (by its communes, for an intercommunalité), or shared, with them; held by another level, to be
   negotiated. The most frequent answer wins; between equals, « with » does, then « in your hand ».
4. A lever that no published competence decides is shared: nothing says who may act alone.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst

from levers.models import Lever
from territories.holding import Who, named
from territories.models import Territory

Kind = Territory.Kind


class Hand(models.TextChoices):
    """In the order that settles a draw: see rule 3."""

    WITH = "avec", "Avec d’autres"
    OWN = "main", "À votre main"
    NEGOTIATED = "negocier", "À négocier"


@dataclass
class Placed:
    """A lever where the rules put it, with the reason in one sentence and what to do first."""

    lever: Lever
    hand: Hand
    reason: str

    @property
    def action(self):
        """The first concrete action of the lever, without the example that follows its colon."""
        action, _, example = (getattr(self.lever, "first_action", "") or "").partition(" : ")
        return f"{action}." if example else action


@dataclass
class Column:
    """The levers in one hand: `title` and `lead` are for the reader, `glyph` for the badge."""

    hand: Hand
    title: str
    lead: str
    levers: list = field(default_factory=list)


class Here:
    """The place from which the levers are seen: a commune or an intercommunalité."""

    def __init__(self, territory, around):
        self.is_commune = territory.kind == Kind.COMMUNE
        groups = [place for place in around if place.kind == Kind.INTERCOMMUNALITY]
        # Inside Grand Paris, the territory is nearer than the métropole.
        self.groups = sorted(groups, key=lambda group: group.nature != Territory.Nature.EPT)

    @property
    def names_of_groups(self):
        return " et ".join(named(group) for group in self.groups)

    @property
    def hands(self):
        """The hand that each answer of a holding gives."""
        own, others = (Who.COMMUNE, Who.INTERCOMMUNALITY)[:: 1 if self.is_commune else -1]
        return {own: Hand.OWN, others: Hand.WITH, Who.SHARED: Hand.WITH, Who.OTHER: Hand.NEGOTIATED}

    def holder(self, holding):
        """Say who holds a competence, inside a sentence."""
        if holding.who == Who.SHARED:
            return "à partager ou à vérifier"
        if holding.who == Who.OTHER:
            return "un autre niveau"
        if holding.who == Who.COMMUNE:
            commune = "la commune" if self.is_commune else "les communes"
            return f"{commune} ou un syndicat" if holding.syndicate else commune
        if not self.is_commune:
            return "l’intercommunalité"
        return "votre intercommunalité" if len(self.groups) == 1 else "l’une de vos intercommunalités"

    def columns(self):
        """Return the three columns, empty, in the order of the page."""
        if self.is_commune:
            own = "La commune décide seule, par délibération ou par organisation."
            title = f"Avec {self.names_of_groups}" if self.groups else "Avec d’autres communes"
            shared = "La compétence qui décide est exercée par l’intercommunalité, ou partagée avec elle."
        else:
            own = "L’intercommunalité décide, par délibération ou par organisation."
            title = "Avec vos communes"
            shared = "La compétence qui décide est restée aux communes, ou se partage avec elles."
        return [
            Column(Hand.OWN, Hand.OWN.label, own),
            Column(Hand.WITH, title, shared),
            Column(Hand.NEGOTIATED, Hand.NEGOTIATED.label, "La région, l’État ou l’Europe décident avec vous."),
        ]


def has_hands(territory):
    """Tell whether levers are sorted for the territory: it is a commune or an intercommunalité."""
    return territory.kind in {Kind.COMMUNE, Kind.INTERCOMMUNALITY}


def sort_levers(territory, levers, holdings, around):
    """Return the columns that are not empty, with the levers in the order of their numbers.

    The levers are loaded by `for_hands`; `holdings` is what `holders_of` gives; `around` is what contains the place.
    """
    here = Here(territory, around)
    columns = {column.hand: column for column in here.columns()}
    for lever in levers:
        placed = place(lever, here, holdings)
        columns[placed.hand].levers.append(placed)
    return [column for column in columns.values() if column.levers]


def place(lever, here, holdings):
    """Apply the rules to one lever."""
    if lever.decided_by == Lever.DecidedBy.EACH:
        return Placed(lever, Hand.OWN, lever.decision_reason)
    if lever.decided_by == Lever.DecidedBy.ABOVE:
        return Placed(lever, Hand.NEGOTIATED, lever.decision_reason)
    deciding = [holdings[link.competence.code] for link in lever.deciding_links if link.competence.code in holdings]
    if not deciding:
        return Placed(lever, Hand.WITH, "Aucune compétence ne suffit à dire qui peut agir seul.")
    counts = Counter(here.hands[holding.who] for holding in deciding)
    return Placed(lever, max(Hand, key=lambda hand: counts[hand]), sentence(deciding, here))


def sentence(deciding, here):
    """Say who holds what: « Déchets, mobilités : votre intercommunalité ; énergie et climat : la commune. »."""
    by_holder = {}
    for holding in deciding:
        # « Déchets, réemploi et économie circulaire » is « déchets » in a list.
        name = holding.competence.name.partition(",")[0]
        by_holder.setdefault(here.holder(holding), []).append(name[0].lower() + name[1:])
    parts = [f"{', '.join(names)} : {holder}" for holder, names in by_holder.items()]
    return capfirst(f"{' ; '.join(parts)}.")
