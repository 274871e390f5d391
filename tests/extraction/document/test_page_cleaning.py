"""What of a page is the report."""

import datetime as dt

import pytest

from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.document.page_cleaning import clean
from meetings.text.fold import fold

PROSE = "استقبل وزير الخارجية العماني نظيره القطري في مسقط، وبحثا معا العلاقات الثنائية وسبل تطويرها في مجالات شتى."


def roles(raw: str) -> list[str]:
    return [line.role for line in clean(fold(raw)).lines]


def test_headline_date_and_body():
    page = clean(fold(f"وزير الخارجية العماني يستقبل نظيره\n13/02/2016\n{PROSE}"))
    assert [line.role for line in page.lines] == ["headline", "dateline", "body"]
    assert page.published == dt.date(2016, 2, 13)


def test_navigation_counters_and_tables_are_not_the_report():
    raw = f"الرئيسية\n×\nوزير الخارجية العماني يستقبل نظيره\n346 مشاهدة\n{PROSE}\nالبند | النقطة |\n---|---|\nأ | ب |"
    assert roles(raw) == ["noise", "noise", "headline", "noise", "body", "noise", "noise", "noise"]


def test_a_related_headline_in_the_middle():
    assert roles(f"عنوان التقرير هنا\n{PROSE}\nاقرأ أيضا: وزير يلتقي وزيرا\n{PROSE}") == [
        "headline",
        "body",
        "noise",
        "body",
    ]


def test_a_related_marker_alone_takes_the_headline_after_it():
    raw = f"عنوان التقرير هنا\n{PROSE}\nاقرأ أيضا\nقمة بين رئيسين في جنيف\n{PROSE}"
    assert roles(raw) == ["headline", "body", "noise", "noise", "body"]


def test_a_second_article_is_left_out():
    raw = f"آخر تحديث: 4 نونبر 2023 - 10:14\n{PROSE}\nآخر تحديث: 21 دجنبر 2024 - 3:42\n{PROSE}"
    page = clean(fold(raw))
    assert page.lines[-1].role == "noise"
    assert page.published == dt.date(2023, 11, 4)


def test_headlines_in_a_row_at_the_end_are_links():
    links = "أسعار الذهب اليوم\nنتائج المباريات\nحالة الطقس غدا\nموعد العيد"
    assert roles(f"عنوان التقرير هنا\n{PROSE}\n{links}")[2:] == ["noise"] * 4


def test_what_follows_the_similar_articles_is_left_out():
    raw = f"عنوان التقرير هنا\n{PROSE}\nمقالات مشابهة\n• الرئيس يلتقي نظيره في باريس"
    assert roles(raw)[2:] == ["noise", "noise"]


def test_runs_of_spaces_part_lines_as_line_ends_do():
    assert len(clean(fold(f"الرئيسية          العالم          {PROSE}")).lines) == 3


@pytest.mark.parametrize(
    "prefix", ["دبي، الإمارات العربية المتحدة (CNN) – ", "بغداد/وكالة الأنباء-", "القاهرة - ", "الرياض (واس) - "]
)
def test_the_dateline_is_no_part_of_the_first_sentence(prefix):
    text = read_text(prefix + PROSE)
    assert text.words[0] == "استقبل"


def test_a_dash_inside_a_sentence_cuts_nothing():
    text = read_text(
        "أكد الوزير - في تصريح صحفي - أن العلاقات بين البلدين تسير نحو مزيد من التعاون المثمر في كل المجالات."
    )
    assert text.words[0] == "اكد"


def test_numbers_and_initials_end_no_sentence():
    text = read_text("بلغت النسبة 97.08 بالمئة بحسب د. سامي. ثم انتهى الاجتماع.")
    assert len(text.sentences) == 2
