"""Which participant of a report is which on record: by official, by office, by name."""

import pytest

from meetings.extraction.readings import MeetingReading, ParticipantReading
from meetings.matching.officials import OfficialMatch
from meetings.matching.participants import (
    ComparedParticipant,
    find_recorded,
    is_same_participant,
    make_compared_participants,
)
from meetings.models import Country, Participation, Position


def row(official: int | None = None, title: str = "", side: str = "IQ", name: str = "", **fields) -> Participation:
    """A participation that is not saved."""
    country = Country(pk=1, code=side)
    return Participation(official_id=official, title_ar=title, country=country, name_as_written=name, **fields)


def test_participants_of_a_report_with_and_without_a_match():
    read = MeetingReading(participants=[ParticipantReading(side="IQ", title="وزير"), ParticipantReading(side="TR")])
    assert make_compared_participants(read, [OfficialMatch(7, "name"), None]) == [
        ComparedParticipant(7, "IQ", "وزير"),
        ComparedParticipant(None, "TR", None),
    ]


@pytest.mark.parametrize(
    ("part", "one", "expected"),
    [
        (row(7), ComparedParticipant(7, "TR", None), True),
        (row(7, "وزير الدفاع"), ComparedParticipant(8, "IQ", "وزير الدفاع"), False),  # two people who are known
        (row(7, "وزير الدفاع"), ComparedParticipant(None, "IQ", "وزير الدفاع العراقي"), True),
        (row(None, "وزير الدفاع"), ComparedParticipant(8, "IQ", "وزير الدفاع العراقي"), True),
        (row(None, "وزير الدفاع", "TR"), ComparedParticipant(8, "IQ", "وزير الدفاع"), False),
        (row(None, "وزير الدفاع", is_group=True), ComparedParticipant(8, "IQ", "وزير الدفاع"), False),
    ],
)
def test_the_same_official_or_the_same_office(part, one, expected):
    assert is_same_participant(part, one) is expected


def test_the_office_on_record_stands_for_a_missing_title():
    part = row(position=Position(title_ar="وزير الدفاع"))
    assert is_same_participant(part, ComparedParticipant(None, "IQ", "وزير الدفاع العراقي"))


class TestFindRecorded:
    def test_by_the_official(self):
        rows = [row(6), row(7)]
        assert find_recorded(rows, ParticipantReading(name="علي حسين"), OfficialMatch(7, "name")) is rows[1]
        assert find_recorded(rows, ParticipantReading(name="علي حسين"), None) is None

    def test_by_the_name_as_written(self):
        rows = [row(name=""), row(name="غويدو كروسيتو")]
        assert find_recorded(rows, ParticipantReading(name="غيدو كروسيتو"), None) is rows[1]
        assert find_recorded(rows, ParticipantReading(name="لورينزو غويريني"), None) is None
        assert find_recorded(rows, ParticipantReading(), None) is None

    def test_by_the_office_where_the_report_gives_no_name(self):
        rows = [row(6, "وزير الخارجية"), row(7, "وزير الدفاع")]
        office = {"title": "وزير الدفاع العراقي", "side": "IQ"}
        assert find_recorded(rows, ParticipantReading(**office), None) is rows[1]
        assert find_recorded(rows, ParticipantReading(**office, name="علي حسين"), None) is None
        assert find_recorded(rows, ParticipantReading(**office, is_group=True), None) is None
        assert find_recorded(rows, ParticipantReading(title="وزير الدفاع", side="TR"), None) is None

    def test_a_group_is_the_group_of_that_office(self):
        rows = [row(title="وزير الدفاع"), row(title="وزير الدفاع", is_group=True)]
        office = ParticipantReading(title="وزير الدفاع", side="IQ", is_group=True)
        assert find_recorded(rows, office, None) is rows[1]

    def test_two_without_an_official_are_not_the_same_for_it(self):
        assert OfficialMatch(7, "office").inferred
        assert not OfficialMatch(7, "name").inferred
        assert find_recorded([row(None, name="علي")], ParticipantReading(name="حسن"), OfficialMatch(7, "name")) is None
