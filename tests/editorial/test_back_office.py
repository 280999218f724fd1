"""The back office: who comes in, what its lists and addresses give, what the public never sees."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from wagtail.snippets.models import get_snippet_models

from actors.models import Actor, Initiative
from editorial.groups import ensure_editor_group
from editorial.models import EditorialModel
from territories.models import Territory
from tests import factories
from tests.editorial.back_office import SHEETS, filled_form, make_editor, office

HOME = reverse("wagtailadmin_home")


def test_every_kind_of_sheet_is_tested():
    labels = {model._meta.label for model in get_snippet_models() if issubclass(model, EditorialModel)}
    assert labels == set(SHEETS)


def test_an_unknown_visitor_is_led_to_the_login(client):
    assertRedirects(client.get(HOME), f"{reverse('wagtailadmin_login')}?next={HOME}")


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model._meta.label)
def test_an_unknown_visitor_sees_no_list(client, model):
    assert client.get(office(model, "list")).status_code == 302


def test_an_editor_comes_in_by_the_form_and_leaves(client):
    make_editor()
    login = client.get(reverse("wagtailadmin_login"))
    assertContains(login, "Mot de passe")
    response = client.post(
        reverse("wagtailadmin_login"), {"username": "claire", "password": "une-longue-phrase", "next": HOME}
    )
    assertRedirects(response, HOME)
    assert {client.cookies[name]["path"] for name in ("sessionid", "csrftoken")} == {"/gestion/"}
    client.post(reverse("wagtailadmin_logout"))
    assert client.get(HOME).status_code == 302


def test_the_first_page_welcomes_in_french_and_counts_the_sheets(client, editor):
    factories.make_term()
    lever = factories.make_lever(short_title="Acheter autrement")
    lever.short_title = "Acheter encore autrement"
    lever.save_revision(user=editor)
    response = client.get(HOME)
    assertContains(response, "Bonjour")
    assertContains(response, "Termes du glossaire")
    assertContains(response, "Acheter encore autrement")
    assertNotContains(response, "Pages")


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model._meta.label)
def test_an_editor_opens_every_list(client, editor, model):
    response = client.get(office(model, "list"))
    assertContains(response, "Rechercher")


@pytest.mark.parametrize("label", SHEETS)
def test_a_list_costs_the_same_queries_whatever_its_length(client, editor, django_assert_max_num_queries, label):
    make = SHEETS[label][0]
    sheets = [make() for _ in range(12)]
    address = office(sheets[0], "list")
    client.get(address)
    # session, user, their rights (2), their profile, count, languages, their rights on pages and images (2, for the
    # menu), choices of the filters (at most 3), rows, kind of the rows, versions to come, reviews
    with django_assert_max_num_queries(16):
        response = client.get(address)
    assert response.status_code == 200


def test_a_list_is_searched_by_half_a_word_and_filtered_by_a_relation(client, editor):
    lever = factories.make_lever()
    kept = factories.make_initiative(title="La cantine coopérative", levers=[lever])
    factories.make_initiative(title="Une cantine sans ce levier")
    factories.make_initiative(title="Un garage solidaire", levers=[lever])
    response = client.get(office(Initiative, "list"), {"q": "coopératives canti", "levers": lever.pk})
    assert [row.pk for row in response.context["object_list"]] == [kept.pk]


def test_a_list_is_filtered_by_state(client, editor):
    hidden, changed = factories.make_actor(live=False), factories.make_actor()
    changed.save_revision()
    for state, expected in {"hors-ligne": hidden, "brouillon": changed, "en-ligne": changed}.items():
        response = client.get(office(Actor, "list"), {"state": state})
        assert [row.pk for row in response.context["object_list"]] == [expected.pk]


def test_territories_are_read_but_never_written(client, editor):
    place = factories.make_territory(name="Rennes", code="35238", postal_codes="35000 35200")
    assertContains(client.get(office(place, "list"), {"q": "35200"}), "Rennes")
    assertContains(client.get(office(place, "inspect", place.pk)), "35238")
    assert client.get(office(place, "edit", place.pk)).status_code == 302
    assert client.get(office(place, "add")).status_code == 302


def test_a_territory_is_chosen_among_all_by_its_name_or_postal_code(client, editor):
    place = factories.make_territory(name="Saint-Étienne", code="42218", postal_codes="42000")
    factories.make_territory(name="Rennes")
    chooser = place.snippet_viewset.chooser_viewset
    for words in ("st etienne", "42000"):
        response = client.get(reverse(chooser.get_url_name("choose_results")), {"q": words, "multiple": 1})
        assertContains(response, "Saint-Étienne")
        assertNotContains(response, "Rennes")
    response = client.get(reverse(chooser.get_url_name("chosen"), args=[place.pk]))
    assert response.json()["result"]["string"] == "Saint-Étienne (commune, 42218)"


def test_the_form_of_an_initiative_shows_its_territories_and_never_the_whole_list(client, editor):
    place, _ = factories.make_territory(name="Rennes"), factories.make_territory(name="Brest")
    initiative = factories.make_initiative(territories=[place])
    response = client.get(office(initiative, "edit", initiative.pk))
    assertNotContains(response, "Brest")
    assert filled_form(response)["territories"] == [str(place.pk)]


@pytest.mark.parametrize(
    "address",
    [
        "pages/",
        "pages/1/",
        "pages/add/wagtailcore/page/1/",
        "choose-page/",
        "api/main/pages/",
        "collections/",
        "images/",
        "images/add/",
        "documents/",
        "reports/locked/",
        "reports/aging-pages/",
        "no-such-page/",
    ],
)
def test_what_the_portal_does_not_use_is_not_there(client, editor, address):
    assert client.get(f"{HOME}{address}").status_code == 404


def test_the_menu_has_no_page_tree(client, editor):
    menu = BeautifulSoup(client.get(HOME).content, "html.parser").find(id="wagtail-sidebar-props").text
    assert "/gestion/contenus/leviers/" in menu
    assert "/gestion/references/territoires/" in menu
    assert "/gestion/pages/" not in menu
    assert "/gestion/images/" not in menu


@pytest.mark.parametrize("address", ["/admin/", "/admin/auth/user/", "/admin"])
def test_the_usual_address_leads_there(client, address):
    assert client.get(address, follow=True).redirect_chain[-1][0].startswith(reverse("wagtailadmin_login"))


def test_the_public_pages_keep_the_strict_policy_and_give_no_cookie(client):
    response = client.get("/")
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert not response.cookies


def test_the_forms_may_run_the_scripts_that_wagtail_writes_in_them(client):
    policy = client.get(reverse("wagtailadmin_login"))["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert policy.count("unsafe-inline") == 1
    assert "default-src 'none'" in policy


def test_the_group_of_editors_may_do_everything_but_delete():
    ensure_editor_group()
    rights = ensure_editor_group().permissions
    assert rights.filter(codename="publish_lever").exists()
    assert rights.filter(codename="add_tag").exists()
    assert rights.count() == len(set(rights.values_list("content_type", "codename")))
    assert not rights.filter(codename__startswith="delete").exists()
    assert not rights.filter(content_type__app_label="auth").exists()
    assert Permission.objects.count() > rights.count()


def test_the_message_of_a_submission_is_right_in_french():
    from django.utils.translation import gettext

    message = gettext("%(model_name)s '%(object)s' has been submitted for moderation.")
    assert message == "« %(object)s » : envoi en relecture."


def test_wagtail_speaks_french(client, editor):
    assert settings.LANGUAGE_CODE == "fr"
    assertContains(client.get(office(Territory, "list")), 'lang="fr"')


def test_a_new_initiative_is_given_the_next_code(client, editor):
    factories.make_initiative(code="ini-099")
    factories.make_initiative(code="ini-285")
    assert filled_form(client.get(office(Initiative, "add")))["code"] == ["ini-286"]
