"""Meetings that a report only tells again, after it has told that they are old or denied.

"اجتمع س وص في مايو ... وبحسب القناة فإن اللقاء بين س وص دام ساعات": the second sentence has no day, and tells of May.
"نفت الوزارة أن س التقى ص ... وذكرت الصحف أن س اجتمع مع ص": the second sentence tells of what the first denies.
"""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.brake_place import MEETING_NOUNS
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_date import find_date_behind, find_own_date
from meetings.extraction.meeting.drafts import Draft

MIN_PEOPLE_DENIED = 2  # whom a retelling shares with the meeting that the report denies


class Retelling(NamedTuple):
    """A draft that tells again of an earlier event, and why that event does not count for the report."""

    draft: Draft
    reason: str


def split_retold(
    text: Text, drafts: list[Draft], past: list[Event], denied: list[Event]
) -> tuple[list[Draft], list[Retelling]]:
    """Split drafts into meetings of the report and those that tell again of an old or a denied event."""
    kept: list[Draft] = []
    retold: list[Retelling] = []
    for draft in drafts:
        if past and all(_takes_up(text, event, past) for event in draft.events):
            retold.append(Retelling(draft, "historical"))
        elif denied and all(_repeats_denied(text, event, denied) for event in draft.events):
            retold.append(Retelling(draft, "denied"))
        else:
            kept.append(draft)
    return kept, retold


def _takes_up(text: Text, event: Event, past: list[Event]) -> bool:
    """Return whether an event is a noun with the article and without a day, of people who met before."""
    noun = text.hit(event.start, "noun") if event.frame in MEETING_NOUNS else None
    if noun is None or not noun.entry.definite or find_own_date(text, event) is not None:
        return False
    people = {mention.entity for mention in event.people}
    return any(old.start < event.start and people <= _people_of(old) for old in past)


def _repeats_denied(text: Text, event: Event, denied: list[Event]) -> bool:
    """Return whether an event without a day behind it shares two people with one that the report denies before."""
    people = {mention.entity for mention in event.people if mention.name is not None}
    if len(people) < MIN_PEOPLE_DENIED or find_date_behind(text, event) is not None:
        return False
    return any(old.start < event.start and len(people & _people_of(old)) >= MIN_PEOPLE_DENIED for old in denied)


def _people_of(event: Event) -> set[int]:
    return {mention.entity for mention in event.people}
