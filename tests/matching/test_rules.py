"""The rules of identity that the import, the desk and the search for duplicates share. No database."""

from datetime import date

import pytest

from meetings.matching.rules import Tenure, is_exact_day, is_in_news, is_same_manner, is_same_office

DAY = date(2023, 11, 3)


def test_the_first_of_a_month_is_not_a_day():
    assert is_exact_day(DAY, "day")
    assert not is_exact_day(DAY, "month")
    assert not is_exact_day(None, "day")


@pytest.mark.parametrize(
    ("published", "expected"),
    [(date(2023, 11, 2), False), (DAY, True), (date(2023, 11, 7), True), (date(2023, 11, 8), False)],
)
def test_the_press_reports_a_meeting_on_its_day_and_four_more(published, expected):
    assert is_in_news(DAY, published) is expected


@pytest.mark.parametrize(
    ("kind", "other", "expected"),
    [("phone", "video", True), ("visit", "in-person", True), ("phone", "visit", False), ("summit", "video", False)],
)
def test_a_call_is_not_a_meeting_in_person(kind, other, expected):
    assert is_same_manner(kind, other) is is_same_manner(other, kind) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("وزير خارجية العراق", "IQ"), ("وزير الخارجية العراقي", "IQ"), True),
        (("وزير الخارجية", "IQ"), ("وزير الخارجية", "TR"), False),
        (("وزير الخارجية", "IQ"), ("وزير الدفاع", "IQ"), False),
        (("وزير الخارجية", "IQ"), (None, "IQ"), False),
        ((None, "IQ"), (None, "IQ"), False),
        (("وزير الخارجية", None), ("وزير الخارجية", None), True),
    ],
)
def test_an_office_is_that_of_one_side(one, other, expected):
    assert is_same_office(*one, *other) is is_same_office(*other, *one) is expected


def tenure(start: int | None, end: int | None, title: str = "وزير الدفاع", side: str = "IT") -> Tenure:
    """In office from the first day of a year to the last day of another."""
    return Tenure.of_title(title, side, date(start, 1, 1) if start else None, date(end, 12, 31) if end else None)


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        (2020, 2022, date(2019, 12, 31), False),
        (2020, 2022, date(2020, 1, 1), True),
        (2020, 2022, date(2022, 12, 31), True),
        (2020, 2022, date(2023, 1, 1), False),
        (None, 2022, date(1999, 1, 1), True),
        (None, 2022, date(2023, 1, 1), False),
        (2020, None, date(2030, 1, 1), True),
        (2020, None, date(2019, 1, 1), False),
        (2020, 2022, None, True),
    ],
)
def test_the_days_of_a_tenure(start, end, day, expected):
    assert tenure(start, end).covers(day) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((2019, 2021), (2021, 2023), True),
        ((2019, 2021), (2022, 2023), False),
        ((2019, None), (2022, 2023), True),
        ((2024, None), (2022, 2023), False),
        ((None, 2021), (2021, None), True),
        ((None, 2021), (2022, None), False),
        ((None, None), (2022, 2023), False),  # never certain
        ((None, None), (None, None), False),
    ],
)
def test_tenures_at_one_time(one, other, expected):
    assert tenure(*one).overlaps(tenure(*other)) is tenure(*other).overlaps(tenure(*one)) is expected


def test_tenures_that_touch_on_one_day_overlap():
    one = Tenure.of_title("وزير الدفاع", "IT", date(2019, 1, 1), DAY)
    other = Tenure.of_title("وزير الدفاع", "IT", DAY, None)
    assert one.overlaps(other)
    assert other.overlaps(one)


def test_tenures_of_one_office_in_any_years():
    assert tenure(2019, 2020).is_same_office(tenure(2022, 2023, "وزير الدفاع الإيطالي"))
    assert not tenure(2019, 2020).is_same_office(tenure(2019, 2020, side="FR"))
    assert not tenure(2019, 2020).is_same_office(tenure(2019, 2020, "وزير الداخلية"))
