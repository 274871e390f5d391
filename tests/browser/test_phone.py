"""On a phone: filters fold above the results, a finger drags over the years, and a page is shared."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context
    context.close()


class Finger:
    """A finger on the glass of `page`."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    def draw(self, start: tuple[float, float], end: tuple[float, float], steps: int = 6) -> None:
        """Put it on at `start`, draw it to `end` and leave it there."""
        self._send("touchStart", start)
        for step in range(1, steps + 1):
            x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            self._send("touchMove", (x, y))

    def lift(self) -> None:
        self._send("touchEnd")


@BOTH
def test_a_finger_over_the_bars_sets_the_dates(phone: BrowserContext, site: str, prefix: str):
    page = phone.new_page()
    page.goto(f"{site}{prefix}/search/?q=بارزاني")
    page.locator("#fold > summary").tap()
    bars = [page.locator(f".date-filter a[href$='year={year}'] .hit") for year in (2021, 2023)]
    expect(bars[0]).to_be_visible()
    bars[0].scroll_into_view_if_needed()
    boxes = [bar.bounding_box() for bar in bars]
    points = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    finger = Finger(page)
    finger.draw(*points)
    expect(page.locator(".dates [name=from]")).to_have_value("2021")
    expect(page.locator(".dates [name=to]")).to_have_value("2023")
    finger.lift()
    expect(page.locator(".chip")).to_have_count(2)
    assert "from=2021&to=2023" in page.url
    expect(page.locator("#fold")).to_have_attribute("open", "")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@BOTH
def test_filters_fold_above_the_results(browser: Browser, site: str, prefix: str, scripts: bool):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}{prefix}/search/?q=بارزاني&country=IT")
    summary = page.locator("#fold > summary")
    expect(summary).to_contain_text("(1)")
    expect(page.locator(".facet").first).to_be_hidden()
    assert summary.bounding_box()["y"] < page.locator(".result-line").bounding_box()["y"] < 844
    summary.click()
    expect(page.locator(".facet").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(summary).to_be_hidden()
    expect(page.locator(".facet").first).to_be_visible()
    page.reload()
    expect(page.locator(".facet").first).to_be_visible()
    filters, results = page.locator("#filters").bounding_box(), page.locator(".results").bounding_box()
    assert abs(filters["y"] - results["y"]) < 5
    context.close()


@BOTH
def test_an_address_is_copied(browser: Browser, site: str, prefix: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}{prefix}/officials/nechirvan-barzani/?page=2")
    address = f"{site}{prefix}/officials/nechirvan-barzani/?page=2"
    page.locator(".share summary").click()
    field = page.locator(".share input")
    expect(field).to_have_value(address)
    expect(page.locator(".share [data-copy]")).to_be_visible()
    page.locator(".share [data-copy]").click()
    expect(page.locator(".share [role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == address
    context.close()


def test_a_page_is_handed_to_the_device(page: Page, site: str):
    page.add_init_script("navigator.share = async (what) => { window.handed = what; };")
    page.goto(f"{site}/sides/iq-kri/")
    page.locator(".share summary").click()
    page.locator(".share [data-hand-on]").click()
    handed = page.evaluate("window.handed")
    assert handed == {"title": "إقليم كردستان العراق", "url": f"{site}/sides/iq-kri/"}


def test_sharing_needs_no_script(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/between/iq-kri/it/")
    expect(page.locator(".share input")).to_have_value(f"{site}/between/iq-kri/it/")
    page.locator(".share summary").click()
    expect(page.locator(".share a[href^='mailto:']")).to_be_visible()
    for button in page.locator(".share button").all():
        expect(button).to_be_hidden()
    context.close()
