"""A report's meetings as plain dicts, as `extract --json` prints them and the scoring reads them."""

from typing import Any

from meetings.extraction.readings import MeetingReading, ParticipantReading, ReportReading
from meetings.gazetteer import load_rows
from meetings.gazetteer.sides import get_state, is_region

_ENGLISH_NAMES = {row["code"]: row["name_en"] for row in load_rows("countries")}


def split_side(side: str | None) -> tuple[str | None, str | None]:
    """Return a side's code as a country and a body: IQ-KRI is the Kurdistan Region of IQ, UN a body without country."""
    state = get_state(side)
    if side is None or state is None:
        return None, side
    if is_region(side):
        return state, _ENGLISH_NAMES[side].removesuffix(f" of {_ENGLISH_NAMES[state]}")
    return state, None


def answer(report: ReportReading) -> list[dict[str, Any]]:
    """Return the meetings of a report."""
    return [_meeting(meeting) for meeting in report.meetings]


def _meeting(meeting: MeetingReading) -> dict[str, Any]:
    exact = meeting.when.day is not None and meeting.when.precision == "day"
    place = meeting.place
    return {
        "date": meeting.when.day.isoformat() if exact and meeting.when.day else None,
        "kind": meeting.kind,
        "place": {"city": place.city, "country": place.country} if place else None,
        "participants": [_participant(person) for person in meeting.participants],
        "topics": [topic.code for topic in meeting.topics],
        "confidence": meeting.confidence,
        "doubts": list(meeting.doubts),
    }


def _participant(person: ParticipantReading) -> dict[str, Any]:
    country, body = split_side(person.side)
    return {"name": person.name, "title": person.title, "country": country, "body": body, "role": person.role}
