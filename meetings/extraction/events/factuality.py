"""Factuality: whether an event took place, now, between sides.

A planned, denied, cancelled, historical or proposed event is dismissed with its reason. The past perfect ("وكان قد
التقى") is background unless the text dates it within days of the report.
"""

import datetime as dt

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.brake_place import MEETING_NOUNS
from meetings.extraction.events.brakes_before import find_brake_before
from meetings.extraction.events.brakes_behind import find_brake_behind
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_date import find_brake_of_date, find_date_behind, find_own_date
from meetings.extraction.events.noun_reasons import NounStatement, is_stated_meeting
from meetings.gazetteer.word_classes import load_word_class
from meetings.text.date_words import DateWords
from meetings.text.dates import resolve

_FIRST = load_word_class("first_of_kind")
_STATED = frozenset({"stated", "hijri"})
_SUBJUNCTIVE_PREFIXES = ("لي", "لت")


def find_brake(text: Text, event: Event, published: dt.date | None) -> str | None:
    """Find the reason why `event` is not a meeting of this report; None where it is one."""
    if event.tense == "future":
        return "planned"
    reason = find_brake_before(text, event) or find_brake_behind(text, event)
    if reason:
        return reason
    if event.tense == "present":
        if _goes_on_with_story(text, event, published):
            return None
        if event.sentence.role != "headline" and not _reports(event):
            return "planned"
    reason = find_brake_of_date(text, event, published)
    if reason is None and event.frame in MEETING_NOUNS and event.sentence.role not in ("headline", "subhead"):
        return (
            None
            if is_stated_meeting(NounStatement(text, event, _has_past_date(text, event, published)))
            else "unstated"
        )
    return reason


def _has_past_date(text: Text, event: Event, published: dt.date | None) -> bool:
    """Return whether the event has a separate day that is not after the report's."""
    date = find_date_behind(text, event) or _find_stated_date(text, event)
    if date is None:
        return False
    if published is None and date.kind not in _STATED:
        return date.offset is not None and date.offset <= 0 and date.kind != "loose"  # "لقاءه اليوم", of an unknown day
    day = resolve(date, published).day
    return day is not None and (published is None or day <= published)


def _find_stated_date(text: Text, event: Event) -> DateWords | None:
    """Find a full date of the event; a weekday before the noun may be the day of a statement."""
    date = find_own_date(text, event)
    return date if date is not None and date.kind in _STATED else None


def _goes_on_with_story(text: Text, event: Event, published: dt.date | None) -> bool:
    """Return whether a present continues a story in the past.

    "..., ليجتمع يوم الجمعة 3 أكتوبر", "أول زعيم يجتمع".
    """
    if not _FIRST.isdisjoint(text.words[max(event.sentence.start, event.start - 4) : event.start]):
        return True
    date = find_own_date(text, event) if text.words[event.start].startswith(_SUBJUNCTIVE_PREFIXES) else None
    day = resolve(date, published).day if date is not None else None
    return day is not None and (published is None or day <= published)


def _reports(event: Event) -> bool:
    """Return whether a present reports the news: a verb of talking with both sides ("يبحثان")."""
    return event.mutual and event.frame == "discuss"
