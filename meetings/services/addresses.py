"""The URL of a meeting, made of its date and its sides."""

from meetings.models import Meeting
from meetings.models.old_addresses import delete_old_addresses
from meetings.models.slugs import make_meeting_parts, make_unique_slug


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
