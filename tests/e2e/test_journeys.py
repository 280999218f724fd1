"""What three people come for: an elected person, a municipal officer, an editor."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_an_elected_person_reads_a_lever_on_a_phone_and_prints_it(phone):
    phone.add_init_script("window.print = () => { window.printed = true }")
    phone.goto("/")
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_label("Menu principal").get_by_role("link", name="Les dix leviers").click()
    phone.locator("main").get_by_role("link", name="Acheter de façon responsable").first.click()
    expect(phone.locator("h1")).to_contain_text("Acheter de façon responsable")

    phone.get_by_role("link", name="Que faire").click()
    expect(phone.get_by_role("heading", name="Que faire")).to_be_in_viewport()
    phone.get_by_role("button", name="Imprimer la note").click()
    assert phone.evaluate("window.printed")

    phone.emulate_media(media="print")
    sources = phone.locator("#sources ~ ol, #sources ~ ul").first
    expect(sources).to_contain_text("https://")
    expect(phone.locator("header.top")).to_be_hidden()
    note = phone.pdf(prefer_css_page_size=True)
    assert note.startswith(b"%PDF")
    assert b"/MediaBox [0 0 595" in note or b"/MediaBox [0 0 594.9" in note  # A4


def test_an_officer_narrows_the_initiatives_then_opens_one(any_page):
    any_page.goto("/initiatives/")
    everything = any_page.locator(".count").inner_text()
    form = any_page.get_by_role("form", name="Filtrer les initiatives")
    form.locator("[name=competence][value=alim]").check()
    form.locator("fieldset", has=any_page.locator("[name=region]")).locator("summary").click()
    form.locator("[name=region][value='53']").check()
    form.get_by_role("button", name="Appliquer").click()
    any_page.wait_for_url("**competence=alim**region=53**")
    both = any_page.locator(".count").inner_text()
    assert both != everything

    any_page.get_by_role("link", name="Retirer le filtre : Bretagne").click()
    expect(any_page.get_by_role("link", name="Retirer le filtre")).to_have_count(1)
    assert any_page.locator(".count").inner_text() not in (both, everything)

    first = any_page.locator(".notices a").first
    title = first.inner_text()
    first.click()
    expect(any_page.locator("h1")).to_contain_text(title)
    expect(any_page.locator("main")).to_contain_text("Restauration collective et alimentation")
