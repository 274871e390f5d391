"""Everything can be reached and seen by keyboard alone, and everything works without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import press

PAGES = (
    "/",
    "/search/?q=بارزاني&country=IT",
    "/search/?q=زززززز",
    "/meetings/nechirvan-barzani-tajani-phone-2026-03-12/",
    "/officials/nechirvan-barzani/",
    "/articles/2026-03-12-kurdistan24/",
    "/activity/",
    "/between/",
    "/between/iq-kri/it/",
)
MOST = 400  # presses of Tab; no page has so many controls

# All that can be worked with; pictures with a table beside them are left out of the order on purpose (tabindex -1).
CONTROLS = """
  [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((node) => node.tabIndex >= 0 && node.checkVisibility({ visibilityProperty: true }))
    .map((node, place) => (node.dataset.place = String(place)))
"""
FOCUSED = """
  () => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    return {
      place: node.dataset.place ?? null,
      html: node.outerHTML.slice(0, 120),
      shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      outline: style.outlineColor,
      seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
        && box.left < innerWidth,
    };
  }
"""


def walk(page: Page) -> Iterator[dict]:
    """What has the focus after each press of Tab, until the order begins again."""
    for _ in range(MOST):
        press(page, "Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        yield focused
    pytest.fail("the order of the controls never ends")


@pytest.mark.parametrize(("path", "width"), [*((path, 1280) for path in PAGES), *((path, 390) for path in PAGES[:3])])
def test_tab_visits_every_control_and_shows_where_it_is(page: Page, site: str, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + path)
    controls = page.evaluate(CONTROLS)
    visited = list(walk(page))
    assert len(controls) > 15
    assert set(controls) - {focused["place"] for focused in visited} == set()
    assert [focused["html"] for focused in visited if not focused["shown"]] == []
    assert [focused["html"] for focused in visited if not focused["seen"]] == []
    places = [int(focused["place"]) for focused in visited if focused["place"] is not None]
    assert places == sorted(places), "the order of the controls is not that of the page"


def press_until(page: Page, selector: str) -> None:
    """Press Tab until an element that `selector` means has the focus."""
    for _ in range(MOST):
        press(page, "Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached")


def test_the_skip_link_leads_past_the_masthead(page: Page, site: str):
    page.goto(f"{site}/search/?q=بارزاني")
    press(page, "Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    press(page, "Enter")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_facets_more_and_chips_by_keyboard(page: Page, site: str):
    page.goto(f"{site}/search/?q=بارزاني")
    before = page.locator(".facet a").count()
    press_until(page, ".fold")
    press(page, "Enter")
    expect(page).to_have_url(re.compile("more="))
    assert page.locator(".facet a").count() > before
    press_until(page, ".facet a")
    press(page, "Enter")
    expect(page.locator(".chip")).to_have_count(1)
    press_until(page, ".chip")
    press(page, "Enter")
    expect(page.locator(".chip")).to_have_count(0)


def test_look_and_language_by_keyboard(page: Page, site: str):
    page.goto(f"{site}/search/?q=بارزاني&sort=oldest")
    press_until(page, "[name=theme]")
    press(page, "Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile(r"\?q=.+&sort=oldest$"))
    press_until(page, ".tool[hreflang=en]")
    press(page, "Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=.+&sort=oldest$"))


def test_the_dates_are_set_by_keyboard(page: Page, site: str):
    page.goto(f"{site}/search/")
    press_until(page, ".dates [name=from]")
    page.keyboard.type("٢٠٢١")
    press(page, "Tab")
    page.keyboard.type("31/12/2021")
    press(page, "Enter")
    expect(page.locator(".chip")).to_have_count(2)
    for machine in page.locator(".entry time").all():
        assert machine.get_attribute("datetime").startswith("2021")


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


def test_searching_filtering_paging_and_sorting_without_scripts(plain: BrowserContext, site: str):
    page = plain.new_page()
    page.goto(site)
    page.locator("input[name=q]").fill("بارزاني")
    page.locator("input[name=q]").press("Enter")
    expect(page.locator(".entry")).to_have_count(20)
    first = page.locator(".entry-title").first.inner_text()
    page.locator("a[rel=next]").click()
    expect(page).to_have_url(re.compile("page=2"))
    assert page.locator(".entry-title").first.inner_text() != first
    page.locator(".sorts a").last.click()
    expect(page).to_have_url(re.compile("sort=oldest$"))
    page.locator(".fold").first.click()
    page.locator(".facet a").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    page.locator(".dates [name=from]").fill("2022")
    page.locator(".dates button").click()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator(".entry").first).to_be_visible()


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])
def test_every_page_shows_its_content_without_scripts(plain: BrowserContext, site: str, prefix: str):
    page = plain.new_page()
    for path in PAGES:
        page.goto(site + prefix + path)
        expect(page.locator("main h1")).to_have_count(1)
        assert len(page.locator("main").inner_text()) > 100, path


def test_tables_unfold_and_two_sides_are_chosen_without_scripts(plain: BrowserContext, site: str):
    page = plain.new_page()
    page.goto(f"{site}/officials/nechirvan-barzani/")
    page.locator("details summary").first.click()
    expect(page.locator("details table").first).to_be_visible()
    page.goto(f"{site}/en/between/")
    page.locator("[name=first]").select_option(label="Italy")
    page.locator("[name=second]").select_option("iq-kri")
    page.locator("main button[type=submit]").last.click()
    expect(page).to_have_url(f"{site}/en/between/iq-kri/it/")


def test_language_and_look_without_scripts(plain: BrowserContext, site: str):
    page = plain.new_page()
    page.goto(f"{site}/sides/it/?page=1")
    page.locator(".tool[hreflang=en]").click()
    expect(page).to_have_url(f"{site}/en/sides/it/?page=1")
    page.get_by_role("button", name="Dark mode").click()
    expect(page).to_have_url(f"{site}/en/sides/it/?page=1")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Light mode").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
