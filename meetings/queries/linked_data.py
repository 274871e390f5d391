"""Linked data for pages and exports: records in the terms of schema.org.

Unknown values are left out, and a date is as exact as it is known. `@id` is the record's address in the archive's first
language, so that both languages of a page describe one thing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import override

from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import get_state
from meetings.models import Article, Attachment, Country, Meeting, Official, Organisation, Outlet, Participation, Place
from meetings.queries.attribution import get_attribution
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.meetings import get_title
from meetings.queries.offices import list_offices_on
from meetings.queries.records import format_iso_date

CONTEXT = "https://schema.org"
Absolute = Callable[[str], str]
Data = dict[str, Any]


def make_permanent_address(record: Any, absolute: Absolute) -> str:
    """Return the address of `record` in the archive's first language, even if another language is active."""
    with override(settings.LANGUAGE_CODE):
        return absolute(record.get_absolute_url())


def describe_event(
    meeting: Meeting, absolute: Absolute, context: bool = True, attachments: Iterable[Attachment] = ()
) -> Data:
    """Return a meeting as an Event, with its `attachments`. It reads what `for_cards` has fetched."""
    attached = [describe_attachment(one, absolute) for one in attachments]
    data: Data = {
        "@type": "Event",
        "@id": make_permanent_address(meeting, absolute),
        "name": get_title(meeting),
        "url": absolute(meeting.get_absolute_url()),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/{'Online' if is_remote(meeting.kind) else 'Offline'}EventAttendanceMode",
        "attendee": [_attendee(part, absolute) for part in meeting.participations.all()],
        "startDate": format_iso_date(meeting.date, meeting.date_precision),
        "endDate": format_iso_date(meeting.date_end, meeting.date_precision),
        "description": meeting.summary,
        "location": place(meeting.place, absolute) if meeting.place else None,
        "about": [
            {"@type": "DefinedTerm", "termCode": ranked.topic.code, "name": ranked.topic.name}
            for ranked in meeting.ranked_topics.all()
        ],
        "image": [one for one in attached if one["@type"] == "ImageObject"],
        "subjectOf": [
            *(report(source.article, absolute) for source in meeting.sources.all()),
            *(one for one in attached if one["@type"] != "ImageObject"),
        ],
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": absolute(meeting.get_absolute_url()),
            "dateModified": meeting.updated_at.isoformat(timespec="seconds"),
            "license": DATA_LICENCE.url,
        },
    }
    return _said(data, context)


def _attendee(part: Participation, absolute: Absolute) -> Data:
    person = part.official
    known = person is not None and person.review_state == "published"
    speaks_for = part.side
    data: Data = {
        "@type": "Person" if person else "Organization",
        "@id": make_permanent_address(person, absolute) if known else None,
        "name": part.label,
        "jobTitle": part.title if person else None,
    }
    if isinstance(speaks_for, Country | Organisation):
        data["affiliation" if person else "parentOrganization"] = _body(speaks_for)
    return _filled(data)


def _body(record: Country | Organisation) -> Data:
    """Return a side as an Organization, since the affiliation of schema.org does not accept a Country."""
    return {"@type": "Organization", "name": record.name, "identifier": record.code}


def describe_side(record: Country | Organisation, absolute: Absolute, context: bool = True) -> Data:
    """Return a country as a Country, a region as an AdministrativeArea, an organisation as an Organization."""
    names = [record.name_ar, record.name_en, *record.names]
    kind = "Organization"
    if isinstance(record, Country):
        kind = "AdministrativeArea" if record.parent_id else "Country"
    data: Data = {
        "@type": kind,
        "@id": make_permanent_address(record, absolute),
        "name": record.name,
        "alternateName": [name for name in dict.fromkeys(names) if name and name != record.name],
        "identifier": record.code,
        "sameAs": list_pages_elsewhere(record),
        "url": absolute(record.get_absolute_url()),
    }
    return _said(data, context)


def place(record: Place, absolute: Absolute, context: bool = False) -> Data:
    """Return a city, or a whole country, as a Place."""
    country = (get_state(record.country.code) or record.country.code) if record.country else None
    address = {
        "@type": "PostalAddress",
        "addressLocality": record.city,
        "addressRegion": record.region.name if record.region else "",
        "addressCountry": country,
    }
    data: Data = {
        "@type": "Place",
        "@id": make_permanent_address(record, absolute),
        "name": str(record),
        "address": _filled(address),
    }
    return _said(data, context)


