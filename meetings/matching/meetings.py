"""Matching of a meeting that was just read with the meetings on record: two outlets may report one meeting."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q

from meetings.extraction.readings import MeetingReading
from meetings.matching.participants import ComparedParticipant, is_same_participant
from meetings.matching.rules import MAX_NEWS_DAYS, MIN_SHARED_SIDES, is_exact_day, is_in_news, is_same_manner
from meetings.models import Article, Meeting, Participation
from meetings.models.people import Precision


def find_known(read: MeetingReading, present: Sequence[ComparedParticipant], article: Article) -> Meeting | None:
    """Return the meeting on record that `read` reports; None when it is new.

    Both have the same day (or, where one of them has no date, are close enough in the news), both are remote or both in
    person, and people of two sides are the same: the same officials, or an official whom one report names by office
    only. Where only the month or the year is known, an editor decides.

    Args:
        read: The meeting that was read.
        present: Its participants.
        article: The article that reports it.
    """
    officials = {one.official_id for one in present if one.official_id}
    nearby = Meeting.objects.filter(participations__official__in=officials).exclude(review_state="rejected")
    day = read.when.day
    if day and is_exact_day(day, read.when.precision):
        nearby = nearby.filter(Q(date=day, date_precision=Precision.DAY) | Q(date__isnull=True))
    elif day is None and article.published_on:
        first = article.published_on - timedelta(days=MAX_NEWS_DAYS)
        nearby = nearby.filter(date__range=(first, article.published_on), date_precision=Precision.DAY)
    else:
        return None
    parts = ("participations__country", "participations__organisation", "participations__position")
    found = [
        meeting
        for meeting in nearby.distinct().prefetch_related(*parts)
        if is_same_manner(read.kind, meeting.kind)
        and _has_same_days(day, meeting)
        and _has_same_people(meeting.participations.all(), present)
    ]
    return min(found, key=lambda meeting: (meeting.date is None, meeting.pk)) if found else None


def _has_same_days(day: date | None, meeting: Meeting) -> bool:
    """Return whether the days allow one meeting: an undated record needs an article from the same days."""
    if day is None or meeting.date is not None:
        return True
    return any(is_in_news(day, one.published_on) for one in meeting.articles.all() if one.published_on)


def _has_same_people(recorded: Iterable[Participation], present: Sequence[ComparedParticipant]) -> bool:
    sides = {part.side_code for part in recorded if any(is_same_participant(part, one) for one in present)}
    return len(sides) >= MIN_SHARED_SIDES
