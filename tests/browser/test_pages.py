"""A reader's ways through the site: searching, filtering, from a fact to its words, languages, looks, no scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import press

MEETING = "/meetings/nechirvan-barzani-tajani-phone-2026-03-12/"


@pytest.mark.parametrize("query", ["نيجيرفان بارزاني", "البيشمركه", "ماكرون"])
def test_typing_a_query_finds_and_marks(page: Page, site: str, query: str):
    page.goto(site)
    page.locator("input[type=search]").fill(query)
    page.locator("input[type=search]").press("Enter")
    expect(page.locator("input[type=search]")).to_have_value(query)
    expect(page.locator(".entry").first).to_be_visible()
    expect(page.locator(".entry mark").first).to_be_visible()


def test_names_are_offered_while_one_types(page: Page, site: str, told: list[str]):
    page.goto(site)
    box = page.get_by_role("combobox")
    box.press_sequentially("ماكر")
    offered = page.get_by_role("option")
    expect(offered.first).to_contain_text("إيمانويل ماكرون")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("و")
    expect(offered.first).to_be_visible()
    box.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page).to_have_url(f"{site}/officials/emmanuel-macron/")
    assert told == []


def test_filtering_by_italy(page: Page, site: str):
    page.goto(f"{site}/search/?q=بارزاني")
    everything = int(re.search(r"\d+", page.locator(".result-line h2").inner_text()).group())
    page.locator(".facet").get_by_role("link", name="إيطاليا").click()
    expect(page.locator(".chip")).to_contain_text("إيطاليا")
    entries = page.locator(".entry")
    assert 0 < entries.count() < everything
    for entry in entries.all():
        assert entry.locator('.flag[src*="/flags/it."]').count() == 1
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_from_a_fact_to_its_words(page: Page, site: str):
    page.goto(site + MEETING)
    quote = page.locator(".facts .words a").first
    words = quote.locator("q, .summary-words").inner_text()
    quote.click()
    expect(page).to_have_url(re.compile(r"#e\d+$"))
    pointed = page.locator("mark.pointed")
    expect(pointed.first).to_be_in_viewport()
    assert "".join(pointed.all_inner_texts()) == words


def test_the_language_switch_keeps_page_and_query(page: Page, site: str):
    page.goto(f"{site}/search/?q=ماكرون&sort=oldest")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/search/\?q=.+&sort=oldest$"))
    expect(page.locator("input[type=search]")).to_have_value("ماكرون")
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(re.compile(r"\d/search/\?q=.+&sort=oldest$"))


def test_the_dark_look_is_chosen_and_kept(page: Page, site: str):
    page.goto(f"{site}/meetings/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="الوضع الداكن").click()
    expect(page).to_have_url(f"{site}/meetings/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.goto(site)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="الوضع الفاتح")).to_be_visible()


def test_everything_works_without_scripts(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.locator("input[type=search]").fill("ماكرون")
    page.locator("input[type=search]").press("Enter")
    page.locator(".facet a").first.click()
    page.locator(".entry-title a").first.click()
    page.locator(".words a").first.click()
    expect(page.locator(".report mark").first).to_be_visible()
    page.get_by_role("button", name="الوضع الداكن").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    context.close()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(page: Page, site: str):
    page.goto(f"{site}/meetings/")
    press(page, "Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    press(page, "Enter")
    press(page, "Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", re.compile("^/meetings/."))
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_the_shipped_type_is_used_and_light_enough(page: Page, site: str):
    sizes: dict[str, int] = {}

    def note(response):
        sizes[response.url] = int(response.headers.get("content-length") or len(response.body()))

    page.on("response", note)
    page.goto(site, wait_until="networkidle")
    families = page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.replaceAll('\"', ''))"
    )
    assert {"Amiri", "IBM Plex Sans Arabic"} <= set(families)
    assert all(url.startswith(site) for url in sizes)
    assert sum(sizes.values()) <= 350 * 1024
