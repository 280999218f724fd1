"""Drafts lie in the same tables as what is published: a canary in each, and a walk through every public page."""

import re
from collections import deque
from html import unescape

import pytest
from django.apps import apps
from django.db import models

from actors.models import Actor, Initiative
from editorial.models import EditorialModel
from levers.models import ActionField, Lever, LeverCompetence, LeverField
from territories.models import Competence, Territory
from tests.factories import (
    make_actor,
    make_competence,
    make_document,
    make_field,
    make_initiative,
    make_lever,
    make_partner,
    make_term,
    make_territory,
)

CANARY = "canaricanari"
NOWHERE = "ornithorynque"
LINK = re.compile(r'href="(/[^"#]*)')
# Addresses that no link of a page leads to.
DOORS = ["/", "/sitemap.xml", "/robots.txt"]
SEARCHES = ["/recherche/?q={}", "/initiatives/?q={}", "/acteurs/?q={}", "/bibliotheque/?q={}"]


def sheets():
    """Return the kinds of sheets that editors write."""
    return [model for model in apps.get_models() if issubclass(model, EditorialModel)]


def publish_one_of_each():
    region = make_territory(kind="region", code="53")
    commune = make_territory(inside=[region])
    links = {"levers": [make_lever(number=3)], "fields": [make_field()], "competences": [make_competence()]}
    actor = make_actor(sectors=links["competences"], territory=commune, tags=["cantine"])
    make_partner(make_initiative(**links, territories=[commune], tags=["cantine"]), actor=actor)
    make_document(**links, tags=["cantine"])
    make_term()


def plant_canary(model):
    """Save a draft whose every text says the canary."""
    draft = model(live=False)
    for field in model._meta.concrete_fields:
        if isinstance(field, models.URLField):
            setattr(draft, field.name, f"https://{CANARY}.fr")
        elif isinstance(field, models.CharField | models.TextField) and field.editable and not field.choices:
            setattr(draft, field.name, CANARY[: field.max_length])
        elif field.choices:
            setattr(draft, field.name, field.choices[0][0])
        elif field.name in ("number", "year"):
            setattr(draft, field.name, 2099)
    draft.save()


def relate_everything():
    """Link every sheet with every other, drafts or not, as editors may."""
    for sheet in [sheet for model in sheets() for sheet in model.objects.all()]:
        for relation in sheet._meta.many_to_many:
            if relation.name != "tags":
                getattr(sheet, relation.name).set(relation.related_model.objects.all())
            elif not sheet.live:
                sheet.tags.set([CANARY])
        if hasattr(sheet, "territory"):
            sheet.territory = Territory.objects.communes().get()
        sheet.save()
    for lever in Lever.objects.all():
        for competence in Competence.objects.all():
            LeverCompetence.objects.create(lever=lever, competence=competence, reason=reason(lever, competence))
        for field in ActionField.objects.all():
            LeverField.objects.create(lever=lever, field=field, reason=reason(lever, field))
    initiative = Initiative.objects.published().get()
    make_partner(initiative, actor=Actor.objects.get(live=False), name="Une association")
    initiative.main_lever = Lever.objects.get(live=False)
    initiative.save()


def reason(*sheets):
    return "Une raison." if all(sheet.live for sheet in sheets) else CANARY


def prepare_a_new_version():
    """Leave a draft of what is published: it is a revision, and the table keeps what the public reads."""
    lever = Lever.objects.published().get()
    lever.why = CANARY
    lever.save_revision()


def walk(client):
    """Yield every page that the public can reach from the doors, by its links."""
    seen, waiting = set(DOORS), deque(DOORS)
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        yield address, response
        found = {unescape(link) for link in LINK.findall(response.content.decode())} - seen
        found = {link for link in found if not link.startswith(("/static/", "/gestion/"))}
        seen |= found
        waiting.extend(sorted(found))


def test_a_draft_shows_on_no_public_page(client):
    publish_one_of_each()
    for model in sheets():
        plant_canary(model)
    relate_everything()
    prepare_a_new_version()

    pages = dict(walk(client))

    assert {address: page.status_code for address, page in pages.items() if page.status_code != 200} == {}
    assert len(pages) > 30
    assert [address for address, page in pages.items() if CANARY in page.content.decode()] == []


@pytest.mark.parametrize("address", SEARCHES)
def test_no_search_finds_a_draft(client, address):
    """The page repeats the words that were typed, as often as words that are nowhere."""
    publish_one_of_each()
    for model in sheets():
        plant_canary(model)
    found = client.get(address.format(CANARY)).content.decode().count(CANARY)
    assert found == client.get(address.format(NOWHERE)).content.decode().count(NOWHERE)


def test_a_draft_has_no_page(client):
    for model in sheets():
        plant_canary(model)
    drafts = [draft for model in sheets() for draft in model.objects.all()]
    with_a_page = [address for draft in drafts if "#" not in (address := draft.get_absolute_url())]
    assert with_a_page
    assert {address: client.get(address).status_code for address in with_a_page} == dict.fromkeys(with_a_page, 404)
