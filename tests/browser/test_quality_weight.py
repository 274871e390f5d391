"""What a visit costs the reader: bytes as they travel, fonts, styles, scripts and pictures included."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

FIRST_VISIT = 350 * 1024
MORE_RESULTS = 60 * 1024
PAGES = (
    "/",
    "/search/?q=ماكرون بغداد",
    "/meetings/rashid-erdogan-baghdad-2024-04-22/",
    "/officials/nechirvan-barzani/",
    "/sides/iq-kri/",
    "/articles/2026-03-12-kurdistan24/",
    "/activity/",
)


class Meter:
    """Counts the bytes that travel for a page, headers included, as the browser itself counts them."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])

    def visit(self, page: Page, address: str) -> int:
        """The bytes that this visit brought."""
        before = self.bytes
        page.goto(address, wait_until="networkidle")  # a font is asked for when the first text in it is drawn
        return self.bytes - before


def reader(browser: Browser) -> tuple[BrowserContext, Page]:
    """Someone whose browser keeps nothing of the site yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    return context, context.new_page()


@pytest.mark.parametrize(("path", "prefix"), [*((path, "") for path in PAGES), *((path, "/en") for path in PAGES[:3])])
def test_a_first_visit_is_light(browser: Browser, site: str, path: str, prefix: str):
    context, page = reader(browser)
    weight = Meter(page).visit(page, site + prefix + path)
    fonts = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length")
    context.close()
    assert fonts >= 2, "the fonts were not part of it"
    assert 20 * 1024 < weight <= FIRST_VISIT


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])
def test_a_page_of_results_brings_little_more(browser: Browser, site: str, prefix: str):
    context, page = reader(browser)
    meter = Meter(page)
    meter.visit(page, site + prefix + "/")
    weight = meter.visit(page, f"{site}{prefix}/search/?q=بغداد")
    assert page.locator(".entry").count() == 20
    again = meter.visit(page, f"{site}{prefix}/search/?q=بغداد")
    context.close()
    assert 0 < weight <= MORE_RESULTS
    assert again < 2 * 1024, "an unchanged page is not sent again"
