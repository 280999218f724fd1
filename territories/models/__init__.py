"""Where, and with what powers: the map of France and the competences of the bloc communal."""

from .places import Metropolis, Territory, fold_name
from .powers import (
    LEVELS_OF_COMMUNES,
    LEVELS_OF_INTERCOMMUNALITIES,
    Competence,
    CompetenceHolder,
    LegalBasis,
    Level,
)

__all__ = [
    "LEVELS_OF_COMMUNES",
    "LEVELS_OF_INTERCOMMUNALITIES",
    "Competence",
    "CompetenceHolder",
    "LegalBasis",
    "Level",
    "Metropolis",
    "Territory",
    "fold_name",
]
