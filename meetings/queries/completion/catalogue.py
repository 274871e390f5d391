"""The names of all records of a kind with the number of their meetings, read once for each state of the archive."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from meetings.gazetteer.side_names import load_other_names
from meetings.models import (
    Appointment,
    Article,
    Country,
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
from meetings.models.meetings import Meeting
from meetings.models.parties import list_side_names
from meetings.queries.state import get_cached
from meetings.text.name_ranks import RankedNames


@dataclass(frozen=True, slots=True)
class CompletedRecord:
    """A record with its names, its side where it has one, and the number of its meetings."""

    pk: int
    names: RankedNames
    meetings: int = 0
    side: tuple[str, int] | None = None  # the kind and the id of the side of an office


def load_named(kind: str) -> list[CompletedRecord]:
    """Return all records of `kind`, drafts included, in a few queries for each state of the archive."""
    make = LOADERS[kind]
    return get_cached(f"completion:{kind}", lambda: list(make()))


def _count(rows: Any, field: str) -> dict[int, int]:
    counted = rows.filter(**{f"{field}__isnull": False}).order_by().values_list(field)
    return dict(counted.annotate(number=Count("meeting", distinct=True)))


def _load_sides(kind: str, model: Any) -> Iterator[CompletedRecord]:
    counts, elsewhere = _count(Participation.objects, kind), load_other_names()
    for side in model.objects.order_by("pk"):
        others = [*list_side_names(side), side.code, *elsewhere.get((kind, side.code), ())]
        yield CompletedRecord(side.pk, RankedNames.of((side.name_ar, side.name_en), others), counts.get(side.pk, 0))


def _load_officials() -> Iterator[CompletedRecord]:
    names, offices = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for official, name in OfficialName.objects.order_by("pk").values_list("official", "name"):
        names[official].append(name)
    columns = ("title_ar", "title_en", "country__name_ar", "country__name_en", "country__code")
    bodies = ("organisation__name_ar", "organisation__name_en", "organisation__code")
    held = Appointment.objects.order_by("pk")
    for official, *words in held.values_list("official", *(f"position__{one}" for one in (*columns, *bodies))):
        offices[official].extend(filter(None, words))
    counts = _count(Participation.objects, "official")
    for pk, slug, *shown in Official.objects.order_by("pk").values_list("pk", "slug", "name_ar", "name_en"):
        found = RankedNames.of(shown, names[pk], (*offices[pk], slug))
        yield CompletedRecord(pk, found, counts.get(pk, 0))


def _load_positions() -> Iterator[CompletedRecord]:
    counts = _count(Participation.objects, "position")
    for office in Position.objects.select_related("country", "organisation").order_by("pk"):
        side: Any = office.side
        titles = (office.title_ar, office.title_en)
        own = filter(None, (side.name_ar, side.name_en)) if side else ()
        full = [f"{title} {name}" for name in own for title in titles if title]
        beside = [*list_side_names(side), side.code] if side else []
        of_side = (str(side._meta.model_name), side.pk) if side else None
        found = RankedNames.of(titles, full, (*beside, office.code))
        yield CompletedRecord(office.pk, found, counts.get(office.pk, 0), of_side)


def _load_places() -> Iterator[CompletedRecord]:
    counts = dict(
        Meeting.objects.filter(place__isnull=False).order_by().values_list("place").annotate(number=Count("pk"))
    )
    elsewhere = load_other_names()
    for place in Place.objects.select_related("country", "region").order_by("pk"):
        lands: list[Any] = [land for land in (place.region, place.country) if land]
        code = place.country.code if place.country else ""
        around = [name for land in lands for name in (*list_side_names(land), land.code)]
        if place.city_ar:
            shown = [place.city_ar, place.city_en]
            others = elsewhere.get(("city", f"{code} {place.city_en}"), ())
        else:
            shown, others = (
                [place.country.name_ar, place.country.name_en],
                (*around, *elsewhere.get(("country", code), ())),
            )
        found = RankedNames.of(shown, (*others,), (*around, place.slug))
        yield CompletedRecord(place.pk, found, counts.get(place.pk, 0))


def _load_topics() -> Iterator[CompletedRecord]:
    counts = _count(MeetingTopic.objects, "topic")
    for pk, code, *names in Topic.objects.order_by("pk").values_list("pk", "code", "name_ar", "name_en"):
        yield CompletedRecord(pk, RankedNames.of(names, (code,)), counts.get(pk, 0))


def _load_outlets() -> Iterator[CompletedRecord]:
    articles = Article.objects.filter(outlet__isnull=False).order_by().values_list("outlet")
    counts = dict(articles.annotate(number=Count("sources__meeting", distinct=True)))
    columns = ("pk", "code", "domain", "other_domains", "name_ar", "name_en")
    for pk, code, domain, domains, *names in Outlet.objects.order_by("pk").values_list(*columns):
        yield CompletedRecord(pk, RankedNames.of(names, (code,), (domain, *domains)), counts.get(pk, 0))


LOADERS: dict[str, Callable[[], Iterator[CompletedRecord]]] = {
    "country": lambda: _load_sides("country", Country),
    "organisation": lambda: _load_sides("organisation", Organisation),
    "official": _load_officials,
    "position": _load_positions,
    "place": _load_places,
    "topic": _load_topics,
    "outlet": _load_outlets,
}
