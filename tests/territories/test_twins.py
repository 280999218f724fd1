"""The places that resemble a place."""

from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django.asserts import assertContains

from territories.models import Exercise, Territory, Twin
from territories.twins import compute_twins
from tests.factories import make_initiative, make_territory

Kind, Nature = Territory.Kind, Territory.Nature
sirens = count(200_000_000)


@pytest.fixture
def bretagne():
    return make_territory(Kind.REGION, code="53", name="Bretagne")


@pytest.fixture
def normandie():
    return make_territory(Kind.REGION, code="28", name="Normandie")


def make_group(region, population=50_000, nature=Nature.CA, **values):
    return make_territory(
        Kind.INTERCOMMUNALITY, [region], **{"code": next(sirens), "nature": nature, "population": population} | values
    )


def make_commune(group, population, **values):
    return make_territory(inside=[group, *group.contained_in.all()], population=population, **values)


def compute(**exercised):
    """Compute the twins; `exercised` is {key of an intercommunalité: bits}."""
    return compute_twins({int(key.removeprefix("key")): bits for key, bits in exercised.items()})


def twins(territory, among=Twin.Among.ALL):
    return [twin.peer for twin in territory.twins.filter(among=among).order_by("rank")]


def test_the_nearest_population_comes_first_whether_larger_or_smaller(bretagne):
    here, double, near, half = (make_group(bretagne, size) for size in [50_000, 100_001, 60_000, 25_000])
    compute()
    assert twins(here) == [near, half, double]


def test_another_nature_is_as_far_as_a_double_population(bretagne):
    here = make_group(bretagne, 50_000)
    other_nature = make_group(bretagne, 50_000, Nature.CC)
    less_than_double, more_than_double = make_group(bretagne, 99_000), make_group(bretagne, 101_000)
    compute()
    assert twins(here) == [less_than_double, other_nature, more_than_double]


def test_the_same_region_is_nearer(bretagne, normandie):
    here, there, home = make_group(bretagne), make_group(normandie, 50_100), make_group(bretagne, 55_000)
    compute()
    assert twins(here) == [home, there]


def test_competences_in_common_bring_nearer_and_are_counted(bretagne):
    here, alike, other = make_group(bretagne), make_group(bretagne, 60_000), make_group(bretagne, 50_500)
    compute_twins({here.pk: 0b0111, alike.pk: 0b1111, other.pk: 0b1000})
    assert twins(here) == [alike, other]
    assert str(here.twins.get(rank=1).shared_line) == "3 compétences en commun sur 4"
    assert here.twins.get(rank=2).shared_line == "0 compétence en commun sur 4"


def test_a_place_whose_competences_are_not_known_is_half_way(bretagne):
    here, alike, unknown, other = (make_group(bretagne) for _ in range(4))
    compute_twins({here.pk: 0b11, alike.pk: 0b11, other.pk: 0b1100})
    assert twins(here) == [alike, unknown, other]
    assert here.twins.get(rank=2).shared_line == ""


def test_a_commune_is_compared_with_communes_outside_its_intercommunality(bretagne):
    home, away = make_group(bretagne), make_group(bretagne, 90_000)
    here, neighbour, far = make_commune(home, 2_000), make_commune(home, 2_000), make_commune(away, 9_000)
    compute()
    assert twins(here) == [far]
    assert neighbour not in twins(here)


def test_communes_without_intercommunality_resemble_each_other(bretagne):
    island, other = (make_territory(inside=[bretagne], population=size) for size in [300, 500])
    make_commune(make_group(bretagne), 300)
    compute()
    assert twins(island)[0] == other
    assert "sans intercommunalité comme ici" in island.twins.first().reasons


def test_the_twins_with_an_initiative_have_a_published_one_of_their_own(bretagne):
    here, near, draft, active = (make_group(bretagne, size) for size in [50_000, 51_000, 52_000, 400_000])
    make_initiative(territories=[active])
    make_initiative(territories=[draft], live=False)
    compute()
    assert twins(here, Twin.Among.ACTIVE) == [active]
    assert twins(here)[0] == near


def test_the_reasons_are_a_plain_sentence(bretagne, normandie):
    here = make_group(bretagne)
    make_group(normandie, 48_000)
    make_group(bretagne, 51_000, Nature.CC)
    compute()
    first, second = here.twins.for_lines()
    assert first.reasons == "48\u202f000 habitants, communauté d’agglomération comme ici, Normandie"
    assert second.reasons == "51\u202f000 habitants, communauté de communes, même région (Bretagne)"


def test_the_reasons_of_a_commune_speak_of_its_intercommunality(bretagne):
    here = make_commune(make_group(bretagne), 2_000)
    make_commune(make_group(bretagne), 3_000)
    compute()
    expected = "3\u202f000 habitants, dans une communauté d’agglomération comme ici, même région (Bretagne)"
    assert here.twins.for_lines().get().reasons == expected


def test_a_place_without_known_population_has_no_twin_and_is_counted(bretagne):
    make_group(bretagne)
    unknown = make_group(bretagne, None)
    report = compute()
    assert report.without == 1
    assert not Twin.objects.filter(territory=unknown).exists()
    assert not Twin.objects.filter(peer=unknown).exists()


def test_computing_twice_changes_nothing_and_a_change_is_followed(bretagne):
    here, near, far = make_group(bretagne), make_group(bretagne, 60_000), make_group(bretagne, 90_000)
    assert compute().changed == 3
    assert compute().changed == 0
    Territory.objects.filter(pk=near.pk).update(population=None)
    report = compute()
    assert (report.changed, twins(here)) == (3, [far])


def test_the_command_says_what_it_did(bretagne):
    make_group(bretagne)
    make_group(bretagne)
    out = StringIO()
    call_command("compute_twins", stdout=out)
    assert "2 territoires mis à jour" in out.getvalue()
    assert Twin.objects.count() == 2


def test_examples_take_one_published_initiative_of_each_twin_the_nearest_first(bretagne, django_assert_num_queries):
    here = make_group(bretagne)
    for size in [60_000, 70_000, 80_000, 90_000]:
        make_initiative(territories=[make_group(bretagne, size)], title=f"De {size}", year=2020)
    compute()
    with django_assert_num_queries(3):  # twins with their places, initiatives, their levers
        found = here.twins.examples(3)
        titles = [initiative.title for _, initiative in found]
    assert titles == ["De 60000", "De 70000", "De 80000"]


def test_an_initiative_shared_by_two_twins_is_shown_once(bretagne):
    here, one, other = make_group(bretagne), make_group(bretagne, 60_000), make_group(bretagne, 70_000)
    make_initiative(territories=[one, other])
    compute()
    assert len(here.twins.examples(3)) == 1


def test_the_method_says_what_separates_two_places(client):
    response = client.get(reverse("territories:twins_method"))
    assertContains(response, "1 point chaque fois qu’elle double")
    assertContains(response, "0,25 point si elle diffère")


def test_the_command_reads_what_banatic_says(bretagne):
    here, other = make_group(bretagne), make_group(bretagne)
    for territory, code in [(here, "1510"), (here, "2520"), (other, "1510")]:
        Exercise.objects.create(territory=territory, code=code)
    call_command("compute_twins", verbosity=0)
    assert here.twins.get().shared_line == "1 compétence en commun sur 2"
