"""A place, the intercommunalités that act there, and the levels at which the law speaks of them."""

from functools import cached_property

from territories import statuses
from territories.models import Level, Territory
from territories.models.powers import LEVEL_OF_NATURE, LEVEL_OF_SIREN

Kind, Nature = Territory.Kind, Territory.Nature


class Place:
    """A commune or an intercommunalité, with the intercommunalités that act there, the nearest first."""

    def __init__(self, territory, around=None):
        self.territory = territory
        around = territory.containers if around is None else around
        groups = [place for place in [territory, *around] if place.kind == Kind.INTERCOMMUNALITY]
        self.groups = sorted(groups, key=lambda group: group.nature != Nature.EPT)
        self.regions = {place.code for place in around if place.kind == Kind.REGION}
        departments = {place.code for place in around if place.kind == Kind.DEPARTMENT}
        self.status = next((statuses.OWN_POWERS[code] for code in departments if code in statuses.OWN_POWERS), None)
        self.is_commune = territory.kind == Kind.COMMUNE
        self.commune = "la commune" if self.is_commune else "ses communes"
        self.to_commune = "à la commune" if self.is_commune else "à ses communes"

    @property
    def to_rest(self):
        """To whom goes, in Grand Paris, what the métropole does not hold."""
        territories = [named(group) for group in self.groups if group.nature == Nature.EPT]
        return f"à {territories[0]} ou {self.to_commune}" if territories else self.to_commune

    @cached_property
    def in_grand_paris(self):
        return any(level_of(group) in {Level.GRAND_PARIS, Level.EPT} for group in self.groups)

    @property
    def banatic_group(self):
        """The intercommunalité that BANATIC may speak of; in Grand Paris it gives the métropole what territories do."""
        return None if self.in_grand_paris else next(iter(self.groups), None)

    @property
    def note(self):
        """What has to be known of the place before its competences are read."""
        if self.status:
            return self.status.sentence
        if self.territory.code == statuses.PARIS_CODE:
            return statuses.PARIS
        if self.in_grand_paris:
            return statuses.GRAND_PARIS
        if any(group.nature == Nature.MET69 for group in self.groups):
            return statuses.LYON
        notes = [statuses.NOTES[code] for code in self.regions if code in statuses.NOTES]
        return " ".join([*([] if self.groups else [statuses.ALONE]), *notes])


def level_of(group):
    return LEVEL_OF_SIREN.get(group.code) or LEVEL_OF_NATURE[group.nature]


def levels_of(group):
    """Return the levels whose rows speak of the group, its own first; Grand Paris is not as other métropoles."""
    level = level_of(group)
    return [level] if level == Level.GRAND_PARIS else [level, LEVEL_OF_NATURE[group.nature]]


def named(group):
    """« la communauté de communes de l’Oriente », « Rennes Métropole »."""
    name = group.full_name
    return f"la {name[0].lower()}{name[1:]}" if name.startswith(("Communauté", "Métropole")) else name
