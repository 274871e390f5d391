"""The list of suggestions as it is drawn: every row in full, inside the window, in both languages and widths."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        ("/", "رئيس فرنسا", ["إيمانويل ماكرون", "مسؤول", "رئيس الجمهورية الفرنسية", "لقاءات"]),
        ("/en/", "Erbil", ["Erbil", "Place", "Kurdistan Region, Iraq", "meetings"]),
    ],
)
def test_a_row_shows_what_it_is_and_the_number_of_meetings(page: Page, site: str, told, width, path, typed, words):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}{path}")
    page.wait_for_load_state("load")
    page.locator("form[data-suggest] input[type=search]:visible").first.press_sequentially(typed)
    row = page.locator(".names-offered li", has_text=words[2])
    for word in words:
        expect(row).to_contain_text(word)
    edges = row.evaluate(
        "row => [row, ...row.querySelectorAll('bdi')].flatMap((part) => {"
        "const box = part.getBoundingClientRect(); return [box.left, box.right]; })"
    )
    assert min(edges) >= 0
    assert max(edges) <= width
    assert told == []
