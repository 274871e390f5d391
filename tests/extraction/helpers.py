"""Short ways into the reader's layers."""

from meetings.extraction.document.annotated_text import Text, read_text
from meetings.extraction.entities.coreference import resolve
from meetings.extraction.entities.entities import Cast
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.pipeline import read
from meetings.extraction.readings import MeetingReading


def mentions(raw: str) -> tuple[Text, list[Mention]]:
    text = read_text(raw)
    return text, find_mentions(text)


def cast(raw: str) -> tuple[Text, Cast]:
    text, found = mentions(raw)
    return text, resolve(text, found)


def only_meeting(raw: str, **more: object) -> MeetingReading:
    (meeting,) = read(raw, **more).meetings  # type: ignore[arg-type]
    return meeting


def people(meeting: MeetingReading) -> dict[str, tuple[str | None, str]]:
    """Name or title -> side and role."""
    return {str(person.name or person.title): (person.side, person.role) for person in meeting.participants}


def reasons(raw: str, **more: object) -> list[str]:
    report = read(raw, **more)  # type: ignore[arg-type]
    assert report.meetings == []
    return [dismissed.reason for dismissed in report.dismissed]
