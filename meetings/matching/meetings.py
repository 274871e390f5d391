"""Whether a meeting that was just read is already in the archive: two outlets, one meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from meetings.extraction.readings import MeetingReading
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.offices import office_key, same_office
from meetings.models import Article, Meeting, Participation

# A report without a date of the meeting tells of the days before it was published.
_NEWS_DAYS = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class ComparedParticipant:
    """Someone whom the report puts at the meeting: the official where known, the side, the office."""

    official_id: int | None
    side: str | None
    title: str | None


def find_known(read: MeetingReading, present: Sequence[ComparedParticipant], article: Article) -> Meeting | None:
    """The meeting on record that `read` tells of; None when it is new.

    Same day (or within the days of news where one of them names none), both at a distance or both in person, and
    people of two sides in common: the same officials, or one of them known to one report by the same office alone.
    """
    officials = {one.official_id for one in present if one.official_id}
    nearby = Meeting.objects.filter(participations__official__in=officials).exclude(review_state="rejected")
    day = read.when.day
    if day:
        nearby = nearby.filter(Q(date=day) | Q(date__isnull=True))
    elif article.published_on:
        nearby = nearby.filter(date__range=(article.published_on - _NEWS_DAYS, article.published_on))
    else:
        return None  # nothing says when: an editor decides
    found = [
        meeting
        for meeting in nearby.distinct().prefetch_related("participations__country", "participations__organisation")
        if _same_manner(read.kind, meeting.kind)
        and _same_days(day, meeting)
        and _same_people(meeting.participations.all(), present)
    ]
    return min(found, key=lambda meeting: (meeting.date is None, meeting.pk)) if found else None


def _same_manner(kind: str, other: str) -> bool:
    return is_remote(kind) == is_remote(other)


def _same_days(day: date | None, meeting: Meeting) -> bool:
    """An undated record is the same meeting only if one of its articles appeared in the same days."""
    if day is None or meeting.date is not None:
        return True
    published = [one.published_on for one in meeting.articles.all() if one.published_on]
    return any(timedelta(0) <= one - day <= _NEWS_DAYS for one in published)


def _same_people(recorded: Iterable[Participation], present: Sequence[ComparedParticipant]) -> bool:
    sides = {part.side_code for part in recorded if any(_same_person(part, one) for one in present)}
    return len(sides) >= 2


def _same_person(part: Participation, one: ComparedParticipant) -> bool:
    if part.official_id and one.official_id:
        return part.official_id == one.official_id
    if part.is_group or not one.title or one.side != part.side_code:
        return False
    return same_office(office_key(part.title_ar, part.side_code), office_key(one.title, one.side))
