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
    expect(phone.locator(".sources .url").first).to_be_visible()
    expect(phone.locator(".sources .url").first).to_contain_text("https://")
    expect(phone.get_by_role("search")).to_be_hidden()
    note = phone.pdf(prefer_css_page_size=True)
    assert note.startswith(b"%PDF")
    assert b"/MediaBox [0 0 595" in note or b"/MediaBox [0 0 594.9" in note  # A4


def test_an_officer_narrows_the_initiatives_then_opens_one(any_page):
    any_page.goto("/initiatives/")
    everything = any_page.locator(".count").inner_text()
    form = any_page.get_by_role("form", name="Filtrer les initiatives")
    form.locator("[name=competence][value=alim]").check()
    form.locator("[name=region][value='53']").check()
    form.get_by_role("button", name="Appliquer").click()
    any_page.wait_for_url("**competence=alim**region=53**")
    both = any_page.locator(".count").inner_text()
    assert both != everything

    any_page.get_by_role("link", name="Retirer le filtre : Bretagne").click()
    expect(any_page.get_by_role("link", name="Retirer le filtre")).to_have_count(1)
    assert any_page.locator(".count").inner_text() not in (both, everything)

    first = any_page.locator(".notices").get_by_role("heading").get_by_role("link").first
    title = first.inner_text()
    first.click()
    expect(any_page.locator("h1")).to_contain_text(title)
    expect(any_page.locator("main")).to_contain_text("Restauration collective et alimentation")


def test_an_editor_drafts_previews_publishes_and_sees_it_online(open_page, site):
    why = "Parce que chaque euro dépensé ici fait vivre une entreprise d’ici."
    lever = "/leviers/acheter-de-facon-responsable/"
    public = open_page()
    editor = open_page(cookies=True)

    editor.goto("/gestion/")
    editor.get_by_label("Nom d’utilisateur").fill(site.editor)
    editor.get_by_label("Mot de passe").fill(site.password)
    editor.get_by_role("button", name="S'identifier").click()
    editor.locator("main").get_by_role("link", name="Leviers", exact=True).click()
    editor.locator("main").get_by_role("link", name="Acheter de façon responsable").click()

    editor.get_by_role("textbox", name="Pourquoi c’est important").fill(why)
    editor.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    expect(editor.frame_locator("#w-preview-iframe").locator("main")).to_contain_text(why)

    editor.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(editor.locator("main")).to_contain_text("Acheter de façon responsable")
    public.goto(lever)
    expect(public.locator("main")).not_to_contain_text(why)

    editor.get_by_role("button", name="Plus d'actions").click()
    editor.get_by_role("button", name="Publier", exact=True).click()
    editor.wait_for_url("**/gestion/contenus/leviers/")
    public.reload()
    expect(public.locator("main")).to_contain_text(why)
