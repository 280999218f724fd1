"""How to act: the ten levers, the six action fields, the instruments of law, the method."""

from levers.models.advice import Argument, Instrument, LeverAction, Objection
from levers.models.fields import ActionField, FieldExample
from levers.models.law import LegalArticle
from levers.models.levers import Lever
from levers.models.links import LeverCompetence, LeverField
from levers.models.method import Approach, Method, Principle, ServiceMode

__all__ = [
    "ActionField",
    "Approach",
    "Argument",
    "FieldExample",
    "Instrument",
    "LegalArticle",
    "Lever",
    "LeverAction",
    "LeverCompetence",
    "LeverField",
    "Method",
    "Objection",
    "Principle",
    "ServiceMode",
]
