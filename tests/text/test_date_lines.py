"""Lines that contain little but dates, and lines that only look so."""

import pytest

from meetings.text.date_lines import read_date_line
from meetings.text.dates import resolve
from meetings.text.fold import fold


def read(line: str) -> list[tuple[str, str]]:
    return [(str(resolve(one.words, None).day), one.kind) for one in read_date_line(fold(line))]


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
        ("الأحد 12 كانون 2 2025", "2025-01-12", "plain"),
        ("12 تشرين 1 2025", "2025-10-12", "plain"),
        ("كتب: حسن عبد الله | الإثنين 14 أبريل 2025 08:15 م | شارك", "2025-04-14", "plain"),
        ("بغداد - الاثنين 14 نيسان 2025", "2025-04-14", "plain"),
        ("السبت 12 نيسان 2025 العدد 4512", "2025-04-12", "plain"),
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
