"""The matrix of levers and action fields: where collectivités already act, and where there is room to invent."""

from dataclasses import dataclass
from typing import NamedTuple

# The upper bounds of the shades, as shares of the largest cell: narrow at first, to keep small counts apart.
SHARES = (1 / 7, 2 / 7, 1 / 2, 5 / 7, 1)


class Step(NamedTuple):
    """A shade, and the counts that it shows; the last one has no upper end."""

    shade: int
    first: int
    last: int


class Cell(NamedTuple):
    field: object
    count: int
    shade: int


class Row(NamedTuple):
    lever: object
    cells: list


def steps(largest):
    """Return the shades that the counts up to the largest need: a shade without any count is left out."""
    found, first = [], 1
    for shade, share in enumerate(SHARES, start=1):
        last = int(largest * share)
        if last >= first:
            found.append(Step(shade, first, last))
            first = last + 1
    return found


@dataclass
class Matrix:
    """`counts` has the number of initiatives of each pair (number of the lever, code of the field)."""

    levers: list
    fields: list
    counts: dict

    def __post_init__(self):
        self.largest = max(self.counts.values(), default=0)
        self.steps = steps(self.largest)

    @property
    def rows(self):
        return [Row(lever, [self.cell(lever, field) for field in self.fields]) for lever in self.levers]

    def cell(self, lever, field):
        count = self.counts.get((lever.number, field.code), 0)
        return Cell(field, count, self.shade(count))

    def shade(self, count):
        """Return 0 for nothing, which stays bare paper."""
        return next((step.shade for step in self.steps if step.first <= count <= step.last), 0)

    @property
    def most(self):
        """The pair with most initiatives: (lever, cell), or None."""
        cells = [(row.lever, cell) for row in self.rows for cell in row.cells if cell.count]
        return max(cells, key=lambda pair: pair[1].count, default=None)
