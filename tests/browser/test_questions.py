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
        ("", "French president", "6 لقاءات", ["French president"]),
        ("/en", "رئيس فرنسا", "6 meetings", ["رئيس فرنسا"]),
        ("/en", "Nechirvan Barzani", "21 meetings", ["Person: Nechirvan Barzani"]),
        ("/en", "نيجيرفان بارزاني", "21 meetings", ["Person: Nechirvan Barzani"]),
        ("/en", "November", "10 meetings", ["November"]),
        ("/en", "since 2019", "85 meetings", ["since 2019"]),
        ("", "منذ 2019", "85 لقاءً", ["منذ 2019"]),
        ("", "وزير الدفاع الإيطالي", "5 لقاءات", ["وزير الدفاع الإيطالي"]),
        ("/en", "Nechirvan Barzani since 2024", None, ["Person: Nechirvan Barzani", "since 2024"]),
        ("", "إقليم كردستان إيطاليا", "4 لقاءات", ["إقليم كردستان", "إيطاليا"]),
    ],
)
def test_a_question_gets_its_meetings_and_says_how_it_was_read(page: Page, site: str, prefix, question, heading, parts):
    ask(page, site, prefix, question)
    if heading:
        expect(page.locator(".result-line h2")).to_have_text(heading)
    else:
        expect(page.locator(".result-line h2")).to_be_visible()
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


# --- A rare word, relative days, fields and operators -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("prefix", "question", "missing"),
    [
        ("", "محاولة اغتيال البيشمركة", ["محاولة", "اغتيال"]),
        ("/en", "Nechirvan Barzani giraffe", ["giraffe"]),
        ("", "نيجيرفان بارزاني زرافة", ["زرافة"]),
    ],
)
def test_what_a_meeting_lacks_is_said_beside_it(page: Page, site: str, prefix, question, missing):
    ask(page, site, prefix, question)
    expect(page.locator(".result-line")).to_have_count(0)
    expect(page.locator(".partial-line")).to_be_visible()
    said = page.locator(".missing").first.inner_text()
    assert any(word in said for word in missing)


@pytest.mark.parametrize(
    ("prefix", "question", "label"),
    [("", "الشهر الماضي", "التاريخ: الشهر الماضي"), ("/en", "last month", "Date: last month")],
)
def test_days_counted_from_today_are_read_as_days(page: Page, site: str, prefix, question, label):
    ask(page, site, prefix, question)
    assert [label in part for part in read_parts(page)] == [True]
    expect(page.locator(".result-line")).to_have_count(0)  # the sample archive ends before


def count_meetings(page: Page, site: str, prefix: str, question: str) -> int:
    ask(page, site, prefix, question)
    line = page.locator(".result-line h2")
    return int(re.findall(r"\d+", line.inner_text())[0]) if line.count() else 0


@pytest.mark.parametrize(
    ("prefix", "question", "number"),
    [
        ("", "سنة:2021-", 75),
        ("/en", "year:2021-", 75),
        ("", "من:أمس", 0),
        ("/en", "from:yesterday", 0),
        ("", "شخص: بارزاني", 42),
        ("/en", "person: barzani", 42),
        ("", "بارزاني وليس ماكرون", 36),
        ("/en", "Barzani NOT Macron", 36),  # the same number: a name is left out in both scripts
        ("/en", "Barzani -Macron", 36),
    ],
)
def test_fields_and_operators_narrow_in_both_languages(page: Page, site: str, prefix, question, number):
    assert count_meetings(page, site, prefix, question) == number


@pytest.mark.parametrize(
    ("prefix", "question", "said"),
    [
        ("", "*زاني", "*زاني"),
        ("/en", "*zani", "An asterisk works only at the end of a word"),
        ("/en", "tax:Iraq", "“tax” is not a search field"),
        ("/en", "from:sometime", "“sometime” is not a date. No meeting matches it."),
        ("", "سنة:قريبا", "«قريبا»"),
    ],
)
def test_what_is_not_supported_is_said(page: Page, site: str, prefix, question, said):
    ask(page, site, prefix, question)
    expect(page.locator("main")).to_contain_text(said)


def test_a_filter_that_cannot_be_read_finds_nothing_and_is_said(page: Page, site: str):
    page.goto(f"{site}/en/search/?country=IQ-KRI&country=IT&any=countries")
    expect(page.locator("main")).to_contain_text("“any=countries” names no filter")
    expect(page.locator(".entry")).to_have_count(0)
    page.goto(f"{site}/en/search/?person=nobody")
    expect(page.locator("main")).to_contain_text("is unknown. No meeting matches it.")
    expect(page.locator(".entry")).to_have_count(0)


@pytest.mark.parametrize(
    ("prefix", "question", "meaning", "heading"),
    [("", "عمان", "عمّان", "لقاءان"), ("/en", "عمان", "Amman", "2 meetings")],
)
def test_a_name_of_two_records_is_a_choice(page: Page, site: str, prefix, question, meaning, heading):
    ask(page, site, prefix, question)
    page.locator(".meanings a", has_text=meaning).click()
    expect(page).to_have_url(re.compile("place=jo-amman"))
    expect(page.locator(".result-line h2")).to_have_text(heading)
    expect(page.locator(".meanings")).to_have_count(0)


def test_filters_are_part_of_the_sentence_about_what_is_not_recorded(page: Page, site: str):
    page.goto(f"{site}/en/search/?q=Nechirvan+Barzani&place=jo-amman")
    expect(page.locator(".unrecorded h2")).to_have_text(
        "The archive has no meeting of Nechirvan Barzani for “Amman, Jordan”."
    )
