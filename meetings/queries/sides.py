"""Sides (countries, regions and organisations with meetings) and pairs of sides."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from meetings.models import Country, Meeting, Official, Organisation, Participation
from meetings.queries.people import Counted

_COUNT = Count("participation__meeting", filter=Q(participation__meeting__review_state="published"), distinct=True)

Side = Country | Organisation


def select_countries() -> QuerySet[Any]:
    """Return countries and regions with meetings, with `meetings_count`, most meetings first."""
    found: QuerySet[Any] = (
        Country.objects.select_related("parent")
        .annotate(meetings_count=_COUNT)
        .filter(meetings_count__gt=0)
        .order_by("-meetings_count", "name_ar")
    )
    return found


def select_organisations() -> QuerySet[Any]:
    """Return organisations with meetings, with `meetings_count`, most meetings first."""
    found: QuerySet[Any] = (
        Organisation.objects.annotate(meetings_count=_COUNT)
        .filter(meetings_count__gt=0)
        .order_by("-meetings_count", "name_ar")
    )
    return found


def describe_sides(codes: Iterable[str]) -> dict[str, str]:
    """Return what the sides with these codes are, in words, in two queries."""
    wanted = list(codes)
    lands = Country.objects.select_related("parent").filter(code__in=wanted)
    return {side.code: side.description for side in (*lands, *Organisation.objects.filter(code__in=wanted))}


def find_sides(codes: Iterable[str]) -> dict[str, Side]:
    """Return the countries, regions and organisations with these codes, by code, in two queries."""
    wanted = set(codes)
    return {side.code: side for model in (Organisation, Country) for side in model.objects.filter(code__in=wanted)}


def find_country(code: str) -> Country | None:
    """Return the country or region with this code, in upper or lower case."""
    return Country.objects.select_related("parent").prefetch_related("regions").filter(code=code.upper()).first()


def find_organisation(code: str) -> Organisation | None:
    """Return the organisation with this code, in upper or lower case."""
    return Organisation.objects.filter(code__iexact=code).first()


def select_meetings_of(side: Side) -> QuerySet[Meeting]:
    """Return the published meetings of `side`, the latest first."""
    return Meeting.objects.public().of_side(side).latest_first()


def select_participations(side: Side) -> QuerySet[Participation]:
    """Return the participations in published meetings that represented `side`."""
    return Participation.objects.filter(meeting__review_state="published", **{_field(side): side})


def count_people_of(side: Side, limit: int) -> list[Counted]:
    """Return the officials who represented `side` in the most meetings."""
    numbers = (
        select_participations(side)
        .filter(official__review_state="published")
        .order_by()
        .values_list("official")
        .annotate(number=Count("meeting", distinct=True))
        .order_by("-number", "official")[:limit]
    )
    people = Official.objects.in_bulk([key for key, _ in numbers])
    return [Counted(people[key], number) for key, number in numbers]


def find_met_most(side: Side, limit: int) -> list[Counted]:
    """Return the sides that `side` met most often."""
    meetings = select_participations(side).values("meeting")
    others = Participation.objects.filter(meeting__in=meetings).exclude(**{_field(side): side}).order_by()
    numbers: list[tuple[int, type[Side], int]] = []
    for model, field in ((Country, "country"), (Organisation, "organisation")):
        rows = (
            others.filter(**{f"{field}__isnull": False})
            .values_list(field)
            .annotate(number=Count("meeting", distinct=True))
            .order_by("-number", field)[:limit]
        )
        numbers += [(number, model, key) for key, number in rows]
    numbers = sorted(numbers, key=lambda row: -row[0])[:limit]
    found = {
        model: model._default_manager.defer("names").in_bulk([key for _, kind, key in numbers if kind is model])
        for model in (Country, Organisation)
    }
    return [Counted(found[model][key], number) for number, model, key in numbers]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and the number of published meetings that they share."""

    first: Side
    second: Side
    meetings: int


def list_pairs() -> list[Pair]:
    """Return all pairs of sides that met, those with most meetings first, in three queries."""
    rows = (
        Participation.objects.filter(meeting__review_state="published")
        .exclude(country=None, organisation=None)
        .order_by()
        .values_list("meeting", "country", "organisation")
        .distinct()
    )
    sides_by_meeting: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for meeting, country_id, organisation_id in rows:
        sides_by_meeting[meeting].add((country_id or 0, organisation_id or 0))
    numbers = Counter(
        pair for together in sides_by_meeting.values() for pair in itertools.combinations(sorted(together), 2)
    )
    keys = {key for pair in numbers for key in pair}
    found_countries = Country.objects.in_bulk([country_id for country_id, _ in keys if country_id])
    found_organisations = Organisation.objects.in_bulk([key for _, key in keys if key])

    def side(key: tuple[int, int]) -> Side:
        found: Side = found_countries[key[0]] if key[0] else found_organisations[key[1]]
        return found

    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [Pair(side(first), side(second), number) for (first, second), number in ranked]


def _field(side: Side) -> str:
    return "organisation" if isinstance(side, Organisation) else "country"
