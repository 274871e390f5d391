"""Officials: lists with the number of their meetings, the page of an official, and whom they met."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from meetings.models import Country, Meeting, Official, OfficialName, Organisation, Participation, Topic
from meetings.queries.offices import HeldOffice, list_offices_on, make_offices_prefetch

_PUBLISHED = Q(participations__meeting__review_state="published")


@dataclass(frozen=True, slots=True)
class Counted:
    """A record and the number of meetings that it shares with the record of the page."""

    record: Official | Country | Organisation | Topic
    meetings: int


def select_officials() -> QuerySet[Any]:
    """Return published officials with `meetings_count` (published ones) and their offices, by name."""
    found: QuerySet[Any] = (
        Official.objects.public()
        .annotate(meetings_count=Count("participations__meeting", filter=_PUBLISHED, distinct=True))
        .prefetch_related(make_offices_prefetch())
        .order_by("name_ar", "id")
    )
    return found


def select_named_like(folded: str) -> QuerySet[Any]:
    """Return the ids of the officials who have a name that contains `folded`, a folded text (meetings/text/fold.py)."""
    return OfficialName.objects.filter(key__contains=folded).values("official")


def select_by_name() -> QuerySet[Official]:
    """Return published officials with their offices, by name. `count_meetings_of` adds their meetings."""
    return Official.objects.public().prefetch_related(make_offices_prefetch(sides=False)).order_by("name_ar", "id")


def count_meetings_of(found: Iterable[Official]) -> list[Any]:
    """Return the officials in their order, each with `meetings_count` (published ones), in one query."""
    people = list(found)
    parts = Participation.objects.filter(official__in=people, meeting__review_state="published")
    counts = _count_by_official(parts)
    for person in people:
        person.meetings_count = counts.get(person.pk, 0)  # type: ignore[attr-defined]
    return people


def load_offices_of(slugs: Iterable[str]) -> dict[str, list[HeldOffice]]:
    """Return the offices of the published officials with these slugs, today's first, in two queries."""
    found = Official.objects.public().filter(slug__in=list(slugs)).prefetch_related(make_offices_prefetch())
    return {person.slug: list_offices_on(person.appointments.all()) for person in found}


def find_most_active(limit: int) -> list[Official]:
    """Return the officials with the most meetings."""
    ranked = select_officials().order_by("-meetings_count", "name_ar")
    return [official for official in ranked[:limit] if official.meetings_count]


def load_officials(keys: list[int]) -> list[Official]:
    """Return the published officials with these ids and their `meetings_count`, in the order of `keys`."""
    found = (
        {official.pk: official for official in count_meetings_of(select_by_name().filter(pk__in=keys))} if keys else {}
    )
    return [found[key] for key in keys if key in found]


def find_published_id(slug: str) -> int | None:
    """Return the id of the published official of this address."""
    return Official.objects.public().filter(slug=slug).values_list("pk", flat=True).first()


def find_official(slug: str, drafts: bool = False) -> Official | None:
    """Return the official of this address with names and offices; with `drafts` also an unpublished one."""
    records = Official.objects.all() if drafts else Official.objects.public()
    return records.filter(slug=slug).prefetch_related("names", "identifiers", make_offices_prefetch()).first()


def find_met_most(person: Official, limit: int) -> tuple[list[Counted], list[Counted]]:
    """Return the officials of other sides whom `person` met most, and those who were most often on the same side."""
    shared = Participation.objects.filter(
        meeting__review_state="published",
        meeting__participations__official=person,
        official__review_state="published",
    ).exclude(official=person)
    beside = Participation.objects.filter(
        Q(meeting__participations__country=F("country")) | Q(meeting__participations__organisation=F("organisation")),
        meeting__review_state="published",
        meeting__participations__official=person,
    ).exclude(official=person)
    together = _count_by_official(shared)
    colleagues = _count_by_official(beside)
    opposite = {key: number - colleagues.get(key, 0) for key, number in together.items()}
    wanted = _largest(opposite, limit) + _largest(colleagues, limit)
    people = Official.objects.public().in_bulk([key for key, _ in wanted])

    def counted(numbers: dict[int, int]) -> list[Counted]:
        return [Counted(people[key], number) for key, number in _largest(numbers, limit) if key in people]

    return counted(opposite), counted(colleagues)


def _count_by_official(parts: QuerySet[Participation]) -> dict[int, int]:
    named = parts.filter(official__isnull=False)
    return dict(named.order_by().values_list("official").annotate(number=Count("meeting", distinct=True)))


def _largest(numbers: dict[int, int], limit: int) -> list[tuple[int, int]]:
    ranked = sorted(
        ((key, number) for key, number in numbers.items() if number > 0), key=lambda pair: (-pair[1], pair[0])
    )
    return ranked[:limit]


def select_meetings_of(person: Official | int) -> QuerySet[Meeting]:
    """Return the published meetings of a person, or of the person with this id, the latest first."""
    return Meeting.objects.public().of_official(person).latest_first()
