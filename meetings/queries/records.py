"""Records as plain dictionaries, for whoever gives them to other programs: API, exports, feeds, linked data.

Names of fields are those of the models and stay as they are: programs depend on them. Values are those of the
database, in both languages where there are two; dates are ISO 8601 and no more exact than they are known (2023-11-03,
2023-11, 2023). Editors' notes, their names and drafts stay out.
`address` is made by the caller from a path, so that it can be a full one.

What a function reads should be there before: meetings of `MeetingQuerySet.for_cards`, officials of
`queries.people.official`; then none of them asks the database.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from meetings.models import (
    Appointment,
    Article,
    Country,
    Evidence,
    Meeting,
    MeetingTopic,
    Official,
    OfficialName,
    Organisation,
    Outlet,
    Participation,
    Place,
    Position,
    Topic,
)

Record = dict[str, Any]
Address = Callable[[str], str]

LICENCE = "https://spdx.org/licenses/MIT.html"  # of the archive's own words and facts


def _path(path: str) -> str:
    return path


def exact(day: date | None, precision: str = "day") -> str | None:
    """`day` in ISO 8601, as much of it as is known."""
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def side_record(side: Country | Organisation | None, address: Address = _path) -> Record | None:
    """A country, region or organisation; `type` tells which."""
    if side is None:
        return None
    return {
        "type": "organisation" if isinstance(side, Organisation) else "country",
        "code": side.code,
        "name_ar": side.name_ar,
        "name_en": side.name_en,
        "address": address(side.get_absolute_url()),
    }


def country_record(country: Country, address: Address = _path) -> Record:
    """A country or region: its other names, the state it belongs to, and the regions that belong to it, as codes."""
    record: Record = side_record(country, address)  # type: ignore[assignment]
    return record | {
        "names": country.names,
        "parent": country.parent.code if country.parent else None,
        "regions": [region.code for region in country.regions.all()],
    }


def organisation_record(organisation: Organisation, address: Address = _path) -> Record:
    """An organisation: its other names and what kind of body it is."""
    record: Record = side_record(organisation, address)  # type: ignore[assignment]
    return record | {"names": organisation.names, "kind": organisation.kind}


def sides_record(meeting: Meeting, address: Address = _path) -> list[Record]:
    """The sides of a meeting, each once, in the order in which they are named."""
    sides = dict.fromkeys(part.side for part in meeting.participations.all())
    return [record for side in sides if (record := side_record(side, address))]  # type: ignore[arg-type]


def place_record(place: Place | None, address: Address = _path) -> Record | None:
    """A place; `country` is a code."""
    if place is None:
        return None
    return {
        "slug": place.slug,
        "city_ar": place.city_ar,
        "city_en": place.city_en,
        "country": place.country.code if place.country else None,
        "country_name_ar": place.country.name_ar if place.country else "",
        "country_name_en": place.country.name_en if place.country else "",
        "address": address(place.get_absolute_url()),
    }


def topic_record(topic: Topic, address: Address = _path) -> Record:
    """A topic of the controlled list."""
    return {
        "code": topic.code,
        "name_ar": topic.name_ar,
        "name_en": topic.name_en,
        "address": address(topic.get_absolute_url()),
    }


def outlet_record(outlet: Outlet | None, address: Address = _path) -> Record | None:
    """A newspaper, agency, broadcaster or official site."""
    if outlet is None:
        return None
    return {
        "code": outlet.code,
        "name_ar": outlet.name_ar,
        "name_en": outlet.name_en,
        "domain": outlet.domain,
        "address": address(outlet.get_absolute_url()),
    }


def article_record(article: Article, address: Address = _path) -> Record:
    """A report: what it says of itself, without its text, which may be its publisher's."""
    return {
        "slug": article.slug,
        "outlet": outlet_record(article.outlet, address),
        "headline": article.headline,
        "url": article.url,
        "published_on": exact(article.published_on),
        "text_kind": article.text_kind,
        "sha256": article.sha256,
        "address": address(article.get_absolute_url()),
    }


def position_record(position: Position | None) -> Record | None:
    """An office of a side; `country` and `organisation` are codes."""
    if position is None:
        return None
    return {
        "code": position.code,
        "title_ar": position.title_ar,
        "title_en": position.title_en,
        "country": position.country.code if position.country else None,
        "organisation": position.organisation.code if position.organisation else None,
    }


