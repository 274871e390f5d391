"""Words selected in a report: whatever stands in it, what is told is their place in the raw text."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from meetings.queries.articles import Mark
from meetings.templatetags.desk import marked_text
from tests.browser.conftest import press
from tests.conftest import ROOT

# Harakat, signs without width, letters beyond the first plane, line ends of Windows, quotes and brackets.
TEXT = (
    "استقبل الوزيرُ 🇮🇶 نظيرَه\u200f الفرنسيّ 👨‍👩‍👧 في بغداد.\r\n\r\n"
    "وقال <b>الجانبان</b> & اتفقا 𝕏 على «التّعاون»،\r\nيوم الأربعاء 10.06.2021، في قصر السلا\u200dم."
)
MARKS = [
    Mark("a", 0, len("استقبل الوزيرُ 🇮🇶 نظيرَه\u200f الفرنسيّ"), "meeting"),
    Mark("b", TEXT.index("نظيرَه"), TEXT.index("نظيرَه") + len("نظيرَه\u200f الفرنسيّ"), "participant"),
    Mark("c", TEXT.index("الفرنسيّ"), TEXT.index("الفرنسيّ") + len("الفرنسيّ"), "side"),
    Mark("d", TEXT.index("الأربعاء"), TEXT.index("الأربعاء") + len("الأربعاء 10.06.2021"), "date"),
]

# Select from one character to another, counted in characters, as a hand does: in nodes and their own units.
SELECT = """([start, end]) => {
  const body = document.querySelector(".marked-text-body");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const ends = [];
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let unit = 0;
    for (const character of node.data) {
      if (count === start || count === end) ends.push([node, unit]);
      count += 1;
      unit += character.length;
    }
    if (count === end && !walker.nextNode()) ends.push([node, unit]);
    else if (count === end) walker.previousNode();
  }
  getSelection().setBaseAndExtent(...ends[0], ...ends[1]);
}"""


@pytest.fixture
def report(page: Page, told: list[str]) -> Page:
    """A page with nothing but the marked text, which keeps what it tells."""
    body = render_to_string("admin/desk/marked_text.html", marked_text(TEXT, MARKS, article=7, fills="form"))
    fields = "".join(f'<input name="{name}">' for name in ("article", "start", "end", "quote"))
    light = '<a href="#md" data-lights="d">date</a>'
    page.set_content(f'<html dir="rtl"><body>{body}<form id="form">{fields}</form>{light}</body></html>')
    for script in ("ranges.js", "marking.js"):
        page.add_script_tag(path=ROOT / "static" / "admin-mahdar" / script)
    page.evaluate("() => { window.said = []; addEventListener('mahdar:marked', (e) => said.push(e.detail)); }")
    return page


def choose(page: Page, start: int, end: int) -> dict:
    """What is told once the characters from `start` to `end` are selected and taken with Enter."""
    page.locator(".marked-text-body").focus()
    page.evaluate(SELECT, [start, end])
    press(page, "Enter")
    return page.evaluate("said[said.length - 1]")


def test_the_text_is_the_raw_text_to_the_last_character(report: Page, told: list[str]):
    assert report.locator(".marked-text-body").evaluate("body => body.textContent") == TEXT
    spans = report.locator("mark").evaluate_all(
        "all => all.map(m => [+m.dataset.start, +m.dataset.end, m.textContent])"
    )
    assert len(spans) >= len(MARKS)
    for start, end, text in spans:
        assert TEXT[start:end] == text
    assert told == []


@pytest.mark.parametrize(
    "quote",
    ["الوزيرُ", "الفرنسيّ", "بغداد", "<b>الجانبان</b> & اتفقا 𝕏 على", "يوم الأربعاء 10.06.2021", "قصر السلا\u200dم", "𝕏",
     "في بغداد.\r\n\r\nوقال", "استقبل"],
)  # fmt: skip
def test_what_is_selected_is_told_by_its_place_in_the_raw_text(report: Page, quote: str):
    start = TEXT.index(quote)
    detail = choose(report, start, start + len(quote))
    assert detail == {"article": "7", "start": start, "end": start + len(quote), "quote": quote}
    assert report.locator("[name=start]").input_value() == str(start)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("غدا", "بغداد"),
        ("وزير", "الوزيرُ"),
        ("لفرنسي", "الفرنسيّ"),
        ("تّعا", "التّعاون"),
        ("لسلا", "السلا\u200dم"),
        ("ظيرَه\u200f الفر", "نظيرَه\u200f الفرنسيّ"),
        (" في بغداد.\r\n", "في بغداد"),
        ("،\r\nيوم الأربعاء ", "يوم الأربعاء"),
    ],
)
def test_words_cut_in_half_are_taken_whole_and_what_hangs_on_them_is_left(report: Page, cut: str, whole: str):
    start = TEXT.index(cut)
    detail = choose(report, start, start + len(cut))
    assert detail["quote"] == whole == TEXT[detail["start"] : detail["end"]]


def test_nothing_but_spaces_is_nothing(report: Page):
    start = TEXT.index("\r\n\r\n")
    assert choose(report, start, start + 4) is None


def test_words_are_chosen_with_the_keys_alone(report: Page):
    report.locator(".marked-text-body").focus()
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "Enter"):
        press(report, key)
    detail = report.evaluate("said[0]")
    assert detail["quote"] == "الوزيرُ 🇮🇶 نظيرَه"
    assert TEXT[detail["start"] : detail["end"]] == detail["quote"]


def test_a_double_click_takes_a_word(report: Page):
    report.get_by_text("10.06.2021").first.scroll_into_view_if_needed()
    box = report.evaluate(
        f"""([start, end]) => {{
          ({SELECT})([start, end]);
          const box = getSelection().getRangeAt(0).getBoundingClientRect();
          getSelection().removeAllRanges();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }}""",
        [TEXT.index("بغداد"), TEXT.index("بغداد") + 5],
    )
    report.mouse.dblclick(*box)
    report.wait_for_function("said.length > 0")
    assert report.evaluate("said[said.length - 1].quote") == "بغداد"


def test_what_points_at_a_mark_lights_it(report: Page):
    report.locator("[data-lights]").focus()
    expect(report.locator("mark.lit").first).to_have_text("الأربعاء 10.06.2021")
    report.locator("mark.fact-date").hover()
    expect(report.locator("a.lit")).to_have_text("date")
