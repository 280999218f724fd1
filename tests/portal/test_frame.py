"""What surrounds every page, and the pages that the law asks for."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ess_portal import VERSION
from tests.factories import make_lever

PLAIN = ["accessibility", "legal_notice", "personal_data", "cookies"]
LISTS = ["levers:levers", "levers:fields", "territories:competences", "actors:initiatives", "actors:actors"]
PAGES = ["home", "site_map", "library:documents", "territories:territories", *PLAIN, *LISTS]


def title(page):
    return re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)[1]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_frame_and_only_one_title(client, name):
    page = client.get(reverse(name))
    assert len(re.findall(r"<h1[ >]", page.text)) == 1
    for landmark in ['lang="fr"', 'href="#contenu"', 'id="contenu"', 'aria-label="Menu principal"', 'role="search"']:
        assertContains(page, landmark)
    assertContains(page, "Accessibilité : non conforme".replace(" :", "\N{NO-BREAK SPACE}:"))
    assert title(page).endswith(" – Leviers")


def test_titles_are_unique(client):
    titles = [title(client.get(reverse(name))) for name in PAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_receives_no_cookie_and_a_strict_policy(client, name):
    page = client.get(reverse(name))
    assert not page.cookies
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_a_page_carries_no_inline_code_and_calls_no_other_site(client, name):
    text = client.get(reverse(name)).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]+src=)", text)
    assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"https?:", text)


def test_the_menu_shows_where_the_reader_is(client):
    page = client.get(reverse("actors:initiatives"))
    assertContains(page, f'<a href="{reverse("actors:initiatives")}" aria-current="page">Initiatives</a>', html=True)
    assert page.text.count('aria-current="page">Initiatives') == 1 + page.text.count("<span aria-current")


def test_the_tab_of_the_lever_is_pulled_out(client):
    make_lever(number=2)
    lever = make_lever(number=3)
    page = client.get(lever.get_absolute_url())
    assertContains(page, f'<a class="L3" href="{lever.get_absolute_url()}" aria-current="true">')
    assertNotContains(page, '<a class="L2" href="/leviers/levier-2/" aria-current')


def test_a_draft_has_no_tab(client):
    make_lever(number=3, short_title="canari", live=False)
    assertNotContains(client.get(reverse("site_map")), "canari")


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_page_costs_one_query(client, django_assert_num_queries, name):
    with django_assert_num_queries(1):  # thumb tabs
        client.get(reverse(name))


def test_the_site_map_costs_five_queries(client, django_assert_num_queries):
    with django_assert_num_queries(5):  # thumb tabs, fields, competences, approaches, kits
        client.get(reverse("site_map"))


def test_what_the_operator_has_not_said_is_shown_as_missing(client, settings):
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "")
    assertContains(client.get(reverse("legal_notice")), "à compléter par l’exploitant")
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "Le réseau")
    page = client.get(reverse("legal_notice"))
    assertContains(page, "Le réseau")
    assertNotContains(page, "à compléter par l’exploitant")


def test_the_contact_is_offered_only_when_there_is_one(client, settings):
    settings.OPERATOR = {"contact": ""}
    assertNotContains(client.get(reverse("cookies")), "mailto:")
    settings.OPERATOR = {"contact": "guide@example.org"}
    assertContains(client.get(reverse("cookies")), '<a href="mailto:guide@example.org">Contact</a>')


def test_a_missing_page_says_it_in_french_and_offers_a_way_out(client):
    page = client.get("/nexiste-pas/?q=<script>")
    assertContains(page, "Page introuvable", status_code=404)
    assertContains(page, reverse("site_map"), status_code=404)
    assert "nexiste-pas" not in page.text


@pytest.mark.parametrize("address", ["/initiatives/?q=%00", "/leviers/%00/", "/recherche/?q=%FF%00", "/?q=%ff"])
def test_junk_in_an_address_never_breaks_the_server(client, address):
    assert client.get(address).status_code in {200, 400, 404}


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_of_error_can_be_drawn_without_any_context(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = render_to_string(template)
    assert "<h1>" in text
    assert "– Leviers</title>" in text


def test_the_former_address_of_the_back_office_leads_there(client):
    assertRedirects(client.get("/admin/"), "/gestion/", fetch_redirect_response=False)


def test_the_version_is_said_once():
    assert f'version = "{VERSION}"' in Path(settings.BASE_DIR, "pyproject.toml").read_text()
