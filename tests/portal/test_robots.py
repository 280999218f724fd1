"""What machines that read the site are told."""

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from ess_portal.sitemaps import SITEMAPS
from territories.models import Territory
from tests.factories import (
    make_actor,
    make_competence,
    make_document,
    make_field,
    make_initiative,
    make_lever,
    make_territory,
)


def test_robots_stay_out_of_the_back_office_and_know_the_map(client):
    robots = client.get(reverse("robots"))
    assert robots.headers["Content-Type"].startswith("text/plain")
    assertContains(robots, "Disallow: /gestion/")
    assertContains(robots, "Sitemap: http://testserver/sitemap.xml")


def test_the_map_holds_the_lists_and_every_published_sheet(client):
    sheets = [make_lever(), make_competence(), make_initiative(), make_actor(), make_document()]
    addresses = [sheet.get_absolute_url() for sheet in sheets] + [reverse("home"), reverse("levers:matrix")]
    page = client.get(reverse("sitemap"))
    for address in addresses:
        assertContains(page, f"<loc>http://testserver{address}</loc>")


def test_the_map_holds_no_draft(client):
    make_initiative(slug="canari-initiative", live=False)
    make_document(slug="canari-document", live=False)
    make_competence(slug="canari-competence", live=False)
    assertNotContains(client.get(reverse("sitemap")), "canari")


def test_only_the_communes_where_something_is_told_are_on_the_map(client):
    told, untold = make_territory(), make_territory()
    only_drafted = make_territory()
    region = make_territory(kind=Territory.Kind.REGION)
    make_initiative(territories=[told])
    make_initiative(territories=[only_drafted], live=False)
    page = client.get(reverse("sitemap"))
    assertContains(page, told.get_absolute_url())
    assertContains(page, region.get_absolute_url())
    assertNotContains(page, untold.get_absolute_url())
    assertNotContains(page, only_drafted.get_absolute_url())


def test_the_map_costs_two_queries_a_kind(client, django_assert_num_queries):
    for _ in range(3):
        make_initiative(territories=[make_territory()], levers=[make_lever()], fields=[make_field()])
        make_actor(sectors=[make_competence()])
        make_document()
    with django_assert_num_queries(2 * (len(SITEMAPS) - 1)):  # count and rows, for each kind but the fixed pages
        client.get(reverse("sitemap"))
