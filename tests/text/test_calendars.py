"""Days of two calendars, and English words of days."""

import datetime

import pytest

from meetings.text.calendars import convert_hijri, make_day
from meetings.text.english_days import find_english_days


def test_days_that_exist():
    assert make_day(2025, 4, 14) == datetime.date(2025, 4, 14)
    assert convert_hijri(1446, 10, 16) == datetime.date(2025, 4, 14)


@pytest.mark.parametrize("parts", [(2025, 2, 30), (None, 4, 14), (2025, None, 14), (2025, 4, None)])
def test_days_that_do_not(parts):
    assert make_day(*parts) is None
    assert convert_hijri(*parts) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("met on thursday in paris", [("thursday", "weekday", None, None, 3)]),
        ("the march 13 talks", [("march 13", "stated", 13, 3, None)]),
        ("april 3rd, then friday", [("april 3rd", "stated", 3, 4, None), ("friday", "weekday", None, None, 4)]),
        ("march 13, 2025", []),
        ("march 32", []),
        ("marching", []),
    ],
)
def test_english_days_without_a_year(text, found):
    assert [(one.words, one.kind, one.day, one.month, one.weekday) for one in find_english_days(text)] == found
