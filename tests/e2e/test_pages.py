"""Every kind of page, on the real content, as a browser shows it."""

import pytest

from .conftest import AXE
from .pages import MISSING_PAGE, PAGES

pytestmark = pytest.mark.e2e

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
FIND_VIOLATIONS = """async (rules) => {
    const options = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]}
    const {violations} = await axe.run(document, options)
    const describe = ({id, nodes}) => nodes.map((node) => `${id} ${node.target} ${node.failureSummary}`)
    return violations.flatMap(describe)
}"""


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_frame_of_the_portal(page, address):
    response = page.goto(address)
    assert response.status == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "set-cookie" not in response.headers
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").count() == 1


def test_every_page_has_its_own_title(page):
    titles = {}
    for address in PAGES:
        page.goto(address)
        titles.setdefault(page.title(), []).append(address)
    assert [addresses for addresses in titles.values() if len(addresses) > 1] == []


@pytest.mark.parametrize("address", [*PAGES, MISSING_PAGE])
def test_every_page_is_accessible(open_page, address):
    if not AXE.exists():
        pytest.skip("axe-core est absent : npm install --no-save axe-core")
    page = open_page(expected_status=404 if address == MISSING_PAGE else 200)
    page.context.add_init_script(path=AXE)
    page.goto(address)
    violations = {"bureau": page.evaluate(FIND_VIOLATIONS, RULES)}
    page.emulate_media(color_scheme="dark")
    violations["sombre"] = page.evaluate(FIND_VIOLATIONS, RULES)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 740})
    violations["320 px"] = page.evaluate(FIND_VIOLATIONS, RULES)
    assert {view: found for view, found in violations.items() if found} == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
