"""Citing and taking along, as a reader does it: a citation is copied, new results bring their exports."""

import re

from playwright.sync_api import BrowserContext, Page, expect

MEETING = "/meetings/nechirvan-barzani-tajani-phone-2026-03-12/"


def test_a_citation_is_copied_as_one_line(page: Page, context: BrowserContext, site: str, told: list[str]):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}{MEETING}")
    page.locator("#cite summary").click()
    citation = page.locator(".citation").filter(has=page.locator(".cite[lang=ar]"))
    citation.get_by_role("button").click()
    expect(citation.get_by_role("status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == citation.locator(".cite").inner_text()
    assert f"{site}{MEETING}" in copied
    assert "\n" not in copied
    assert told == []


def test_a_file_is_saved_under_its_name(page: Page, site: str):
    page.goto(f"{site}/officials/nechirvan-barzani/")
    page.locator("#export summary").click()
    with page.expect_download() as download:
        page.locator("#export").get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "mahdar-officials-nechirvan-barzani.csv"


def test_exports_follow_the_filters_that_are_chosen(page: Page, site: str):
    page.goto(f"{site}/en/search/?q=Barzani")
    link = page.locator("#export a", has_text="CSV")
    expect(link).to_have_attribute("href", "/en/search.csv?q=Barzani")
    page.locator("#filters .facet a:visible").first.click()
    expect(link).to_have_attribute("href", re.compile(r"^/en/search\.csv\?q=Barzani&\w+=[\w-]+$"))
