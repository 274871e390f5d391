"""The roles of lines at the limits of each rule, and everyday words in all their forms."""

import pytest

from meetings.extraction.document.everyday_words import EverydayWords
from meetings.extraction.document.page_cleaning import clean, find_agency_date, find_prose_start
from meetings.extraction.document.page_lines import PageLine, find_full_date, is_sentence
from meetings.text.fold import fold

PROSE = "استقبل وزير الخارجية العماني نظيره القطري في مسقط، وبحثا معا العلاقات الثنائية وسبل تطويرها في مجالات شتى."
HEADLINE = "وزير الخارجية العماني يستقبل نظيره"
DAY = "13/02/2016"


def words(count: int) -> str:
    return " ".join(["كلمة"] * count)


def roles(*lines: str) -> str:
    """The first letter of the role of each line: headline, body, dateline, noise, subhead."""
    return "".join(line.role[0] for line in clean(fold("\n".join(lines))).lines)


def published(*lines: str) -> str:
    return str(clean(fold("\n".join(lines))).published)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((words(2), PROSE, PROSE), "sbb"),
        ((words(3), PROSE, PROSE), "hbb"),
        ((words(28), PROSE, PROSE), "hbb"),
        ((words(29), PROSE, PROSE), "bbb"),
        ((f"{HEADLINE}.", PROSE, PROSE), "bbb"),
        ((HEADLINE,), "b"),
        ((HEADLINE, PROSE), "hb"),
        ((f"{words(20)}.", HEADLINE, PROSE, PROSE), "bsbb"),
        ((f"{words(21)}.", HEADLINE, PROSE, PROSE), "bhbb"),
        ((words(2), words(2), HEADLINE, PROSE, PROSE), "sshbb"),
        ((words(2), words(2), words(2), HEADLINE, PROSE, PROSE), "bbbbbb"),
    ],
)
def test_a_headline_is_one_of_the_first_lines(lines, expected):
    assert roles(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((words(1), PROSE), "hbsb"),
        ((words(14), PROSE), "hbsb"),
        ((words(15), PROSE), "hbbb"),
        ((f"{words(5)}:", PROSE), "hbbb"),
        ((words(5),), "hbb"),  # the last line
        ((words(1),), "hbn"),
        ((words(5), words(6), PROSE), "hbssb"),
        ((words(5), words(6), words(7), PROSE), "hbbbbb"),  # more of them than sentences
    ],
)
def test_subheads_are_short_lines_between_paragraphs(lines, expected):
    assert roles(HEADLINE, PROSE, *lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((PROSE, *[words(5)] * 2), "hbbb"),
        ((PROSE, *[words(5)] * 3), "hbnnn"),
        ((PROSE, *[words(20)] * 3), "hbnnn"),
        ((PROSE, *[words(21)] * 3), "hbbbb"),
        ((f"{PROSE[:-1]}:", *[words(5)] * 3), "hbbbb"),  # a list of the report
    ],
)
def test_three_headlines_at_the_end_are_links(lines, expected):
    assert roles(HEADLINE, *lines) == expected


@pytest.mark.parametrize(
    ("line", "role"),
    [
        (f"مقالات مشابهة {words(10)}", "n"),
        (f"مقالات مشابهة {words(11)}", "s"),
        (f"حجم الخط {words(4)}", "n"),
        (f"حجم الخط {words(5)}", "s"),
        ("ا | ب", "s"),
        ("ا | ب | ج", "n"),
        ("ا | ب | 14 نيسان 2025", "s"),
        ("---", "n"),
        ("205", "n"),
        ("2025", "s"),
        ("• كلمة كلمة", "n"),
        ("• كلمة 14 نيسان", "s"),
        ("www.example.org", "n"),
        ("كلمة />", "n"),
    ],
)
def test_lines_that_are_not_of_the_report(line, role):
    assert roles(HEADLINE, PROSE, line, PROSE) == f"hb{role}b"


def test_a_marker_of_the_end_ends_the_report_behind_its_prose_only():
    assert roles(HEADLINE, PROSE, "مقالات مشابهة", PROSE) == "hbnb"  # of one section
    assert roles(HEADLINE, f"{words(19)}.", "الأكثر قراءة", PROSE) == "hbnn"
    assert roles("الأكثر قراءة", HEADLINE, PROSE) == "nhb"
    assert roles(HEADLINE, f"{words(18)}.", "الأكثر قراءة", PROSE) == "hbnb"


def test_two_lines_behind_a_marker_of_related_articles_are_links():
    assert roles(HEADLINE, PROSE, "اقرأ أيضا", words(4), words(4), words(4), PROSE) == "hbnnnsb"
    assert roles(HEADLINE, PROSE, "اقرأ أيضا", PROSE, words(4), PROSE) == "hbnbsb"
    assert roles(HEADLINE, PROSE, f"اقرأ أيضا: {words(3)}", words(4), PROSE) == "hbnsb"


