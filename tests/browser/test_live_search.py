"""The search page with scripts: choosing changes the results in place, and address, title, back and focus follow."""

import re

import pytest
from playwright.sync_api import Page, expect

# A word left in the window: it is gone as soon as a whole page is loaded.
MARK = "window.sameDocument = true"
STAYED = "window.sameDocument === true"


@pytest.fixture
def search(page: Page, site: str, told: list[str]):
    """The results for a name, marked to notice a load of the whole page; the console must stay silent."""
    page.goto(f"{site}/search/?q=بارزاني")
    page.evaluate(MARK)
    yield page
    assert told == []


def count(page: Page) -> str:
    return page.locator(".result-line h2").inner_text()


def test_a_facet_changes_the_results_in_place(search: Page):
    before = count(search)
    link = search.locator("#country-IT")
    number = link.locator(".number").inner_text()
    link.click()
    expect(search).to_have_url(re.compile("country=IT"))
    expect(search.locator(".chip")).to_have_count(1)
    expect(search.locator("#country-IT")).to_be_focused()
    expect(search.locator("#said")).to_have_text(count(search))
    assert count(search) != before
    assert search.locator(".register").first.locator(".entry").count() == min(int(number), 20)
    assert search.evaluate(STAYED)
    # What stands outside of the results follows as well: the box, the other language, the way back from the look.
    assert search.locator(".large #kept [name=country]").get_attribute("value") == "IT"
    assert "country=IT" in search.locator(".tool[hreflang=en]").get_attribute("href")
    assert "country=IT" in search.locator("#tools [name=next]").get_attribute("value")


def test_back_brings_the_results_before(search: Page):
    before = count(search)
    search.locator("#country-IT").click()
    expect(search.locator(".chip")).to_have_count(1)
    search.go_back()
    expect(search.locator(".chip")).to_have_count(0)
    assert "country" not in search.url
    assert count(search) == before
    search.go_forward()
    expect(search.locator(".chip")).to_have_count(1)
    expect(search).to_have_url(re.compile("country=IT"))


def test_the_next_page_begins_at_its_top(search: Page):
    first = search.locator(".entry-title").first.inner_text()
    search.locator("a[rel=next]").click()
    expect(search).to_have_url(re.compile("page=2"))
    expect(search.locator(".result-line h2")).to_be_focused()
    expect(search.locator(".result-line h2")).to_be_in_viewport()
    assert search.locator(".entry-title").first.inner_text() != first
    assert search.evaluate(STAYED)


def test_order_dates_and_chips_in_place(search: Page):
    search.locator(".sorts a").last.click()
    expect(search).to_have_url(re.compile("sort=oldest"))
    search.locator(".dates [name=from]").fill("2021")
    search.locator(".dates [name=to]").fill("2021")
    search.locator(".dates .button").click()
    expect(search.locator(".chip")).to_have_count(2)
    assert "sort=oldest" in search.url
    search.locator(".chip").first.click()
    expect(search.locator(".chip")).to_have_count(1)
    expect(search.locator(".result-line h2")).to_be_focused()
    assert search.evaluate(STAYED)


def test_the_box_keeps_what_was_chosen_in_place(search: Page):
    search.locator("#country-IT").click()
    expect(search.locator(".chip")).to_have_count(1)
    search.locator(".large input[type=search]").fill("روما")
    search.locator(".large input[type=search]").press("Enter")
    expect(search.locator("[name=q]").first).to_have_value("روما")
    assert "country=IT" in search.url


def test_where_the_network_fails_the_address_is_followed(search: Page, told: list[str]):
    search.route(
        "**/search/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    search.locator("#country-IT").click()
    expect(search.locator(".chip")).to_have_count(1)
    assert not search.evaluate(STAYED)
    told.clear()  # the failure is told, rightly


@pytest.mark.parametrize(("prefix", "direction"), [("", "rtl"), ("/en", "ltr")], ids=["ar", "en"])
def test_dragging_over_the_bars_sets_the_dates(page: Page, site: str, told: list[str], prefix: str, direction: str):
    page.goto(f"{site}{prefix}/search/?q=بارزاني")
    page.evaluate(MARK)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    first, last = (page.locator(f".date-filter a[href$='year={year}']").bounding_box() for year in (2021, 2023))
    assert first
    assert last
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 20, steps=5)
    expect(page.locator(".dates [name=from]")).to_have_value("2021")
    expect(page.locator(".dates [name=to]")).to_have_value("2023")
    page.mouse.up()
    expect(page.locator(".chip")).to_have_count(2)
    assert "from=2021&to=2023" in page.url
    assert {time.get_attribute("datetime")[:4] for time in page.locator(".entry time").all()} <= {
        "2021",
        "2022",
        "2023",
    }
    assert page.evaluate(STAYED)
    assert told == []


def test_a_click_on_a_bar_chooses_its_year(search: Page):
    bar = search.locator(".date-filter a[href$='year=2021']")
    box = bar.bounding_box()
    search.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    expect(search.locator(".chip")).to_have_count(1)
    assert "year=2021" in search.url
    assert search.evaluate(STAYED)
