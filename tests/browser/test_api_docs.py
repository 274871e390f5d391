"""The page on which routes are tried out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def test_a_route_is_tried_out(page: Page, site: str, told: list[str]):
    page.goto(f"{site}/api/docs/")
    page.locator("#meetings > summary").click()
    form = page.locator("#meetings form")
    form.locator("[name=limit]").fill("3")
    form.locator("[name=side]").fill("IQ")
    form.locator("[name=topic]").fill("")
    form.locator("[name=fields]").fill("slug,date")
    form.locator("button").click()
    expect(form.locator(".api-status")).to_contain_text("200")
    expect(form.locator(".api-curl")).to_have_text(f"curl '{site}/api/v1/meetings/?limit=3&side=IQ&fields=slug,date'")
    expect(form.locator(".api-result")).to_contain_text('"slug"')
    form.locator("[name=limit]").fill("x")
    form.locator("button").click()
    expect(form.locator(".api-status")).to_contain_text("400")
    expect(form.locator(".api-result")).to_contain_text('"parameter": "limit"')
    assert [line for line in told if "400" not in line] == []


def test_a_key_is_put_into_its_address(page: Page, site: str):
    page.goto(f"{site}/en/api/docs/#official")
    form = page.locator("#official form")
    form.locator("button").click()
    expect(form.locator(".api-curl")).to_have_text(f"curl '{site}/api/v1/officials/nechirvan-barzani/'")
    expect(form.locator(".api-status")).to_contain_text("200")


@pytest.mark.parametrize("path", ["/api/", "/en/api/", "/api/docs/", "/en/api/docs/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_can_be_read_by_everybody(page: Page, site: str, told: list[str], path: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + path)
    for name in ("meetings", "search", "form-MeetingRecord"):
        summary = page.locator(f"#{name} > summary")
        if summary.count():
            summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert told == []


def test_without_javascript_the_routes_can_be_read(browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/api/docs/")
    page.locator("#search > summary").click()
    expect(page.locator("#search form a")).to_be_visible()
    expect(page.locator("#search form button")).to_be_hidden()
    page.locator("#search form a").click()
    assert page.url.startswith(f"{site}/api/v1/search/?")
    context.close()
