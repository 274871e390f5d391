"""The headline of a meeting: the report's own where it reports this meeting alone, else one made of the facts."""

import pytest

from meetings.extraction.readings import MeetingReading, ParticipantReading, ReportReading
from meetings.ingest.headlines import choose_headline
from meetings.models import Wording

FUAD, MACRON = ParticipantReading(name="فؤاد حسين"), ParticipantReading(name="إيمانويل  ماكرون")
MINISTER = ParticipantReading(title="وزير الدفاع", role="attendee")


def headline(meeting: MeetingReading, headline: str | None = None, others: int = 0) -> tuple[str, Wording]:
    meetings = [meeting, *(MeetingReading() for _ in range(others))]
    return choose_headline(meeting, ReportReading(raw="", meetings=meetings, headline=headline))


def test_the_reports_own_headline_where_it_reports_one_meeting():
    meeting = MeetingReading(participants=[FUAD, MACRON])
    assert headline(meeting, "لقاء  في\nباريس") == ("لقاء في باريس", Wording.OUTLET)
    made = "لقاء يجمع فؤاد حسين وإيمانويل ماكرون"
    assert headline(meeting, "لقاء في باريس", others=1) == (made, Wording.ARCHIVE)
    assert headline(meeting) == (made, Wording.ARCHIVE)


@pytest.mark.parametrize(
    ("kind", "participants", "expected"),
    [
        ("phone", [FUAD, MACRON], "اتصال هاتفي بين فؤاد حسين وإيمانويل ماكرون"),
        ("summit", [FUAD, MACRON], "قمة تجمع فؤاد حسين وإيمانويل ماكرون"),
        ("visit", [FUAD, MINISTER], "لقاء يجمع فؤاد حسين"),  # those who only attend are left out
        ("visit", [MINISTER], "لقاء يجمع وزير الدفاع"),
        ("visit", [FUAD, ParticipantReading()], "لقاء يجمع فؤاد حسين"),
        ("visit", [], "لقاء يجمع مسؤولين"),
    ],
)
def test_a_headline_made_of_the_facts(kind, participants, expected):
    assert headline(MeetingReading(kind=kind, participants=participants))[0] == expected
