"""The names of the archive, read from the database for the search's directory of names."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from meetings.models import Country, Meeting, Official, OfficialName, Organisation, Participation, Place
from meetings.models.base import NamedModel
from meetings.models.kinds import KINDS, RecordKind
from meetings.models.languages import list_language_codes
from meetings.search.documents.documents import list_demonyms
from meetings.search.facets import FACETS
from meetings.search.query.entity_names import Directory, NamedEntry


def read_directory() -> Directory:
    """Return the directory of all names of the archive; it takes eight queries."""
    return Directory([*_officials(), *_sides(), *_others()])


def _officials() -> list[NamedEntry]:
    names: dict[int, list[str]] = {}
    for official_id, name in OfficialName.objects.order_by("id").values_list("official_id", "name"):
        names.setdefault(official_id, []).append(name)
    meetings: dict[int, int] = {}
    for official_id in Participation.objects.filter(
        official__isnull=False, meeting__review_state="published"
    ).values_list("official_id", flat=True):
        meetings[official_id] = meetings.get(official_id, 0) + 1
    return [
        NamedEntry("official", slug, pk, _unique(name_ar, name_en, *names.get(pk, ())), weight=meetings.get(pk, 0))
        for pk, slug, name_ar, name_en in Official.objects.filter(review_state="published")
        .order_by("id")
        .values_list("id", "slug", "name_ar", "name_en")
    ]


def _sides() -> list[NamedEntry]:
    counts: dict[tuple[str, int], int] = {}
    for country, organisation in Participation.objects.filter(meeting__review_state="published").values_list(
        "country_id", "organisation_id"
    ):
        key = ("country", country) if country else ("organisation", organisation)
        counts[key] = counts.get(key, 0) + 1
    found = []
    for kind, sides in (
        ("country", Country.objects.order_by("id")),
        ("organisation", Organisation.objects.order_by("id")),
    ):
        for side in sides:
            names = _unique(side.name_ar, side.name_en, *side.names)
            found.append(
                NamedEntry(kind, side.code, side.pk, names, list_demonyms(side), counts.get((kind, side.pk), 0))
            )
    return found


def _others() -> list[NamedEntry]:
    # Records without a published meeting may belong to a draft: the public must not see them.
    shown = Meeting.objects.public()
    found = []
    for kind in filter(_has_plain_names, KINDS):
        model: Any = kind.model
        records = model.objects.filter(**{f"{kind.meetings_path}__in": shown}, **kind.shown).distinct().order_by("id")
        found += [
            NamedEntry(kind.name, getattr(one, kind.key), one.pk, _unique(one.name_ar, one.name_en)) for one in records
        ]
    for place in Place.objects.filter(meetings__in=shown).distinct().select_related("country").order_by("id"):
        country = place.country
        names = (
            (place.city_ar, place.city_en) if place.city_ar else (country.name_ar, country.name_en) if country else ()
        )
        found.append(NamedEntry("place", place.slug, place.pk, _unique(*names)))
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
