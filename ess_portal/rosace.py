"""The rosace of the home page: ten similar petals, one every 36°, whose area is a number of initiatives."""

from dataclasses import dataclass
from math import cos, floor, hypot, log10, pi, sin, sqrt

SLOTS = 10
STEP = 2 * pi / SLOTS
HALF_SINE, HALF_COSINE = sin(STEP / 2), cos(STEP / 2)
LONGEST = 318
# Under this length the numeral would vanish under the heart: the petal is drawn hollow, as it no longer says a number.
SHORTEST = 80
HEART = 41
# From this radius on, the bulb has room for the verb under the numeral; upright petals are too narrow for any verb.
ROOM_FOR_VERB = 58
UPRIGHT = {1, 6}
VERB_SIZE = 20
MARGIN = 8
LEAST_HALF_FRAME = 200


@dataclass
class Petal:
    """A drawn petal: its number and verb, its outline, and where its numeral and its verb stand."""

    number: int
    verb: str
    count: int
    length: float
    hollow: bool

    def __post_init__(self):
        self.angle = (self.number - 1) * STEP - pi / 2
        self.reach = self.length / (1 + HALF_SINE)
        self.radius = self.reach * HALF_SINE
        self.x, self.y = self.at(self.reach)
        self.verb_inside = self.radius >= ROOM_FOR_VERB and self.number not in UPRIGHT
        self.verb_x, self.verb_y, self.anchor = self.place_verb()

    def at(self, distance, turn=0.0):
        """Return the point at that distance from the heart, on the axis of the petal or turned from it."""
        return distance * cos(self.angle + turn), distance * sin(self.angle + turn)

    @property
    def outline(self):
        side = self.reach * HALF_COSINE
        (x1, y1), (x2, y2) = self.at(side, -STEP / 2), self.at(side, STEP / 2)
        return f"M0 0L{x1:.1f} {y1:.1f}A{self.radius:.1f} {self.radius:.1f} 0 1 1 {x2:.1f} {y2:.1f}Z"

    @property
    def numeral_size(self):
        return self.radius * (1.28 if self.number < 10 else 1.11)

    @property
    def numeral_y(self):
        return self.y + self.numeral_size * 0.358 - (18 if self.verb_inside else 0)

    def place_verb(self):
        """Return the point and the anchor of the verb: in the bulb, above, below, beside or askew."""
        across, down = cos(self.angle), sin(self.angle)
        if self.verb_inside:
            return self.x, self.y + 42, "middle"
        if abs(across) < 0.1:
            return 0, down * (self.length + 14) + (14 if down > 0 else 0), "middle"
        side = 1 if across > 0 else -1
        if abs(across) < 0.7:
            return across * (self.length + 28) + 14 * side, down * (self.length + 28) + 8, "middle"
        return across * (self.length + 14), down * (self.length + 14) + 6, "start" if side > 0 else "end"

    @property
    def verb_box(self):
        """Return the left, top, right and bottom of the verb, from the mean width of a letter."""
        width = len(self.verb) * VERB_SIZE / 2
        left = self.verb_x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.verb_y - 14, left + width, self.verb_y

    def covers(self, x, y):
        """Tell whether the point is on the petal."""
        if hypot(x - self.x, y - self.y) < self.radius:
            return True
        along = x * cos(self.angle) + y * sin(self.angle)
        beside = abs(y * cos(self.angle) - x * sin(self.angle))
        return 0 < along < self.reach * HALF_COSINE**2 and beside < along * HALF_SINE / HALF_COSINE


@dataclass
class Ring:
    """A circle of the scale: the length a petal of that count would have."""

    count: int
    radius: float

    def __post_init__(self):
        self.x = self.radius * cos(-0.4 * pi) + 4
        self.y = self.radius * sin(-0.4 * pi) - 4


@dataclass
class Rosace:
    petals: list
    rings: list

    @property
    def view_box(self):
        """Return a close frame around what is drawn, as wide on each side of the heart."""
        boxes = [(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in self.petals]
        boxes += [petal.verb_box for petal in self.petals if petal.verb]
        boxes += [(-ring.radius, -ring.radius, ring.radius, ring.radius) for ring in self.rings]
        half = max([LEAST_HALF_FRAME, *(max(-left, right) for left, _, right, _ in boxes)]) + MARGIN
        top = min([-LEAST_HALF_FRAME / 2, *(top for _, top, _, _ in boxes)]) - MARGIN
        bottom = max([LEAST_HALF_FRAME / 2, *(bottom for _, _, _, bottom in boxes)]) + MARGIN
        return f"{-half:.0f} {top:.0f} {2 * half:.0f} {bottom - top:.0f}"


def draw(counts):
    """Return the rosace of (number, verb, count) triples: the numbers are 1 to 10, each at its place."""
    most = max([count for _, _, count in counts], default=0)
    petals = [petal(number, verb, count, most) for number, verb, count in counts if 1 <= number <= SLOTS]
    for each in petals:
        if each.hollow or any(hides(other, each) for other in petals):
            each.verb = ""
    return Rosace(petals, [Ring(count, length(count, most)) for count in scale(most)])


def petal(number, verb, count, most):
    true_length = length(count, most)
    return Petal(number, verb, count, max(true_length, SHORTEST), hollow=true_length < SHORTEST)


def length(count, most):
    """Return how long the petal of a count is: its area goes as the square of its length."""
    return LONGEST * sqrt(count / most) if most else 0


def hides(petal, other):
    """Tell whether a petal would run under the verb of another one."""
    if petal is other or other.verb_inside:
        return False
    left, top, right, bottom = other.verb_box
    inset = 6  # the mean width of a letter flatters most verbs
    points = [(x, y) for x in (left + inset, (left + right) / 2, right - inset) for y in (top, bottom)]
    return any(petal.covers(x, y) for x, y in points)


def scale(most):
    """Return the round counts near a third and two thirds of the largest."""
    thirds = {round_down(most / 3), round_down(2 * most / 3)}
    return sorted(count for count in thirds if 0 < count < most)


def round_down(value):
    """Return the first digit of the value, the others at zero: 41.3 is 40."""
    if value < 1:
        return 0
    unit = 10 ** floor(log10(value))
    return floor(value / unit) * unit
