"""The single sources of statements: values of markup, addresses, and statements together."""

import datetime

import pytest

from meetings.ingest.page_dates.instants import read_instant
from meetings.ingest.page_dates.web_address import read_address
from meetings.text.date_statements import (
    DateStatement,
    choose_statement,
    list_contradicting,
    sort_statements,
    unpack_statements,
)

DAY = datetime.date(2025, 4, 14)
NEXT = datetime.date(2025, 4, 15)


@pytest.mark.parametrize(
    ("value", "day", "printed"),
    [
        ("2025-04-14", "2025-04-14", "2025-04-14"),
        ("2025-04-14T10:00:00", "2025-04-14", "2025-04-14"),
        ("2025-04-14T22:30:00Z", "2025-04-15", "2025-04-14"),
        ("2025-04-14 22:30:00 UTC", "2025-04-15", "2025-04-14"),
        ("2025-04-14T23:30:00-0500", "2025-04-15", "2025-04-14"),
        ("2025-04-14T23:30:00.123+03:00", "2025-04-14", "2025-04-14"),
        ("2025-04-15T00:00:00+04:00", "2025-04-15", "2025-04-15"),  # midnight sharp: a day
        ("20250414", "2025-04-14", "2025-04-14"),
        ("1744624800", "2025-04-14", "2025-04-14"),
        ("1744624800000", "2025-04-14", "2025-04-14"),
        ("Mon, 14 Apr 2025 21:30:00 GMT", "2025-04-15", "2025-04-14"),
        ("2025/04/14 20:10", "2025-04-14", "2025-04-14"),
        ("الإثنين، 14 نيسان 2025", "2025-04-14", "2025-04-14"),
        ("14/04/2025", "2025-04-14", "2025-04-14"),
        ("04/14/2025", "2025-04-14", "2025-04-14"),
        ("12/12/2025", "2025-12-12", "2025-12-12"),
        ("174462480", "1975-07-13", "1975-07-13"),
        ("1744624800.5", "2025-04-14", "2025-04-14"),
        ("2025-04-14T10:00:61", "2025-04-14", "2025-04-14"),
        ("نشر: 14 نيسان 2025 | تحديث: 15 نيسان 2025", "2025-04-14", "2025-04-14"),
        ("2199-12-31", "2199-12-31", "2199-12-31"),
        ("1800-01-01", "1800-01-01", "1800-01-01"),
    ],
)
def test_values_of_markup(value: str, day: str, printed: str):
    read = read_instant(value)
    assert read is not None
    assert (str(read.day), str(read.printed)) == (day, printed)


@pytest.mark.parametrize(
    "value",
    [
        "", "2015", "2025-04", "نيسان 2025", "0000-00-00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0",
        "2025-13-40", "04/05/2025", "{{ date }}", "null", "today", "99999999999999999999", "2025-04-14T99:00:00Z",
        "x" * 500, "174462480000", "17446248", "2200-01-01", "1799-12-31", "04/12/2025", "12/04/2025 10:20",
        "تحديث: 14 نيسان 2025",
    ],
)  # fmt: skip
def test_values_that_state_no_day(value: str):
    assert read_instant(value) is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2013/8/3/", "2013-08-03"),
        ("https://example.org/news/2013/08/03/story", "2013-08-03"),
        ("https://example.org/2013/middle_east/8/3/story.html", "2013-08-03"),
        ("https://example.org/20130803/story", "2013-08-03"),
        ("https://example.org/2013-08-03/story", "2013-08-03"),
        ("https://example.org/posts/2013-08-03-story", "2013-08-03"),
        ("https://example.org/2013/08/story", None),
        ("https://example.org/2013/08/03-story", None),
        ("https://example.org/news/20130803", None),  # may be the number of the article
        ("https://example.org/03-08-2013/story", None),
        ("https://example.org/2013/31/12/story", None),
        ("https://example.org/1890/8/3/story", None),
        ("https://example.org/1991/8/3/story", "1991-08-03"),
        ("https://example.org/1990/8/3/story", None),
        ("https://example.org/2013/a/b/8/3/story", "2013-08-03"),
        ("https://example.org/2013/a/b/c/8/3/story", None),
        ("https://example.org/2013/8/3", "2013-08-03"),
        ("https://example.org/2013/8/", None),
        ("https://example.org/2013/a/8/x/9", None),
        ("https://example.org/2013-08-03-war/story", None),
        ("https://example.org/20130803/2014/1/1/story", "2013-08-03"),
        ("https://example.org/2013/8/3/topics/story", "2013-08-03"),
        ("https://example.org/Topics/2013/8/3/story", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_addresses(address: str | None, day: str | None):
    assert [str(one.day) for one in read_address(address)] == ([day] if day else [])


def test_the_order_of_sources_decides_not_the_order_of_reading():
    found = sort_statements(
        [DateStatement("date-line", DAY, "14 نيسان 2025"), DateStatement("json-ld", DAY, "x")], NEXT
    )
    assert [one.source for one in found] == ["json-ld", "date-line"]
    assert choose_statement(found) == found[0]


def test_a_feed_beats_the_page_and_the_contradiction_stays_visible():
    found = sort_statements([DateStatement("meta", DAY, "x"), DateStatement("feed", NEXT, "y")], NEXT)
    assert choose_statement(found) == found[0]
    assert [one.day for one in list_contradicting(found)] == [NEXT, DAY]


def test_changes_and_days_to_come_choose_nothing():
    updated = DateStatement("meta", DAY, "x", kind="updated")
    found = sort_statements([updated, DateStatement("feed", NEXT, "y")], DAY)
    assert [one.kind for one in found] == ["future", "updated"]
    assert choose_statement(found) is None
    assert list_contradicting(found) == []


def test_statements_come_back_from_the_database_as_they_were():
    statement = DateStatement("json-ld", NEXT, '"datePublished": "2025-04-14T22:30:00Z"', DAY)
    assert unpack_statements([statement.packed()]) == (statement,)
    assert unpack_statements(None) is None


def test_a_longer_value_is_no_date():
    assert read_instant(f"{'14 نيسان 2025':<115}10:20") is not None
    assert read_instant(f"{'14 نيسان 2025':<116}10:20") is None
