"""The headline of a meeting: the report's own where it reports this meeting alone, else one made of the facts."""

from collections.abc import Iterable

from meetings.extraction.readings import MeetingReading, ParticipantReading, ReportReading
from meetings.gazetteer.meeting_kinds import PHONE, SUMMIT, VIDEO
from meetings.models import Wording

_KIND_WORDS = {PHONE: "اتصال هاتفي بين", VIDEO: "اجتماع عبر الاتصال المرئي بين", SUMMIT: "قمة تجمع"}
_OTHER_KINDS = "لقاء يجمع"


def choose_headline(meeting: MeetingReading, report: ReportReading) -> tuple[str, Wording]:
    """Return one line in Arabic that says who met whom, and whose words it is."""
    if report.headline and len(report.meetings) == 1:
        return " ".join(report.headline.split()), Wording.OUTLET
    return make_headline_of_reading(meeting), Wording.ARCHIVE


def make_headline_of_reading(meeting: MeetingReading) -> str:
    """Return the headline that Mahdar makes of the facts that it read."""
    chief = [one for one in meeting.participants if one.role != "attendee"] or meeting.participants
    return make_headline(meeting.kind, [_called(one) for one in chief])


def make_headline(kind: str, names: Iterable[str]) -> str:
    """Return the headline of a meeting of `kind` between `names`, made of the facts alone."""
    return f"{_KIND_WORDS.get(kind, _OTHER_KINDS)} {_joined(names)}"


def is_made(headline: str) -> bool:
    """Return whether a headline begins as `make_headline` begins it."""
    return headline.startswith(tuple(f"{words} " for words in (*_KIND_WORDS.values(), _OTHER_KINDS)))


def _called(participant: ParticipantReading) -> str:
    return " ".join((participant.name or participant.title or "").split())


def _joined(names: Iterable[str]) -> str:
    """Return the names as Arabic lists them: a و before each name after the first."""
    return " و".join(name for name in names if name) or "مسؤولين"
