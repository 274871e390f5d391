"""Lines that contain little but dates, and lines that only look so."""

import pytest

from meetings.text.date_lines import (
    MAX_LINE_CHARACTERS,
    find_last_marker,
    has_only_known_words,
    is_end_of_report,
    is_label_of_other_day,
    is_range,
    read_date_line,
)
from meetings.text.dates import resolve
from meetings.text.fold import fold

NAMES = frozenset(map(fold, ("واس", "بغداد", "أخبار اليوم")))
DAY = "14 نيسان 2025"


def read(line: str) -> list[tuple[str, str]]:
    return [(str(resolve(one.words, None).day), one.kind) for one in read_date_line(fold(line), NAMES)]


@pytest.mark.parametrize(
    ("line", "day", "kind"),
    [
        ("الاثنين ١٤ نيسان ٢٠٢٥ ٠٨:١٥ ص", "2025-04-14", "plain"),
        ("الاثنين، 14 نيسان / أبريل 2025 - 10:30 بتوقيت بغداد", "2025-04-14", "plain"),
        ("نشر يوم 14 جويلية 2024 الساعة 10:00", "2024-07-14", "published"),
        ("الإثنين 1446/10/16 هـ الموافق 2025/04/14 م واس", "2025-04-14", "plain"),
        ("16/10/1446 هـ", "2025-04-14", "plain"),
        ("28-09-2020, 22:26", "2020-09-28", "plain"),
        ("الاثنين 14 /4/ 2025", "2025-04-14", "plain"),
        ("14 - 4 - 2025", "2025-04-14", "plain"),
        ("الاثنين - 16 شوال 1446 هـ - 14 أبريل 2025 مـ رقم العدد [13972]", "2025-04-14", "plain"),
        ("نشر بـ : 14/04/2025 16:05", "2025-04-14", "published"),
        ("الأحد 12 كانون 2 2025", "2025-01-12", "plain"),
        ("12 تشرين 1 2025", "2025-10-12", "plain"),
        ("كتب: حسن عبد الله | الإثنين 14 أبريل 2025 08:15 م | شارك", "2025-04-14", "plain"),
        ("بغداد - الاثنين 14 نيسان 2025", "2025-04-14", "plain"),
        ("السبت 12 نيسان 2025 العدد 4512", "2025-04-12", "plain"),
        ("العدد (6212) السبت 12 نيسان 2025", "2025-04-12", "plain"),
        ("14 رمضان 1446 / 14 مارس 2025", "2025-03-14", "plain"),
        ("الجمعة | 14 رمضان 1446هـ | 14 آذار 2025م", "2025-03-14", "plain"),
        ("سياسة 14/04/2025 08:26 م", "2025-04-14", "plain"),
        ("Monday 14 April 2025", "2025-04-14", "plain"),
        ("lundi 14 avril 2025", "2025-04-14", "plain"),
        ("أرسله webmaster في اثنين, 04/14/2025 - 20:11", "2025-04-14", "plain"),
        ("حُدّث: 15 أبريل 2025، 11:00", "2025-04-15", "updated"),
        ("Publié le 14 août 2025 à 10h30", "2025-08-14", "published"),
        ("Posted on April 14th, 2025", "2025-04-14", "published"),
        ("آخر تحديث: 4 نونبر 2023 - 10:14 ص", "2023-11-04", "updated"),
    ],
)
def test_date_lines(line: str, day: str, kind: str):
    assert read(line) == [(day, kind)]


def test_a_line_may_state_the_day_of_publication_and_that_of_a_change():
    assert read("نشر: 14/4/2025 - 10:00 | آخر تحديث: 16/4/2025") == [
        ("2025-04-14", "published"),
        ("2025-04-16", "updated"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "أسعار الخضروات في الأسواق الاثنين 28 يوليو 2025 وتأثيرها على السوق",
        "نتائج القرعة الأحد 27 أبريل 2025",
        "من 14 إلى 16 نيسان 2025",
        "زيارة 14 نيسان 2019",
        "مؤتمر بغداد 28 آب 2021",
        "العدد 14 نيسان 2019",
        "بغداد 31° الثلاثاء 20 أيار 2025",
        "22 ذو القعدة 1446 | 14 نيسان 2025",  # two days
        "موعد الندوة: 20 نيسان 2025",
        "عضو منذ 14 نيسان 2019",
        "تاريخ الاطلاع: 29/11/2026",
        "© 14/4/2025",
        "14 نيسان 2025 | 16 نيسان 2025",
        "منذ 3 ساعات",
        "نيسان 2025",
        "الاثنين 14 نيسان",
        "استقبل الوزير ضيفه يوم 14 نيسان 2025 في بغداد.",
        "",
    ],
)
def test_lines_that_state_no_day(line: str):
    assert read(line) == []


