"""What the sheets of the room have in common."""

import re

from django.db.models import Count, Q

INITIATIVES_ON_A_SHEET = 5
PUBLISHED_INITIATIVES = Count("initiatives", filter=Q(initiatives__live=True))
DIGITS = re.compile(r"(\d+)")


def in_reading_order(reference):
    """Sort « article 9 » before « article 13 »."""
    return [int(part) if part.isdigit() else part for part in DIGITS.split(reference)]


def present(*sections):
    """Leave out the sections that would be empty; None is a section that is not counted."""
    return [section for section in sections if section[-1] != 0]