def person_record(official: Official | None, address: Address = _path) -> Record | None:
    """An official in short. One that is not published has a name, as on the pages, but no record to lead to."""
    if official is None:
        return None
    public = official.review_state == "published"
    return {
        "slug": official.slug if public else None,
        "name_ar": official.name_ar,
        "name_en": official.name_en,
        "address": address(official.get_absolute_url()) if public else None,
    }


def participation_record(part: Participation, address: Address = _path) -> Record:
    """Someone's part in a meeting: a person, or the office or group where no name is given, and the side."""
    return {
        "order": part.order,
        "official": person_record(part.official, address),
        "position": part.position.code if part.position else None,
        "name_as_written": part.name_as_written,
        "title_ar": part.title_ar or (part.position.title_ar if part.position else ""),
        "title_en": part.title_en or (part.position.title_en if part.position else ""),
        "is_group": part.is_group,
        "side": side_record(part.side, address),  # type: ignore[arg-type]
        "role": part.role,
        "basis": part.basis,
    }


def meeting_topic_record(ranked: MeetingTopic, address: Address = _path) -> Record:
    """A topic of a meeting; rank 0 is the main one."""
    return {"rank": ranked.rank, **topic_record(ranked.topic, address)}


def meeting_record(meeting: Meeting, address: Address = _path) -> Record:
    """A meeting with all that a card of it shows: people, sides, place, topics, sources."""
    return {
        "slug": meeting.slug,
        "address": address(meeting.get_absolute_url()),
        "headline_ar": meeting.headline_ar,
        "headline_en": meeting.headline_en,
        "date": exact(meeting.date, meeting.date_precision),
        "date_end": exact(meeting.date_end, meeting.date_precision),
        "date_precision": meeting.date_precision,
        "date_basis": meeting.date_basis,
        "date_explanation": meeting.date_explanation,
        "kind": meeting.kind,
        "place": place_record(meeting.place, address),
        "venue_ar": meeting.venue_ar,
        "venue_en": meeting.venue_en,
        "occasion_ar": meeting.occasion_ar,
        "occasion_en": meeting.occasion_en,
        "summary_ar": meeting.summary_ar,
        "summary_en": meeting.summary_en,
        "participations": [participation_record(part, address) for part in meeting.participations.all()],
        "topics": [meeting_topic_record(ranked, address) for ranked in meeting.ranked_topics.all()],
        "sources": [article_record(source.article, address) for source in meeting.sources.all()],
        "review_state": meeting.review_state,
        "confidence": meeting.confidence,
        "created_at": meeting.created_at.isoformat(timespec="seconds"),
        "updated_at": meeting.updated_at.isoformat(timespec="seconds"),
        "licence": LICENCE,
    }


def evidence_record(evidence: Evidence) -> Record:
    """The words that state a fact: of which article, from which character to which (the end is exclusive)."""
    return {
        "meeting": evidence.meeting.slug,
        "article": evidence.article.slug,
        "fact": evidence.fact,
        "participation": evidence.participation.order if evidence.participation else None,
        "topic": evidence.topic.code if evidence.topic else None,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "rule": evidence.rule,
        "inferred": evidence.inferred,
    }


def holder_record(appointment: Appointment, address: Address = _path) -> Record:
    """Who held an office, from when to when."""
    return {"official": person_record(appointment.official, address), **_term(appointment)}


def name_record(name: OfficialName) -> Record:
    """One spelling of an official's name."""
    return {"name": name.name, "script": name.script, "language": name.language, "kind": name.kind}


def appointment_record(appointment: Appointment) -> Record:
    """An office from when to when."""
    return {"position": position_record(appointment.position), **_term(appointment)}


def _term(appointment: Appointment) -> Record:
    return {
        "start": exact(appointment.start, appointment.start_precision),
        "start_precision": appointment.start_precision,
        "end": exact(appointment.end, appointment.end_precision),
        "end_precision": appointment.end_precision,
        "source_url": appointment.source_url,
    }


def official_record(official: Official, address: Address = _path) -> Record:
    """An official with names and offices."""
    return {
        "slug": official.slug,
        "address": address(official.get_absolute_url()),
        "name_ar": official.name_ar,
        "name_en": official.name_en,
        "names": [name_record(name) for name in official.names.all()],
        "appointments": [appointment_record(appointment) for appointment in official.appointments.all()],
        "created_at": official.created_at.isoformat(timespec="seconds"),
        "updated_at": official.updated_at.isoformat(timespec="seconds"),
        "licence": LICENCE,
    }