@pytest.mark.parametrize(
    ("line", "day", "kind"),
    [
        (f"نشر | {DAY}", "2025-04-14", "published"),
        (f"{DAY} | نشر", "2025-04-14", "plain"),  # of what follows
        (f"تحديث نشر {DAY}", "2025-04-14", "published"),
        (f"{DAY} طباعة", "2025-04-14", "plain"),
        (f"{DAY} | طباعة", "2025-04-14", "plain"),
        (f"نشر في {DAY} | حديث عن التجارة", "2025-04-14", "published"),
        (f"السنة الثانية والعشرون | {DAY}", "2025-04-14", "plain"),
        (f"{DAY} بتوقيت بغداد", "2025-04-14", "plain"),
        (f"{DAY} | أخبار اليوم", "2025-04-14", "plain"),
        ("أحد, 05/11/2014", "2014-05-11", "plain"),
        ("Fri | Mon | 05/11/2014", "2014-11-05", "plain"),  # two weekdays say nothing of the order
    ],
)
def test_words_beside_a_date(line: str, day: str, kind: str):
    assert read(line) == [(day, kind)]


@pytest.mark.parametrize(
    "line",
    [
        f"طباعة {DAY}",
        f"طباعة | {DAY}",
        f"{DAY} | حديث عن التجارة",
        f"السنة الثانية {DAY}",
        f"توقيت بغداد {DAY}",
        f"{DAY} | أخبار أمس",
        f"{DAY} | اليوم",
        f"غدا | {DAY}",
        f"{DAY} | قبل شهر",
        f"عام 2024 | {DAY}",
        f"{DAY} | شركة صوت الخليج اليوم الجديد",
        "نشر: 14/4/2025 | نشر: 15/4/2025",
        "14/4/2025 | آخر تحديث: 15/4/2025",
        f"نشر في {DAY} | حديث عن 16 نيسان 2025",
    ],
)
def test_words_that_make_a_date_one_of_something_else(line: str):
    assert read(line) == []


def test_two_dates_of_one_part_have_their_own_markers():
    assert read("تحديث 14/4/2025 نشر 15/4/2025") == [("2025-04-14", "updated"), ("2025-04-15", "published")]
    assert read("تحديث | 14/4/2025 | نشر | 15/4/2025") == [("2025-04-14", "updated"), ("2025-04-15", "published")]


def test_a_date_line_has_as_many_words_and_characters_as_the_limits_say():
    assert read("واس | " * 8 + DAY) == [("2025-04-14", "plain")]
    assert read("واس | " * 9 + DAY) == []
    assert read(f"بقلم {'حسن ' * 5}| {DAY}") == [("2025-04-14", "plain")]
    assert read(f"بقلم {'حسن ' * 6}| {DAY}") == []
    spaces = " " * (MAX_LINE_CHARACTERS - len(DAY) - len("واس"))
    assert read(f"واس{spaces}{DAY}") == [("2025-04-14", "plain")]
    assert read(f"واس{spaces} {DAY}") == []


def test_names_of_more_than_four_words_are_not_searched():
    for name, days in (("صوت عرب الخليج الجديد", 1), ("صوت عرب الخليج الجديد الحر", 0)):
        assert len(read_date_line(fold(f"{name} | {DAY}"), frozenset([fold(name)]))) == days


def test_a_date_lies_where_the_line_has_it():
    line = fold(f"  واس {DAY} ")
    (found,) = read_date_line(line, NAMES)
    assert line[found.words.start : found.words.end] == fold(DAY)


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        ("شارك | طباعة", True),
        ("كتب حسن", True),
        ("نشر في", True),
        ("شارك | طباعة | حديث", False),
        ("حديث | شارك", False),
        ("عضو منذ", False),
        (DAY, False),
    ],
)
def test_lines_of_known_words_only(line: str, is_known: bool):
    assert has_only_known_words(fold(line)) is is_known


@pytest.mark.parametrize(
    ("line", "is_end"), [("اقرأ أيضا", True), ("اقرأ أيضا:", True), ("اقرأ أيضا عن الوزير", False), ("", False)]
)
def test_lines_behind_which_other_articles_begin(line: str, is_end: bool):
    assert is_end_of_report(fold(line)) is is_end


@pytest.mark.parametrize(
    ("label", "is_other"),
    [("عضو منذ", True), ("نشر في", False), ("عضو منذ | نشر في", False), ("نشر في | عضو منذ", True)],
)
def test_labels_right_before_a_date(label: str, is_other: bool):
    assert is_label_of_other_day(fold(label)) is is_other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 - 22 نيسان 2019", True),
        ("20 نيسان 2019 - 22 نيسان 2019", True),
        ("20 و22 نيسان 2019", True),
        ("20 و 22 نيسان 2019", True),
        ("20 إلى 22 نيسان 2019", True),
        ("22 نيسان 2019", False),
        ("20 - 22", False),
    ],
)
def test_ranges_of_days(text: str, expected: bool):
    assert is_range(fold(text)) is expected


@pytest.mark.parametrize(
    ("text", "kind"), [("نشر ثم حدث", "updated"), ("حدث ثم نشر", "published"), ("منشور", None), ("", None)]
)
def test_the_last_marker_counts(text: str, kind: str | None):
    assert find_last_marker(fold(text)) == kind
