"""Questions as readers type them, in both languages, and the answers that the page shows."""

import re

import pytest
from playwright.sync_api import Page, expect


def ask(page: Page, site: str, prefix: str, question: str) -> None:
    page.goto(f"{site}{prefix}/search/")
    box = page.locator(".large input[type=search]")
    box.fill(question)
    box.press("Enter")
    expect(page.locator("[name=q]").first).to_have_value(question)


def read_parts(page: Page) -> list[str]:
    return [" ".join(one.inner_text().split()) for one in page.locator(".read-part").all()]


@pytest.mark.parametrize(
    ("prefix", "question", "heading", "parts"),
    [
        ("", "نيجيرفان بارزاني", "21 لقاءً", ["الشخص: نيجيرفان بارزاني"]),
        ("", "رئيس فرنسا", "6 لقاءات", ["رئيس فرنسا"]),
        ("", "تشرين الثاني 2023", "4 لقاءات", ["تشرين الثاني 2023"]),
        ("", "نوفمبر", "10 لقاءات", ["نوفمبر"]),
        ("/en", "Nechirvan Barzani Macron", "5 meetings", ["Person: Nechirvan Barzani", "Person: Emmanuel Macron"]),
        ("/en", "Italy's defence minister", "5 meetings", ["Italy's defence minister"]),
        ("/en", "November 2023", "4 meetings", ["November 2023"]),
    ],
)
def test_a_question_gets_its_meetings_and_says_how_it_was_read(page: Page, site: str, prefix, question, heading, parts):
    ask(page, site, prefix, question)
    expect(page.locator(".result-line h2")).to_have_text(heading)
    found = read_parts(page)
    assert len(found) == len(parts)
    for shown, expected in zip(found, parts, strict=True):
        assert expected in shown


@pytest.mark.parametrize(
    ("prefix", "question", "said"),
    [
        ("", "بارزاني ماكرون 2022", "ليس في الأرشيف لقاء بين «بارزاني» وإيمانويل ماكرون ضمن «2022»."),
        ("/en", "Barzani Macron 2022", "The archive has no meeting between “Barzani” and Emmanuel Macron for “2022”."),
    ],
)
def test_none_is_said_before_other_meetings(page: Page, site: str, prefix, question, said):
    ask(page, site, prefix, question)
    expect(page.locator(".unrecorded h2")).to_have_text(said)
    expect(page.locator(".result-line")).to_have_count(0)
    expect(page.locator(".missing").first).to_contain_text("2022")


def test_without_a_part_the_rest_is_asked(page: Page, site: str):
    ask(page, site, "/en", "Barzani Macron 2022")
    page.locator(".read-part").last.click()
    expect(page).to_have_url(re.compile(r"q=Barzani\+Macron(&|$)"))
    expect(page.locator(".unrecorded")).to_have_count(0)
    expect(page.locator(".result-line h2")).to_contain_text("meetings")


def test_two_sides_narrow_and_either_is_a_click_away(page: Page, site: str):
    page.goto(f"{site}/en/search/?country=IQ-KRI&country=IT")
    expect(page.locator(".result-line h2")).to_have_text("4 meetings")
    page.locator("#country-any").click()
    expect(page.locator(".result-line h2")).to_have_text("36 meetings")
