"""What pages tell machines of themselves: descriptions, and records as schema.org describes events and people."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import ngettext

from meetings.models import Meeting, Official
from meetings.queries.meetings import title_of

Absolute = Callable[[str], str]


def described(name: str, number: int) -> str:
    """One sentence on a page that lists the meetings of `name`."""
    text = ngettext(
        "%(name)s in Mahdar, the archive of diplomatic meetings: %(n)s meeting with its sources.",
        "%(name)s in Mahdar, the archive of diplomatic meetings: %(n)s meetings with their sources.",
        number,
    )
    return text % {"name": name, "n": number}


def event(meeting: Meeting, absolute: Absolute) -> dict[str, Any]:
    """A meeting as a schema.org Event; what is not known is left out, and a date is no more exact than it is known."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title_of(meeting),
        "url": absolute(meeting.get_absolute_url()),
        "eventStatus": "https://schema.org/EventScheduled",
        "attendee": [
            {"@type": "Person" if part.official else "Organization", "name": part.label}
            for part in meeting.participations.all()
        ],
    }
    if meeting.date:
        pattern = {"year": "%Y", "month": "%Y-%m"}.get(meeting.date_precision, "%Y-%m-%d")
        data["startDate"] = meeting.date.strftime(pattern)
    if meeting.date_end:
        data["endDate"] = meeting.date_end.isoformat()
    if meeting.summary:
        data["description"] = meeting.summary
    if meeting.place:
        data["location"] = {"@type": "Place", "name": str(meeting.place)}
    reports = [source.article.url for source in meeting.sources.all() if source.article.url]
    if reports:
        data["subjectOf"] = [{"@type": "NewsArticle", "url": url} for url in reports]
    return data


def person(official: Official, absolute: Absolute) -> dict[str, Any]:
    """An official as a schema.org Person, with other names and the titles of offices."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": official.name,
        "url": absolute(official.get_absolute_url()),
    }
    other = [name.name for name in official.names.all() if name.name != official.name]
    if other:
        data["alternateName"] = other
    titles = [appointment.position.title for appointment in official.appointments.all()]
    if titles:
        data["jobTitle"] = titles
    return data
