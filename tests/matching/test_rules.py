"""The rules of identity that the import, the desk and the search for duplicates share. No database."""

from datetime import date

import pytest

from meetings.matching.rules import (
    SeenOffice,
    SeenOffices,
    Tenure,
    add_seen,
    is_exact_day,
    is_in_news,
    is_same_manner,
    is_same_office,
)
from meetings.models.terms import Term

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
        (("نائب رئيس الوزراء وزير الخارجية الإيطالي", "IT"), ("نائب رئيس الوزراء وزير الخارجية", "IT"), True),
        (("نائب رئيس الوزراء وزير الخارجية", "IT"), ("وزير الخارجية", "IT"), True),
        (("نائب رئيس الوزراء وزير الخارجية", "IT"), ("نائب رئيس الوزراء وزير الدفاع", "IT"), False),
        (("وزير الخارجية", "IQ"), ("وزير الدفاع", "IQ"), False),
        (("وزير الخارجية", "IQ"), (None, "IQ"), False),
        ((None, "IQ"), (None, "IQ"), False),
        (("وزير الخارجية", None), ("وزير الخارجية", None), True),
    ],
)
def test_an_office_is_that_of_one_side(one, other, expected):
    assert is_same_office(*one, *other) is is_same_office(*other, *one) is expected


def tenure(start: str | None, end: str | None, title: str = "وزير الدفاع", side: str = "IT") -> Tenure:
    """In office from one day or year to another."""
    known = [
        (date.fromisoformat(value if len(value) > 4 else f"{value}-01-01"), "day" if len(value) > 4 else "year")
        if value
        else (None, "unknown")
        for value in (start, end)
    ]
    return Tenure.of_title(title, side, Term.of(*known[0], *known[1]))


@pytest.mark.parametrize(
    ("start", "end", "day", "certain", "possible"),
    [
        ("2020-03-01", "2022-05-01", date(2020, 3, 1), True, True),
        ("2020-03-01", "2022-05-01", date(2020, 2, 29), False, False),
        ("2020-03-01", "2022-05-01", date(2022, 5, 2), False, False),
        ("2020", "2022", date(2020, 3, 1), False, True),  # some day of that year
        ("2020", "2022", date(2021, 3, 1), True, True),
        (None, None, date(2021, 3, 1), False, False),
    ],
)
def test_the_days_of_a_tenure(start, end, day, certain, possible):
    assert tenure(start, end).covers(day) is certain
    assert tenure(start, end).may_cover(day) is possible
    assert tenure(start, end).may_cover(None)


def test_tenures_at_one_time():
    assert tenure("2020-03-01", "2022-05-01").overlaps(tenure("2021-01-01", None))
    assert not tenure("2020-03-01", "2022-05-01").overlaps(tenure("2022-05-02", None))
    assert not tenure(None, None).overlaps(tenure("2021-01-01", None))


def test_tenures_of_one_office_in_any_years():
    assert tenure("2019", "2020").is_same_office(tenure("2022", "2023", "وزير الدفاع الإيطالي"))
    assert not tenure("2019", "2020").is_same_office(tenure("2019", "2020", side="FR"))
    assert not tenure("2019", "2020").is_same_office(tenure("2019", "2020", "وزير الداخلية"))


def test_offices_seen_on_several_days_are_one_from_the_first_to_the_last():
    seen: SeenOffices = {}
    for day in (DAY, date(2024, 1, 1), date(2023, 1, 1)):
        add_seen(seen, SeenOffice.of_title("نائب رئيس مجلس الوزراء وزير الخارجية", "QA", day))
    found = list(seen.values())
    assert [(one.title, one.first, one.last) for one in found] == [
        ("نائب رئيس مجلس الوزراء", date(2023, 1, 1), date(2024, 1, 1)),
        ("وزير الخارجية", date(2023, 1, 1), date(2024, 1, 1)),
    ]
    assert found[0].is_near(date(2022, 1, 1), 365)
    assert not found[0].is_near(date(2021, 12, 31), 365)
    assert found[0].is_near(date(2024, 12, 31), 365)
    assert not found[0].is_near(date(2025, 1, 1), 365)
