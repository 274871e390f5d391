"""One reader of typed dates: every way of writing a day, a month or a year, wherever it is typed."""

from datetime import date

import pytest
from django.http import QueryDict

from meetings.search import read_request
from meetings.search.query.parser import FieldClause, parse
from meetings.text.typed_dates import DaySpan, NotADateError, read_day, read_days

NOVEMBER = DaySpan(date(2023, 11, 1), date(2023, 11, 30))
THIRD = DaySpan(date(2023, 11, 3), date(2023, 11, 3))
YEAR = DaySpan(date(2023, 1, 1), date(2023, 12, 31))
WRITINGS = [
    ("3/11/2023", THIRD),
    ("٣/١١/٢٠٢٣", THIRD),
    ("3.11.2023", THIRD),
    ("2023-11-03", THIRD),
    ("3 تشرين الثاني 2023", THIRD),
    ("الثالث من نوفمبر 2023", THIRD),
    ("3 November 2023", THIRD),
    ("19 ربيع الثاني 1445", THIRD),
    ("2023-11", NOVEMBER),
    ("٢٠٢٣-١١", NOVEMBER),
    ("11/2023", NOVEMBER),
    ("نوفمبر 2023", NOVEMBER),
    ("تشرين الثاني 2023", NOVEMBER),
    ("November 2023", NOVEMBER),
    ("2023", YEAR),
    ("٢٠٢٣", YEAR),
    ("عام 2023", YEAR),
]


@pytest.mark.parametrize(("typed", "days"), WRITINGS)
def test_days_months_and_years_are_spans_of_days(typed, days):
    assert read_days(typed) == days


def test_the_last_day_of_february_depends_on_the_year():
    assert read_days("2024-02") == DaySpan(date(2024, 2, 1), date(2024, 2, 29))
    assert read_days("2023-02") == DaySpan(date(2023, 2, 1), date(2023, 2, 28))


@pytest.mark.parametrize(("typed", "days"), WRITINGS)
def test_a_url_takes_what_the_reader_takes(db, typed, days):
    params = QueryDict(mutable=True)
    params["from"] = params["to"] = typed
    reading = read_request(params)
    assert (reading.request.date_from, reading.request.date_to, reading.notices) == (days.first, days.last, [])


@pytest.mark.parametrize(("typed", "days"), WRITINGS)
def test_the_query_language_takes_what_the_reader_takes(typed, days):
    parsed = parse(f'من:"{typed}"')
    assert parsed.notices == []
    (clause,) = parsed.tree.sequences[0]
    assert isinstance(clause.item, FieldClause)
    assert clause.item.value == typed


@pytest.mark.parametrize(("typed", "days"), WRITINGS)
def test_a_form_takes_days_only(typed, days):
    if days.first == days.last:
        assert read_day(typed) == days.first
    else:
        with pytest.raises(NotADateError):
            read_day(typed)


def test_nothing_typed_is_no_date_and_no_error():
    assert read_days(" ") is None
    assert read_day("") is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("yesterday", "invalid"),
        ("أمس", "invalid"),
        ("نوفمبر", "invalid"),
        ("لقاء في نوفمبر 2023", "invalid"),
        ("3/11/23", "short_year"),
        ("31 شعبان 1445", "invalid"),
        ("3 نوفمبر 2023 4 نوفمبر 2023", "invalid"),
        ("الأسبوع الماضي", "invalid"),
        ("2021-13", "no_month"),
        ("0/2021", "no_month"),
        ("31/02/2021", "no_day"),
        ("0/02/2021", "no_day"),
        ("1799", "far_year"),
        ("2200", "far_year"),
    ],
)
def test_what_is_wrong_has_a_code(typed, code):
    with pytest.raises(NotADateError) as caught:
        read_days(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1800", DaySpan(date(1800, 1, 1), date(1800, 12, 31))),
        ("2199-12-31", DaySpan(date(2199, 12, 31), date(2199, 12, 31))),
        ("1/1/1800", DaySpan(date(1800, 1, 1), date(1800, 1, 1))),
    ],
)
def test_the_first_and_the_last_year_are_read(typed, days):
    assert read_days(typed) == days
