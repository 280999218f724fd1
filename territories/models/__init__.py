"""Where, and with what powers: the map of France and the competences of the bloc communal."""

from .banatic import BanaticLabel, BanaticPairing, BanaticRelease, Exercise, Nomenclature, exercising
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
    "BanaticLabel",
    "BanaticPairing",
    "BanaticRelease",
    "Competence",
    "CompetenceHolder",
    "Exercise",
    "FormerPlace",
    "LegalBasis",
    "Level",
    "Metropolis",
    "Nomenclature",
    "PlaceKey",
    "Territory",
    "Twin",
    "exercising",
    "fold_name",
]
