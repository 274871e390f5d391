"""One rule says what contradicts a record: for a further report, for a merge and for what an editor settles."""

from datetime import date

import pytest

from meetings.extraction.readings import DateReading, MeetingReading, PlaceReading
from meetings.matching.contradictions import (
    ComparedFacts,
    Contradiction,
    collect_facts_of_reading,
    collect_facts_of_record,
    date_value,
    find_contradictions,
    is_contradiction,
    read_date_value,
)
from meetings.models.people import Precision
from tests.factories import CountryFactory, MeetingFactory, PlaceFactory


@pytest.mark.parametrize(
    ("fact", "one", "other", "answer"),
    [
        ("kind", "visit", "in-person", False),
        ("kind", "in-person", "phone", True),
        ("kind", "phone", "video", True),
        ("date", "2023-11-03", "2023-11-04", True),
        ("date", "2023-11", "2023-11-04", False),
        ("date", "2023", "2023-11", False),
        ("date", "2023-12", "2023-11-04", True),
        ("date", "2023-11-03", "", False),
        ("city", "أربيل", "اربيل", False),
        ("city", "أربيل", "بغداد", True),
        ("country", "IQ", "TR", True),
        ("country", "", "TR", False),
    ],
)
def test_what_contradicts_what(fact: str, one: str, other: str, answer: bool):
    assert is_contradiction(fact, one, other) is answer
    assert is_contradiction(fact, other, one) is answer


def test_the_facts_that_contradict_come_with_both_values():
    recorded = ComparedFacts(date="2023-11-03", kind="visit", city="بغداد", country="IQ")
    said = ComparedFacts(date="2023-11-04", kind="in-person", country="TR")
    assert find_contradictions(recorded, said) == [
        Contradiction("date", "2023-11-03", "2023-11-04"),
        Contradiction("country", "IQ", "TR"),
    ]


@pytest.mark.parametrize("precision", [Precision.DAY, Precision.MONTH, Precision.YEAR])
def test_a_date_comes_back_as_exact_as_it_was(precision: Precision):
    day = {"month": date(2023, 11, 1), "year": date(2023, 1, 1)}.get(precision, date(2023, 11, 3))
    assert read_date_value(date_value(day, precision)) == (day, precision)


@pytest.mark.parametrize("value", ["", "في تشرين", "2023-13", "2023-11-3"])
def test_other_words_are_no_date(value: str):
    assert read_date_value(value) is None


@pytest.mark.parametrize(
    ("day", "precision", "value"),
    [
        (date(2023, 11, 3), "day", "2023-11-03"),
        (date(2023, 11, 1), "month", "2023-11"),
        (date(2023, 1, 1), "year", "2023"),
        (None, "day", ""),
    ],
)
def test_the_known_part_of_a_date(day: date | None, precision: str, value: str):
    assert date_value(day, precision) == value


class TestFacts:
    """The facts of a record and of a reading, in one form."""

    def test_of_a_reading(self):
        read = MeetingReading(kind="visit", when=DateReading(date(2023, 11, 1), precision="month"))
        assert collect_facts_of_reading(read) == ComparedFacts("2023-11", "visit", "", "")
        read.place = PlaceReading(city="بغداد", country="IQ")
        assert collect_facts_of_reading(read) == ComparedFacts("2023-11", "visit", "بغداد", "IQ")
        read.place = PlaceReading(venue="القصر")
        assert collect_facts_of_reading(read) == ComparedFacts("2023-11", "visit", "", "")

    @pytest.mark.django_db
    def test_of_a_record(self):
        meeting = MeetingFactory(date=date(2023, 11, 3), date_precision="day", kind="phone", place=None)
        assert collect_facts_of_record(meeting) == ComparedFacts("2023-11-03", "phone", "", "")
        meeting.place = PlaceFactory(city_ar="بغداد", country=CountryFactory(code="IQ"))
        assert collect_facts_of_record(meeting) == ComparedFacts("2023-11-03", "phone", "بغداد", "IQ")
        meeting.place.country = None
        assert collect_facts_of_record(meeting) == ComparedFacts("2023-11-03", "phone", "بغداد", "")
