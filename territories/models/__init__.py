"""Where, and with what powers: the map of France and the competences of the bloc communal."""

from .finding import FormerPlace, PlaceKey
from .places import Metropolis, Territory, fold_name
from .powers import (
    LEVELS_OF_COMMUNES,
    LEVELS_OF_INTERCOMMUNALITIES,
    Competence,
    CompetenceHolder,
    LegalBasis,
    Level,
)
from .twins import Twin

__all__ = [
    "LEVELS_OF_COMMUNES",
    "LEVELS_OF_INTERCOMMUNALITIES",
    "Competence",
    "CompetenceHolder",
    "FormerPlace",
    "LegalBasis",
    "Level",
    "Metropolis",
    "PlaceKey",
    "Territory",
    "Twin",
    "fold_name",
]
