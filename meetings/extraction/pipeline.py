"""From a raw report to its meetings.

clean -> sentences -> mentions -> entities -> events -> (planned, denied, old: dismissed) -> sides -> meetings with
people, roles, place, day, topics and the words that state each of these.
"""

import datetime as dt
from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text, read_text
from meetings.extraction.document.page_metadata import (
    find_court_country,
    find_dateline_country,
    get_outlet_country,
    record_page_facts,
)
from meetings.extraction.entities.coreference import resolve
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.anniversaries import is_looking_back, is_recalled
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_finder import find_events
from meetings.extraction.events.factuality import find_brake
from meetings.extraction.meeting.assembly import assemble
from meetings.extraction.meeting.draft_merging import confirm, merge
from meetings.extraction.meeting.drafts import Draft, make_drafts
from meetings.extraction.meeting.meeting_date import lead_date
from meetings.extraction.meeting.representation import complete_sides
from meetings.extraction.meeting.retellings import split_retold
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.raw_offsets import lead_back
from meetings.extraction.readings import Dismissed, ReportReading

_REASONS_TO_WAIT = frozenset({"planned", "cancelled", "denied"})


class DraftedReport(NamedTuple):
    """A report whose drafts of meetings are not yet records, with all that they were read from."""

    text: Text
    report: ReportReading
    cast: Cast
    events: list[Event]
    meetings: list[Draft]


class JudgedEvents(NamedTuple):
    """Events that took place, announced ones of a headline, purposes of a journey, old ones and denied ones."""

    kept: list[Event]
    announced: list[Event]
    purposes: list[Event]
    past: list[Event]
    denied: list[Event]


def read(
    raw: str,
    *,
    outlet_country: str | None = None,
    published: dt.date | None = None,
    dated_by_source: bool = False,
) -> ReportReading:
    """Return the meetings that the report `raw` states. It is written not to raise, for any text.

    Args:
        raw: The text as Mahdar received it.
        outlet_country: ISO 3166-1 code of the outlet's country; read from the text where it is None.
        published: The day of publication; read from the text where it is None.
        dated_by_source: Whether `published` is all that is known of the day, so that the text is not asked.
    """
    drafted = read_drafts(raw, outlet_country=outlet_country, published=published, dated_by_source=dated_by_source)
    add_records(drafted, drafted.meetings, drafted.report)
    drafted.report.unread_from = drafted.text.unread_from
    return lead_back(drafted.report, drafted.text.repaired)


def read_drafts(
    raw: str,
    *,
    outlet_country: str | None = None,
    published: dt.date | None = None,
    dated_by_source: bool = False,
) -> DraftedReport:
    """Return the drafts of the meetings that `raw` states, and its events with those dismissed; `read` says more."""
    text = read_text(raw)
    report = ReportReading(text.raw)
    record_page_facts(text, report, published, dated_by_source=dated_by_source)
    cast = resolve(text, find_mentions(text))
    events = find_events(text, cast)
    complete_sides(text, cast, outlet_country or _country_of_outlet(text, report), events)
    judged = _judge(text, events, report)
    meetings = _meetings(text, judged, cast, report)
    told_ids = {id(event) for draft in meetings for event in draft.events}
    _dismiss(text, [event for event in judged.purposes if id(event) not in told_ids], "planned", report)
    return DraftedReport(text, report, cast, events, meetings)


def add_records(drafted: DraftedReport, drafts: list[Draft], report: ReportReading) -> None:
    """Add the records of `drafts` to `report`."""
    told = [event for draft in drafts for event in draft.events if event.sentence.role != "headline"]
    assemble(drafted.text, report, drafted.cast, drafts, lead_date(drafted.text, told))


def _country_of_outlet(text: Text, report: ReportReading) -> str | None:
    country = get_outlet_country(report.outlet_code)
    if country is not None or report.outlet_code is not None:
        return country
    return find_dateline_country(text) or find_court_country(text)


def _judge(text: Text, events: list[Event], report: ReportReading) -> JudgedEvents:
    """Sort the events, and dismiss those that did not take place or are history."""
    judged = JudgedEvents([], [], [], [], [])
    is_anniversary = is_looking_back(text)
    for event in events:
        published = text.page.get_day_at(text.starts[event.start], report.published)
        reason = find_brake(text, event, published)
        if reason is None and is_anniversary and is_recalled(text, event, published):
            reason = "historical"
        if event.sentence.role in ("headline", "subhead"):
            if reason is None and event.sentence.role == "headline":
                judged.announced.append(event)
        elif reason is None:
            judged.kept.append(event)
        elif reason == "purpose":
            judged.purposes.append(event)
        else:
            _dismiss(text, [event], reason, report)
            if reason == "historical":
                judged.past.append(event)
            elif reason == "denied":
                judged.denied.append(event)
    return judged


def _meetings(text: Text, judged: JudgedEvents, cast: Cast, report: ReportReading) -> list[Draft]:
    """Return the meetings in the body, else those in a headline or the purpose of a journey."""
    drafts: list[Draft] = []
    for event in judged.kept:
        found, reason = make_drafts(event, cast)
        drafts.extend(found)
        if reason:
            _dismiss(text, [event], reason, report)
    meetings, retold = split_retold(text, merge(drafts, cast), judged.past, judged.denied)
    for draft, reason in retold:
        _dismiss(text, draft.events, reason, report)
    if meetings:
        confirm(meetings, _drafts(judged.announced, cast), cast)
        return meetings
    if not _has_confirmation(text):
        return []
    is_waiting = any(dismissed.reason in _REASONS_TO_WAIT for dismissed in report.dismissed)
    events = [] if is_waiting else [*judged.announced, *judged.purposes]
    return merge(_drafts(events, cast), cast)


def _drafts(events: list[Event], cast: Cast) -> list[Draft]:
    return [draft for event in events for draft in make_drafts(event, cast)[0]]


def _dismiss(text: Text, events: list[Event], reason: str, report: ReportReading) -> None:
    report.dismissed.extend(Dismissed(reason, *text.span(event.start, event.end), event.rule) for event in events)


def _has_confirmation(text: Text) -> bool:
    """Return whether the body refers to both parties ("الجانبان", "خلال اللقاء").

    Only then does a headline alone report a meeting.
    """
    words = (
        index for sentence in text.sentences if sentence.role == "body" for index in range(sentence.start, sentence.end)
    )
    return any(hit.entry.kind == "cue" and hit.entry.key == "both" for index in words for hit in text.hits[index])