def describe_subject(record: Any, absolute: Absolute) -> Data:
    """Return a place, an outlet, or another named record such as a topic, which is a DefinedTerm."""
    if isinstance(record, Place):
        return place(record, absolute) | _filled({"sameAs": list_pages_elsewhere(record)})
    data: Data = {
        "@type": "NewsMediaOrganization" if isinstance(record, Outlet) else "DefinedTerm",
        "@id": make_permanent_address(record, absolute),
        "name": record.name,
        "alternateName": [name for name in (record.name_ar, record.name_en) if name and name != record.name],
        "url": absolute(record.get_absolute_url()),
        ("identifier" if isinstance(record, Outlet) else "termCode"): getattr(record, record.natural_key_fields[0]),
        "sameAs": list_pages_elsewhere(record) if isinstance(record, Outlet) else [],
    }
    return _filled(data)


def report(article: Article, absolute: Absolute, context: bool = False, attachments: Iterable[Attachment] = ()) -> Data:
    """Return an article as a NewsArticle, with its outlet's address if it is known, and with its `attachments`.

    It has a headline only if the outlet published one: schema.org means the words of the article.
    """
    data: Data = {
        "@type": "NewsArticle",
        "@id": make_permanent_address(article, absolute),
        "url": article.url or absolute(article.get_absolute_url()),
        "headline": get_attribution(article).published,
        "inLanguage": article.language,
        "datePublished": format_iso_date(article.published_on),
        "author": _newsroom(article.original_outlet),
        "publisher": _newsroom(article.outlet),
        "associatedMedia": [describe_attachment(one, absolute) for one in attachments],
    }
    return _said(data, context)


def describe_attachment(attachment: Attachment, absolute: Absolute) -> Data:
    """Return an image as an ImageObject, a PDF file as a DigitalDocument."""
    image: Data = {
        "contentUrl": absolute(attachment.file_url),
        "thumbnailUrl": absolute(attachment.thumbnail_url),
        "caption": attachment.title,
        "width": attachment.width,
        "height": attachment.height,
    }
    document: Data = {"url": absolute(attachment.file_url)}
    data: Data = {
        "@type": "ImageObject" if attachment.is_image else "DigitalDocument",
        "name": attachment.title,
        "encodingFormat": attachment.media_type,
        **(image if attachment.is_image else document),
        "license": attachment.licence_url or attachment.source_url,
        "creditText": attachment.creator,
        "dateCreated": format_iso_date(attachment.taken_on),
        "isBasedOn": attachment.source_url,
    }
    return _filled(data)


def _newsroom(outlet: Outlet | None) -> Data | None:
    return {"@type": "NewsMediaOrganization", "name": outlet.name} if outlet else None


def describe_person(official: Official, absolute: Absolute, context: bool = True) -> Data:
    """Return an official as a Person, with other names, the titles held today, and all offices with their dates."""
    offices = list_offices_on(official.appointments.all())
    data: Data = {
        "@type": "Person",
        "@id": make_permanent_address(official, absolute),
        "name": official.name,
        "url": absolute(official.get_absolute_url()),
        "alternateName": [name.name for name in official.names.all() if name.name != official.name],
        "sameAs": list_pages_elsewhere(official),
        "jobTitle": list(dict.fromkeys(office.position.title for office in offices if office.is_held)),
        "hasOccupation": [
            _filled(
                {
                    "@type": "Role",
                    "hasOccupation": {"@type": "Occupation", "name": office.position.title},
                    "startDate": format_iso_date(office.appointment.start, office.appointment.start_precision),
                    "endDate": format_iso_date(office.appointment.end, office.appointment.end_precision),
                }
            )
            for office in offices
        ],
    }
    return _said(data, context)


def list_pages_elsewhere(record: Any) -> list[str]:
    """Return the pages about `record` in authority files, for `sameAs`."""
    return [one.url for one in record.identifiers.all() if one.url]


def _said(data: Data, context: bool) -> Data:
    return {"@context": CONTEXT, **_filled(data)} if context else _filled(data)


def _filled(data: Data) -> Data:
    """Return `data` without its empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