def test_items_of_a_list_that_the_report_opens_are_its_own():
    opened = (HEADLINE, f"{PROSE[:-1]}:", "• كلمة كلمة", "- كلمة كلمة", "• كلمة")
    assert roles(*opened, PROSE, "• كلمة كلمة كلمة") == "hbbbnbn"


def test_long_lines_and_lines_with_an_end_are_prose():
    assert [is_sentence(PageLine(0, 0, words(count), words=count)) for count in (18, 19)] == [False, True]
    assert is_sentence(PageLine(0, 0, "كلمة.", words=1))


@pytest.mark.parametrize(("count", "day"), [(10, "2016-02-13"), (11, "2016-02-13"), (12, "None")])
def test_the_date_is_in_the_first_twelve_lines(count, day):
    assert published(*[HEADLINE] * count, DAY, PROSE, PROSE) == day


def test_one_sentence_may_be_above_the_date():
    assert published(HEADLINE, PROSE, DAY, PROSE, PROSE) == "2016-02-13"
    page = clean(fold("\n".join((HEADLINE, PROSE, PROSE, DAY, PROSE))))
    assert (page.published, [str(day) for _start, day in page.next_articles]) == (None, ["2016-02-13"])


@pytest.mark.parametrize(("count", "day"), [(9, "2025-04-14"), (10, "None")])
def test_few_words_come_before_the_date_of_an_agency(count, day):
    line = f"{words(count)} 14 نيسان 2025 / واع / {PROSE}"
    assert published(HEADLINE, line, PROSE) == day
    assert (find_agency_date(fold(line)) is not None) is (day != "None")


def test_the_date_of_an_agency_is_in_the_first_four_lines():
    line = f"بغداد 14 نيسان 2025 / واع / {PROSE}"
    assert [published(*[PROSE] * count, line) for count in (2, 3, 4)] == ["2025-04-14", "2025-04-14", "None"]
    assert find_agency_date(fold(f"نشر في 14 نيسان 2025 / واع / {PROSE}")) is None
    assert find_agency_date(fold(f"بغداد 14 نيسان 2025 {PROSE}")) is None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("نشر في 28/07/2025",), "2025-07-28"),
        (("28/07/2025",), "None"),
        (("المكتب الإعلامي", "28/07/2025"), "2025-07-28"),
        (("المكتب الإعلامي", "نشر في 28/07/2025"), "None"),
        (("نشر في 28/07/2025", "120"), "None"),  # not the very last line
    ],
)
def test_the_last_line_may_date_the_report(lines, day):
    assert published(HEADLINE, PROSE, *lines) == day


@pytest.mark.parametrize(("count", "role"), [(9, "d"), (10, "s")])
def test_a_line_with_its_date_and_twelve_words_is_a_date_line(count, role):
    line = f"نشر في 14 آذار 2023 {words(count)}"
    assert roles(HEADLINE, line, PROSE, PROSE) == f"h{role}bb"
    assert published(HEADLINE, line, PROSE, PROSE) == "2023-03-14"


def test_a_range_of_days_at_the_beginning_is_no_date():
    assert find_full_date(fold("20 - 22 نيسان 2019")) is None
    assert find_full_date(fold(f"{'ا' * 60} 20 - 22 نيسان 2019")) is not None
    assert find_full_date(fold("22 نيسان")) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("بغداد - كلمة", 8),
        ("بغداد (واع): كلمة", 13),
        ("- كلمة", 0),
        (f"{words(9)} - كلمة", 47),
        (f"{words(10)} - كلمة", 0),
        ("قال. بغداد - كلمة", 0),
        ("قال. بغداد / واع - كلمة", 19),
        ("كلمة", 0),
    ],
)
def test_where_the_prose_of_a_line_begins(text, start):
    assert find_prose_start(PageLine(0, len(text), text)) == start


LISTED = EverydayWords(
    frozenset(["كتب", "كتاب", "الكتاب", "جوله", "اليوم", "يد", "من", "عام", "لبنان"]), frozenset(["لبنان"])
)


def test_forms_of_everyday_words():
    words = (
        "كتب بكتاب وكتاب ويد للكتاب لليوم كتابا كتابه جولته جولتهم يكتب سيكتب يكتبون سيكتبون بالكتاب والكتاب وبالكتاب "
        "عامه ومن وبكتاب"
    )
    assert [word for word in words.split() if not LISTED.includes(word)] == []


def test_words_that_only_look_like_them():
    words = "بيد للبيت يلبنان جولتان كتبا يدا عاما منه بمن اكتب كتبون يكتبوا جوليان يمن نيد"
    assert [word for word in words.split() if LISTED.includes(word)] == []
