"""What to read: source documents, publications, kits and their editions, quotations, glossary, key figures."""

from .documents import Document, Quote, TaggedDocument
from .kits import Kit, KitEdition, Leaflet
from .references import KeyFigure, Term

__all__ = ["Document", "KeyFigure", "Kit", "KitEdition", "Leaflet", "Quote", "TaggedDocument", "Term"]
