"""From a raw report to its meetings: the one way in.

clean -> sentences -> mentions -> entities -> events -> (planned, denied, old: dismissed) -> sides -> meetings with
people, roles, place, day, topics and the words that state each of these.
"""

import datetime as dt

from meetings.extraction.document.annotated_text import Text, read_text
from meetings.extraction.document.page_metadata import dateline_country, frame, outlet_country_of
from meetings.extraction.entities.coreference import resolve
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.anniversaries import is_recalled, looks_back
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_finder import find_events
from meetings.extraction.events.factuality import find_brake
from meetings.extraction.meeting.assembly import assemble
from meetings.extraction.meeting.draft_merging import confirm, merge
from meetings.extraction.meeting.drafts import Draft, drafts_of
from meetings.extraction.meeting.meeting_date import lead_date
from meetings.extraction.meeting.representation import complete_sides
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.readings import Dismissed, ReportReading


def read(raw: str, *, outlet_country: str | None = None, published: dt.date | None = None) -> ReportReading:
    """Everything that the report `raw` says of meetings.

    `outlet_country` (ISO 3166-1 alpha-2) and `published` are what the source is known to be; without them they are
    read from the text where it says so. Never raises on any text.
    """
    text = read_text(raw)
    report = ReportReading(raw)
    frame(text, report, published)
    cast = resolve(text, find_mentions(text))
    home = outlet_country or outlet_country_of(report.outlet_code)
    if home is None and report.outlet_code is None:
        home = dateline_country(text)
    events = find_events(text, cast)
    complete_sides(text, cast, home, events)
    kept, announced, meant = _judge(text, events, report)
    drafts: list[Draft] = []
    for event in kept:
        found, reason = drafts_of(event, cast)
        drafts.extend(found)
        if not found and reason:
            report.dismissed.append(_dismiss(text, event, reason))
    meetings = merge(drafts, cast)
    if not meetings:
        waiting = any(dismissed.reason in ("planned", "cancelled", "denied") for dismissed in report.dismissed)
        meetings = _announced(text, announced if waiting else [*announced, *meant], cast)
    else:
        confirm(meetings, [draft for event in announced for draft in drafts_of(event, cast)[0]], cast)
    told = {id(event) for draft in meetings for event in draft.events}
    report.dismissed.extend(_dismiss(text, event, "planned") for event in meant if id(event) not in told)
    lead = lead_date(text, [event for draft in meetings for event in draft.events if event.sentence.role != "headline"])
    assemble(text, report, cast, meetings, lead)
    return report


def _judge(text: Text, events: list[Event], report: ReportReading) -> tuple[list[Event], list[Event], list[Event]]:
    """Events that took place, those that only a headline announces, those that were the purpose of a journey; the rest
    is dismissed.
    """
    kept, announced, meant = [], [], []
    memorial = looks_back(text)
    for event in events:
        reason = find_brake(text, event, report.published)
        if reason is None and memorial and is_recalled(text, event, report.published):
            reason = "historical"
        if event.sentence.role in ("headline", "subhead"):
            if reason is None and event.sentence.role == "headline":
                announced.append(event)
        elif reason is None:
            kept.append(event)
        elif reason == "purpose":
            meant.append(event)
        else:
            report.dismissed.append(_dismiss(text, event, reason))
    return kept, announced, meant


def _dismiss(text: Text, event: Event, reason: str) -> Dismissed:
    return Dismissed(reason, *text.span(event.start, event.end), event.rule)


def _announced(text: Text, events: list[Event], cast: Cast) -> list[Draft]:
    """A headline alone reports a meeting only where the body takes both parties up ("الجانبان", "خلال اللقاء")."""
    confirmed = sum(
        1
        for sentence in text.sentences
        if sentence.role == "body"
        for index in range(sentence.start, sentence.end)
        for hit in text.hits[index]
        if hit.entry.kind == "cue" and hit.entry.key == "both"
    )
    if not confirmed:
        return []
    return merge([draft for event in events for draft in drafts_of(event, cast)[0]], cast)
