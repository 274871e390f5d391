"""Calendars (RFC 5545): meetings on their days, without a time, since reports give days and not hours.

A meeting whose date is known only to the month or the year is a journal entry without a date. Its text has the known
part of the date, so that the export loses no meeting and invents no day. Identifiers are the same in all exports, so
that a calendar program that fetches the export again updates its entries and does not duplicate them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, Journal

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.models import Meeting
from meetings.queries.days import format_meeting_date
from meetings.queries.linked_data import make_permanent_address
from meetings.queries.meetings import get_title
from meetings.queries.records import format_iso_date

PRODUCT = "-//Mahdar//Archive of diplomatic meetings//AR"
ENDING = "END:VCALENDAR\r\n"


def write_calendar(selection: Selection, output: Output) -> Iterator[str]:
    """Yield a calendar with one entry for each meeting of a selection."""
    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", PRODUCT)
    title = " ".join(selection.title.split())  # icalendar escapes no end of a line in a name
    head.add("name", title)
    head.add("x-wr-calname", title)
    head.add("url", output.page)
    yield head.to_ical().decode().removesuffix(ENDING)
    for some in selection.batches():
        yield "".join(_entry(meeting, output).to_ical().decode() for meeting in some)
    yield ENDING


def _entry(meeting: Meeting, output: Output) -> Component:
    on_a_day = meeting.date is not None and meeting.date_precision == "day"
    entry: Component = Event() if on_a_day else Journal()
    entry.add("uid", f"{meeting.slug}@{output.host}")
    entry.add("dtstamp", meeting.updated_at)
    entry.add("created", meeting.created_at)
    entry.add("last-modified", meeting.updated_at)
    entry.add("summary", _unify_lines(get_title(meeting)), parameters={"LANGUAGE": output.language})
    entry.add("description", _unify_lines(_description(meeting)), parameters={"LANGUAGE": output.language})
    entry.add("url", make_permanent_address(meeting, output.address))
    entry.add("class", "PUBLIC")
    if topics := [_unify_lines(ranked.topic.name) for ranked in meeting.ranked_topics.all()]:
        entry.add("categories", topics)
    if on_a_day:
        _put_on_its_days(entry, meeting)
    elif meeting.date:
        entry.add("x-mahdar-date", format_iso_date(meeting.date, meeting.date_precision))
    return entry


def _unify_lines(text: str) -> str:
    """Return `text` with one sign for the end of a line: icalendar writes no line with the signs of other systems."""
    return "\n".join(text.splitlines())


def _put_on_its_days(entry: Component, meeting: Meeting) -> None:
    first: date = meeting.date  # type: ignore[assignment]
    entry.add("dtstart", first)
    entry.add("dtend", (meeting.date_end or first) + timedelta(days=1))  # the end is the day after the last
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CONFIRMED")
    where = _(", ").join(filter(None, (meeting.venue, str(meeting.place or ""))))
    if where:
        entry.add("location", _unify_lines(where))


def _description(meeting: Meeting) -> str:
    people = [
        _(", ").join(filter(None, (part.label, part.title if part.title != part.label else "", part.side_code)))
        for part in meeting.participations.all()
    ]
    reports = [source.article.url for source in meeting.sources.all() if source.article.url]
    lines = [format_meeting_date(meeting) or _("The text gives no date"), meeting.summary, *people, *reports]
    return "\n".join(line for line in lines if line)
