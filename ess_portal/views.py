"""The pages of the roof: home, site map, duties of a public site, errors."""

from django.conf import settings
from django.db.models import Count, Q, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actors.models import Actor, Initiative
from editorial.french import fold
from ess_portal import rosace
from levers.models import ActionField, Approach, Lever
from library.models import Document, Kit, Quote
from territories.models import Competence

LATEST = 3
# What was published on the same day, a whole import for one, comes by its own date.
LATEST_FIRST = ["-first_published_at__date", *Initiative._meta.ordering]


@require_safe
def home(request):
    levers = Lever.objects.published().annotate(initiative_count=Count("initiatives", filter=Q(initiatives__live=True)))
    return render(
        request,
        "portal/home.html",
        {
            "tabs": levers,
            "rosace": draw_rosace(levers),
            "totals": totals(initiatives=Initiative, actors=Actor, documents=Document, competences=Competence),
            "latest": Initiative.objects.published().order_by(*LATEST_FIRST).for_cards()[:LATEST],
            "approaches": Approach.objects.published(),
            "quote": Quote.objects.published().select_related("document").first(),
        },
    )


def draw_rosace(levers):
    """Return the rosace of the levers, each petal with the lever it leads to."""
    drawing = rosace.draw([(lever.number, lever.verb, lever.initiative_count) for lever in levers])
    by_number = {lever.number: lever for lever in levers}
    for petal in drawing.petals:
        petal.lever = by_number[petal.number]
    return drawing


def totals(**models):
    """Return how many published rows each model has, in one query."""
    counts = [
        model.objects.published().order_by().annotate(figure=Value(name)).values("figure").annotate(total=Count("pk"))
        for name, model in models.items()
    ]
    return {row["figure"]: row["total"] for row in counts[0].union(*counts[1:]).order_by()}


@require_safe
def site_map(request):
    return render(
        request,
        "portal/site_map.html",
        {
            "fields": ActionField.objects.published(),
            "competences": sorted(Competence.objects.published(), key=lambda competence: fold(competence.name)),
            "approaches": Approach.objects.published(),
            "kits": Kit.objects.all(),
        },
    )


# Robots read the sheets, which the site map lists, not the endless combinations of filters.
ROBOTS = """\
User-agent: *
Disallow: /gestion/
Disallow: /recherche/
Disallow: /*?

Sitemap: {site}{sitemap}
"""


@require_safe
def robots(request):
    text = ROBOTS.format(site=settings.SITE_URL, sitemap=reverse("sitemap"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
