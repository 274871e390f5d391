"""axe-core finds nothing to object to: every page in both languages, light and dark, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.test_pages import PAGES

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def objections(page: Page) -> list[str]:
    """What axe objects to on the page, with the element."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}}).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_has_no_objections(page: Page, site: str, path: str):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site + path)
    assert objections(page) == []
    page.emulate_media(color_scheme="dark")
    assert objections(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/en{path}")
    assert objections(page) == []
