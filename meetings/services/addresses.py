"""The URLs of records, made of their names, dates and sides."""

from typing import Any

from meetings.models import Article, Meeting, Official, Place, Position
from meetings.models.old_addresses import delete_old_addresses
from meetings.models.slugs import make_meeting_parts, make_person_parts, make_unique_slug, name_parts


def make_address_parts(record: Any) -> list[str]:
    """Return the texts from which the URL of a record is made."""
    if isinstance(record, Meeting):
        return make_meeting_address_parts(record)
    if isinstance(record, Article):
        day = record.published_on.isoformat() if record.published_on else ""
        return [day, record.outlet.code if record.outlet else "", "" if record.outlet else record.headline]
    if isinstance(record, Place):
        return [record.country.code if record.country else "", *name_parts(record.city_en, record.city_ar)]
    if isinstance(record, Position):
        return [record.side_code or "", *name_parts(record.title_en, record.title_ar)]
    if isinstance(record, Official):
        return make_person_parts(record.name_en, record.name_ar)
    return name_parts(record.name_en, record.name_ar)


def make_meeting_address_parts(meeting: Meeting) -> list[str]:
    """Return the parts of the meeting's URL: its date and, once it is saved, the codes of its sides."""
    parts = meeting.participations.select_related("country", "organisation") if meeting.pk else ()
    return make_meeting_parts(meeting.date, [part.side_code for part in parts])


def set_meeting_address(meeting: Meeting, is_new: bool) -> None:
    """Give a saved meeting the URL that its date and sides make, and save it.

    A new meeting (`is_new`) does not retain its first URL: no reader has seen it yet.
    """
    meeting.slug = make_unique_slug(Meeting, make_meeting_address_parts(meeting), record=meeting)
    meeting.save(update_fields=["slug"])
    if is_new:
        delete_old_addresses(meeting)
