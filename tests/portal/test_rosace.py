"""The drawing of the home page, from counts to shapes."""

import re

import pytest

from ess_portal.rosace import HEART, LONGEST, SHORTEST, draw

VERBS = ["Former", "Connaître", "Acheter", "Structurer", "Consolider"]
VERBS += ["Co-construire", "Coordonner", "Financer", "Mobiliser", "Relier"]
REAL = [36, 20, 34, 121, 53, 105, 27, 124, 18, 33]


def rosace(counts):
    return draw([(number, verb, count) for number, (verb, count) in enumerate(zip(VERBS, counts, strict=True), 1)])


def test_the_area_of_a_petal_says_its_count():
    areas = [(petal.length**2, petal.count) for petal in rosace(REAL).petals]
    assert {round(area / count, 6) for area, count in areas} == {round(LONGEST**2 / 124, 6)}


def test_the_petals_stand_clockwise_from_the_top():
    one, _, three, *_ = rosace([10] * 10).petals
    assert (round(one.x), one.y < 0) == (0, True)
    assert (three.x > 0, three.y < 0) == (True, True)


def test_similar_petals_never_overlap():
    petals = rosace([10] * 10).petals
    assert not any(petal.covers(other.x, other.y) for petal in petals for other in petals if petal is not other)


def test_a_petal_too_small_for_its_numeral_is_hollow_and_has_no_verb():
    petals = rosace([1, *[500] * 9]).petals
    assert (petals[0].hollow, petals[0].length, petals[0].verb) == (True, SHORTEST, "")
    assert not any(petal.hollow for petal in petals[1:])


def test_the_verb_goes_inside_a_large_bulb_unless_it_stands_upright():
    assert [petal.number for petal in rosace([10] * 10).petals if petal.verb_inside] == [2, 3, 4, 5, 7, 8, 9, 10]


def test_a_verb_that_a_neighbour_would_cover_is_left_to_the_list():
    petals = rosace([100, 100, 100, 100, 100, 12, 100, 100, 100, 100]).petals
    assert [petal.number for petal in petals if not petal.verb] == [6]


@pytest.mark.parametrize(
    "counts", [[0] * 10, [1] * 10, [0] * 9 + [1], [100_000, *[1] * 9], REAL, list(range(10)), [7, 0] * 5]
)
def test_any_counts_can_be_drawn_and_nothing_leaves_the_frame(counts):
    drawing = rosace(counts)
    left, top, width, height = map(float, drawing.view_box.split())
    for petal in drawing.petals:
        assert re.fullmatch(r"M0 0L-?[\d.]+ -?[\d.]+A[\d.]+ [\d.]+ 0 1 1 -?[\d.]+ -?[\d.]+Z", petal.outline)
        assert petal.length > HEART
        assert left < petal.x - petal.radius < petal.x + petal.radius < left + width
        assert top < petal.y - petal.radius < petal.y + petal.radius < top + height


def test_the_scale_is_made_of_round_counts_under_the_largest():
    assert [(ring.count, round(ring.radius)) for ring in rosace(REAL).rings] == [(40, 181), (80, 255)]
    assert rosace([0] * 10).rings == rosace([1] * 10).rings == []


def test_only_the_ten_levers_have_a_petal():
    assert [petal.number for petal in draw([(3, "Acheter", 2), (11, "Oser", 5)]).petals] == [3]
    assert draw([]).petals == []
