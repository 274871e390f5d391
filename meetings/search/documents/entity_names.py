"""The names of the archive, read from the database for the search's directory of names."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from meetings.models import (
    Appointment,
    Country,
    Meeting,
    Official,
    OfficialName,
    Organisation,
    Participation,
    Place,
    Position,
)
from meetings.models.base import NamedModel
from meetings.models.kinds import KINDS, RecordKind
from meetings.models.languages import list_language_codes
from meetings.models.parties import list_demonyms, list_side_names
from meetings.models.terms import Holding
from meetings.search.facets import FACETS
from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.query.role_names import Role, list_wordings


def read_directory() -> Directory:
    """Return the directory of all names of the archive; it takes about a dozen queries."""
    officials = _officials()
    return Directory([*officials, *_sides(), *_others()], _roles({one.id: one.weight for one in officials}))


def _officials() -> list[NamedEntry]:
    names: dict[int, list[str]] = {}
    for official_id, name in OfficialName.objects.order_by("id").values_list("official_id", "name"):
        names.setdefault(official_id, []).append(name)
    meetings = _count_meetings("official")
    return [
        _counted("official", slug, pk, _unique(name_ar, name_en, *names.get(pk, ())), meetings.get(pk, 0))
        for pk, slug, name_ar, name_en in Official.objects.filter(review_state="published")
        .order_by("id")
        .values_list("id", "slug", "name_ar", "name_en")
    ]


def _sides() -> Iterator[NamedEntry]:
    for kind, model in (("country", Country), ("organisation", Organisation)):
        counts = _count_meetings(kind)
        for side in model._default_manager.order_by("id"):
            names = _unique(side.name_ar, side.name_en, *side.names)
            yield _counted(kind, side.code, side.pk, names, counts.get(side.pk, 0), list_demonyms(side))


def _count_meetings(party: str) -> dict[int, int]:
    """Return {id: number of published meetings} of the officials, countries or organisations with meetings."""
    parts = Participation.objects.filter(meeting__review_state="published", **{f"{party}__isnull": False})
    return dict(parts.order_by().values_list(party).annotate(number=Count("meeting", distinct=True)))


def _counted(
    kind: str, key: str, pk: int, names: list[str], meetings: int, also: list[str] | None = None
) -> NamedEntry:
    """Return an entry; one without published meetings has an empty page and is not suggested."""
    return NamedEntry(kind, key, pk, names, also or [], meetings, is_suggested=meetings > 0)


def _roles(meetings_by_official: dict[int, int]) -> Iterator[Role]:
    """Yield the positions that a published official with meetings holds or held."""
    today = timezone.localdate()
    holders: dict[int, dict[int, int]] = {}
    for one in Appointment.objects.filter(official_id__in=Official.objects.public().values("pk")).order_by("id"):
        meetings = meetings_by_official.get(one.official_id, 0)
        if meetings and one.term.holding_on(today) != Holding.LATER:
            holders.setdefault(one.position_id, {})[one.official_id] = meetings
    for position in Position.objects.select_related("country", "organisation").order_by("id"):
        if position.pk not in holders:
            continue
        side: Any = position.side
        titles = _unique(position.title_ar, position.title_en)
        code = side.code if side else ""
        names = list_side_names(side) if side else []
        ranked = sorted(holders[position.pk].items(), key=lambda holder: (-holder[1], holder[0]))
        yield Role(position.code, titles, list_wordings(titles, code, names), names, ranked)


def _others() -> list[NamedEntry]:
    # Records without a published meeting may belong to a draft: the public must not see them.
    shown = Meeting.objects.public()
    found = []
    for kind in filter(_has_plain_names, KINDS):
        model: Any = kind.model
        in_shown = model.objects.filter(**{f"{kind.meetings_path}__in": shown}, **kind.shown).order_by("id")
        records = in_shown.annotate(number=Count(kind.meetings_path, distinct=True))
        found += [
            NamedEntry(kind.name, getattr(one, kind.key), one.pk, _unique(one.name_ar, one.name_en), weight=one.number)
            for one in records
        ]
    places = Place.objects.filter(meetings__in=shown).select_related("country").order_by("id")
    for place in places.annotate(number=Count("meetings", distinct=True)):
        country = place.country
        names = (
            (place.city_ar, place.city_en) if place.city_ar else (country.name_ar, country.name_en) if country else ()
        )
        # A country as a place has the name of the side, which is suggested.
        is_city = bool(place.city_ar)
        found.append(NamedEntry("place", place.slug, place.pk, _unique(*names), [], place.number, is_suggested=is_city))
    for facet in FACETS:
        found += [NamedEntry(facet.entry_kind, v, 0, _every_language(label)) for v, label in facet.choices]
    return found


def _has_plain_names(kind: RecordKind) -> bool:
    """Return whether readers search for records of `kind` by an Arabic and an English name, and by nothing else."""
    is_named = issubclass(kind.model, NamedModel) and not hasattr(kind.model, "names")
    return is_named and bool(kind.meetings_path) and (bool(kind.facet) or kind.is_suggested)


def _every_language(label: str | Promise) -> list[str]:
    labels = []
    for language in list_language_codes():
        with override(language):
            labels.append(str(label))
    return _unique(*labels)


def _unique(*names: str) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
