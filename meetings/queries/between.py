"""Two sides or people: the meetings between them, their topics and their participants."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.urls import reverse

from meetings.models import Country, Meeting, MeetingTopic, Official, Organisation, Participation, Topic
from meetings.models.meetings import MeetingQuerySet
from meetings.queries.people import Counted

Party = Country | Organisation | Official


@dataclass(frozen=True, slots=True)
class Coverage:
    """The number of a party's meetings with any others, and the time that they cover.

    A reader needs it to tell "these two did not meet" from "the archive does not cover this party".
    """

    meetings: int
    first: date | None
    last: date | None


def find_party(key: str) -> Party | None:
    """Return the side with this code, or the published official with this slug; None if there is neither."""
    found: Party | None = Country.objects.filter(code=key.upper()).first()
    found = found or Organisation.objects.filter(code__iexact=key).first()
    return found or Official.objects.public().filter(slug=key).first()


def make_key(record: Party) -> str:
    """Return the key of `record` in the address of a page of two."""
    return record.slug if isinstance(record, Official) else record.code.lower()


def make_address(first: Party, second: Party) -> str:
    """Return the address of the page of the two: the same for both orders."""
    return reverse("between", args=sorted(map(make_key, (first, second))))


def select_participations(record: Party) -> QuerySet[Participation]:
    """Return the participations of `record` in meetings, published or not."""
    field = {Country: "country", Organisation: "organisation", Official: "official"}[type(record)]
    return Participation.objects.filter(**{field: record})


def select_meetings_of(record: Party) -> QuerySet[Meeting]:
    """Return the published meetings of `record`."""
    return Meeting.objects.public().filter(Exists(select_participations(record).filter(meeting=OuterRef("pk"))))


def select_meetings_between(first: Party, second: Party) -> MeetingQuerySet:
    """Return the published meetings in which both took part, each through another person."""
    meetings: MeetingQuerySet = Meeting.objects.public()
    for record, other in ((first, second), (second, first)):
        parts = select_participations(record).filter(meeting=OuterRef("pk"))
        if isinstance(other, Official) and not isinstance(record, Official):
            parts = parts.exclude(official=other)  # an official who represents a side does not thereby meet it
        meetings = meetings.filter(Exists(parts))
    return meetings


def measure_coverage(record: Party) -> Coverage:
    """Return the number of the published meetings of `record`, and the time that they cover."""
    return measure_span(select_meetings_of(record))


def measure_span(meetings: QuerySet[Meeting]) -> Coverage:
    """Return the number of `meetings`, and the time that they cover."""
    return Coverage(**meetings.order_by().aggregate(meetings=Count("id"), first=Min("date"), last=Max("date")))


def count_topics(meetings: QuerySet[Meeting], limit: int) -> list[Counted]:
    """Return the topics of `meetings`, the most frequent first."""
    rows = (
        MeetingTopic.objects.filter(meeting__in=meetings.order_by().values("pk"))
        .order_by()
        .values_list("topic")
        .annotate(number=Count("meeting"))
        .order_by("-number", "topic")[:limit]
    )
    found = Topic.objects.in_bulk([key for key, _ in rows])
    return [Counted(found[key], number) for key, number in rows]


def count_people_for(record: Party, meetings: QuerySet[Meeting], limit: int) -> list[Counted]:
    """Return the officials who represented the side `record` in `meetings`; an empty list if `record` is a person."""
    if isinstance(record, Official):
        return []
    rows = (
        select_participations(record)
        .filter(meeting__in=meetings.order_by().values("pk"), official__review_state="published")
        .order_by()
        .values_list("official")
        .annotate(number=Count("meeting", distinct=True))
        .order_by("-number", "official")[:limit]
    )
    found = Official.objects.in_bulk([key for key, _ in rows])
    return [Counted(found[key], number) for key, number in rows]
