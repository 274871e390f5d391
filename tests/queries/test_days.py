"""Dates in words, as exact as they are known."""

from datetime import date

import pytest
from django.utils import translation

from meetings.models import Meeting
from meetings.queries.days import format_long_date, format_meeting_date

DAY = date(2023, 11, 3)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("precision", "expected"), [("day", "3 November 2023"), ("month", "November 2023"), ("year", "2023")]
)
def test_only_the_known_parts_of_a_day(precision, expected):
    assert format_long_date(DAY, precision) == expected
    assert format_long_date(None, precision) == ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"date": DAY}, "3 November 2023"),
        ({"date": DAY, "date_end": DAY}, "3 November 2023"),
        ({"date": DAY, "date_end": date(2023, 11, 5)}, "from 3 to 5 November 2023"),
        ({"date": DAY, "date_end": date(2023, 12, 5)}, "from 3 November 2023 to 5 December 2023"),
        ({"date": DAY, "date_end": date(2024, 11, 5)}, "from 3 November 2023 to 5 November 2024"),
        ({"date": DAY, "date_end": date(2023, 11, 5), "date_precision": "month"}, "November 2023"),
        ({"date_end": DAY}, ""),
    ],
)
def test_the_date_of_a_meeting(fields, expected):
    assert format_meeting_date(Meeting(**{"date_precision": "day"} | fields)) == expected
