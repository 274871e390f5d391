"""Periods in the words of a query."""

from datetime import date

import pytest

from meetings.search.query.periods import AskedPeriod, PeriodReader, is_telling, read_typed_days
from meetings.text.tokens import find_tokens

TODAY = date(2026, 3, 15)  # a Sunday
FIRST, LAST = date(2023, 11, 1), date(2023, 11, 30)


def read(query: str, start: int = 0) -> tuple[str, AskedPeriod] | None:
    """The text of the period that begins at a word, and the period."""
    tokens = list(find_tokens(query))
    reader = PeriodReader(
        [token.word for token in tokens], lambda a, b: query[tokens[a].start : tokens[b - 1].end], TODAY
    )
    found = reader.read(start)
    return (query[tokens[found.start].start : tokens[found.end - 1].end], found.period) if found else None


def days(first: str | None, last: str | None) -> AskedPeriod:
    return AskedPeriod(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("2023", days("2023-01-01", "2023-12-31")),
        ("٢٠٢٣", days("2023-01-01", "2023-12-31")),
        ("في عام 2022", days("2022-01-01", "2022-12-31")),
        ("تشرين الثاني 2023", AskedPeriod(FIRST, LAST)),
        ("نوفمبر 2023", AskedPeriod(FIRST, LAST)),
        ("November 2023", AskedPeriod(FIRST, LAST)),
        ("12 مارس 2024", days("2024-03-12", "2024-03-12")),
        ("3/11/2023", days("2023-11-03", "2023-11-03")),
        ("قبل 2020", days(None, "2019-12-31")),
        ("قبل يوليو 2015", days(None, "2015-06-30")),
        ("بعد 2019", days("2020-01-01", None)),
        ("since 2019", days("2019-01-01", None)),
        ("منذ العام الماضي", days("2025-01-01", None)),
        ("حتى أمس", days(None, "2026-03-14")),
        ("بين 2019 و2021", days("2019-01-01", "2021-12-31")),
        ("between 2019 and 2021", days("2019-01-01", "2021-12-31")),
        ("الشهر الماضي", days("2026-02-01", "2026-02-28")),
        ("last month", days("2026-02-01", "2026-02-28")),
        ("هذا الشهر", days("2026-03-01", "2026-03-31")),
        ("الأسبوع الماضي", days("2026-03-08", "2026-03-14")),
        ("this week", days("2026-03-15", "2026-03-21")),
        ("اليوم", days("2026-03-15", "2026-03-15")),
        ("نوفمبر", AskedPeriod(month=11)),
        ("كانون الأول", AskedPeriod(month=12)),
        ("في شباط", AskedPeriod(month=2)),
        ("شهر آب", AskedPeriod(month=8)),
        ("May 2020", days("2020-05-01", "2020-05-31")),
        ("في الثالث من تشرين الثاني عام 2023", days("2023-11-03", "2023-11-03")),
        ("من شهر آذار", AskedPeriod(month=3)),
        ("بين مارس 2019 وأيار 2021", days("2019-03-01", "2021-05-31")),
        ("بين مارس 2019 و أيار 2021", days("2019-03-01", "2021-05-31")),
    ],
)
def test_a_period_is_read_with_all_its_words(query, period):
    assert read(query) == (query, period)


@pytest.mark.parametrize(
    "query",
    [
        "may",
        "آب",
        "12",
        "120",
        "20231",
        "قبل ماكرون",
        "since",
        "بين باريس و2021",
        "منذ",
        "بين 2019",
        "بين 2019 و",
        "بين 2019 ماكرون 2021",
    ],
)
def test_other_words_are_no_period(query):
    assert read(query) is None


def test_a_period_ends_before_the_next_word():
    assert read("2022 ماكرون") == ("2022", days("2022-01-01", "2022-12-31"))
    assert read("ماكرون منذ 2019 في باريس", 1) == ("منذ 2019", days("2019-01-01", None))


def test_typed_days_count_from_today_only_where_it_is_given():
    assert read_typed_days("أمس") is None
    found = read_typed_days("أمس", TODAY)
    assert found is not None
    assert found.first == found.last == date(2026, 3, 14)
    assert read_typed_days("باريس", TODAY) is None


def test_words_that_lead_to_a_period_do_not_tell_it():
    words = ("منذ", "عام", "2017", "نوفمبر", "قبل", "12", "may", "اب")
    assert [word for word in words if is_telling(word)] == ["2017", "نوفمبر", "12", "may"]
