"""The life of a sheet of each kind, through the screens of the back office and the public pages."""

import pytest
from django.apps import apps
from pytest_django.asserts import assertContains, assertNotContains

from tests import factories
from tests.editorial.back_office import SHEETS, filled_form, office

CANARY = "mandragore"


@pytest.fixture(params=SHEETS)
def sheet(request):
    """One published sheet of each kind, with the name of a field that its page shows."""
    make, field = SHEETS[request.param]
    return make(), field


def public_page(client, sheet):
    return client.get(sheet.get_absolute_url().partition("#")[0])


def edited(client, sheet, **values):
    """Return the editing form of the sheet, changed."""
    return filled_form(client.get(office(sheet, "edit", sheet.pk))) | values


def test_a_sheet_goes_from_draft_to_preview_to_publication(client, editor, sheet):
    sheet, field = sheet
    form = edited(client, sheet, **{field: f"Un mot nouveau : {CANARY}."})

    client.post(office(sheet, "edit", sheet.pk), form)
    sheet.refresh_from_db()
    assert sheet.has_unpublished_changes
    assertNotContains(public_page(client, sheet), CANARY)

    preview = office(sheet, "preview_on_edit", sheet.pk)
    assert client.post(preview, form).json() == {"is_valid": True, "is_available": True}
    response = client.get(preview)
    assertContains(response, CANARY)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]

    client.post(office(sheet, "edit", sheet.pk), form | {"action-publish": "action-publish"})
    assertContains(public_page(client, sheet), CANARY)


def test_a_new_sheet_is_previewed_before_it_is_ever_saved(client, editor, sheet):
    sheet, field = sheet
    form = edited(client, sheet, **{field: CANARY})
    # The same values on a sheet that does not exist yet: what must be unique is.
    form |= {name: "neuf" for name in ("slug", "code") if name in form} | {"number": "77"}
    form |= {name: "0" for name in form if name.endswith("-INITIAL_FORMS")}
    preview = office(sheet, "preview_on_add")
    assert client.post(preview, form).json()["is_valid"]
    assertContains(client.get(preview), CANARY)


def test_versions_are_listed_compared_and_restored(client, editor, sheet):
    sheet, field = sheet
    before = sheet.save_revision(user=editor)
    before.publish()
    setattr(sheet, field, CANARY)
    after = sheet.save_revision(user=editor)
    after.publish()

    assertContains(client.get(office(sheet, "history", sheet.pk)), "claire")
    compared = client.get(office(sheet, "revisions_compare", sheet.pk, before.pk, after.pk))
    assertContains(compared, CANARY)
    old = client.get(office(sheet, "revisions_revert", sheet.pk, before.pk))
    client.post(
        office(sheet, "edit", sheet.pk),
        filled_form(old) | {"revision": before.pk, "action-publish": "action-publish"},
    )
    assertNotContains(public_page(client, sheet), CANARY)


def test_the_draft_of_a_lever_leaves_its_public_rows_as_they_are(client, editor):
    lever = factories.make_lever()
    kept = factories.make_lever_action(lever, text="Écrire une clause sociale")
    form = edited(client, lever)
    form |= {
        "actions-TOTAL_FORMS": "2",
        "actions-0-text": f"Écrire une clause {CANARY}",
        "actions-1-text": f"Une action {CANARY}",
        "actions-1-source_url": factories.SOURCE,
        "actions-1-ORDER": "2",
    }
    client.post(office(lever, "edit", lever.pk), form)
    assertContains(public_page(client, lever), "Écrire une clause sociale")
    assertNotContains(public_page(client, lever), CANARY)

    client.post(office(lever, "edit", lever.pk), form | {"action-publish": "action-publish"})
    assert [action.text for action in lever.actions.all()] == [f"Écrire une clause {CANARY}", f"Une action {CANARY}"]
    assert lever.actions.first().pk == kept.pk


def test_a_draft_that_cites_a_deleted_row_still_opens(client, editor):
    place = factories.make_territory()
    initiative = factories.make_initiative(levers=[factories.make_lever()])
    actor = factories.make_actor(territory=None)
    initiative.territories.add(place)
    actor.territory = place
    initiative.save_revision(user=editor)
    actor.save_revision(user=editor)
    place.delete()
    for sheet in (initiative, actor):
        assert client.get(office(sheet, "edit", sheet.pk)).status_code == 200


def test_relations_of_a_sheet_are_prefetched(django_assert_num_queries):
    lever = factories.make_lever()
    for _ in range(3):
        factories.make_lever_action(factories.make_lever())
        factories.make_initiative(levers=[lever], territories=[factories.make_territory()])
    levers = apps.get_model("levers.Lever").objects.prefetch_related("actions")
    with django_assert_num_queries(2):  # levers, actions
        assert sum(len(lever.actions.all()) for lever in levers) == 3
    initiatives = apps.get_model("actors.Initiative").objects.prefetch_related("levers", "territories")
    with django_assert_num_queries(3):  # initiatives, levers, territories
        assert [len(row.levers.all()) + len(row.territories.all()) for row in initiatives] == [2, 2, 2]
