"""What the sheets of the room have in common."""

import re

from django.db.models import Count, Q
from django.utils.functional import cached_property

INITIATIVES_ON_A_SHEET = 5
PUBLISHED_INITIATIVES = Count("initiatives", filter=Q(initiatives__live=True))
DIGITS = re.compile(r"(\d+)")


def in_reading_order(reference):
    """Sort « article 9 » before « article 13 »."""
    return [int(part) if part.isdigit() else part for part in DIGITS.split(reference)]


def present(*sections):
    """Leave out the sections that would be empty; None is a section that is not counted."""
    return [section for section in sections if section[-1] != 0]


class Documented:
    """What `documents` of the library speak of, read once for the whole page."""

    @cached_property
    def readings(self):
        return list(self.documents.published().for_references())

    @property
    def source_documents(self):
        """The source documents it comes from."""
        return [document for document in self.readings if document.is_source]

    @property
    def publications(self):
        """What to read about it."""
        return [document for document in self.readings if not document.is_source]
