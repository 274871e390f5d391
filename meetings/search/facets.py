"""The facets of a search, one row each.

Requests, URLs, documents, the query language, labels, pages, the command line, the API and Haystack derive from these
rows. The words of a facet in the query language are rows of `gazetteer/search_words.tsv`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import ArchiveState, Country, Meeting, Official, OldAddress, Organisation, Outlet, Place, Topic
from meetings.models.languages import get_current_language
from meetings.text.fold import fold

MAX_YEAR_DIGITS = 6  # a longer number is not read at all
_YEAR = re.compile("[1-9][0-9]{3}")
_NAMES = ("name_ar", "name_en")
LABEL_SECONDS = 24 * 3600

Choices = tuple[tuple[str, "str | Promise"], ...]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A facet, by which a search can be narrowed. Its values are slugs, codes, years or choices of a field, as text."""

    name: str  # in requests, URLs, the API and the index
    label: Promise
    help_text: Promise  # of the API's parameter
    page_order: int  # place among the facets of the search page
    values: Callable[[Meeting], Iterable[str]]  # of the document of a meeting
    entry_kind: str = ""  # of the names (query/entity_names.py) that mean a value in the query language
    choices: Choices = ()  # all possible values and their labels, where they are fixed
    has_parties: bool = False  # the people or sides of a meeting: several chosen values must all take part
    is_number: bool = False  # values are sorted as numbers, and the query language takes ranges of them

    def read_value(self, typed: str) -> str:
        """Return a value as the index has it, from a URL."""
        return typed.strip()

    def label_values(self, values: Iterable[str]) -> dict[str, str]:
        """Return the label of each of `values` that exists, in the current language; at most one query."""
        labels = dict(self.choices)
        return {value: str(labels[value]) for value in values if value in labels}

    def find_present_values(self, values: Iterable[str]) -> dict[str, str]:
        """Return, for each of `values` that named a record before, its present value."""
        return {}


@dataclass(frozen=True, kw_only=True)
class YearFacet(Facet):
    """The facet of years."""

    is_number: bool = True

    def read_value(self, typed: str) -> str:
        value = fold(typed).strip()
        return str(int(value)) if value.isdecimal() and len(value) <= MAX_YEAR_DIGITS else value

    def label_values(self, values: Iterable[str]) -> dict[str, str]:
        return {value: value for value in values if _YEAR.fullmatch(value)}


@dataclass(frozen=True, kw_only=True)
class RecordFacet(Facet):
    """A facet whose values are records with names. Drafts have no label for the public."""

    model: Any
    key: str  # the field with the value: slug or code
    only: tuple[str, ...] = _NAMES  # fields that a label is made of

    def read_value(self, typed: str) -> str:
        return typed.strip().upper() if self.model in (Country, Organisation) else typed.strip()

    def label_values(self, values: Iterable[str]) -> dict[str, str]:
        wanted = list(values)
        if not wanted:
            return {}
        records = self.model.objects.public() if self.model is Official else self.model.objects.all()
        related = {name.partition("__")[0] for name in self.only if "__" in name}
        records = records.select_related(*related) if related else records
        records = records.filter(**{f"{self.key}__in": wanted}).only(self.key, *self.only)
        return {getattr(record, self.key): str(record) for record in records}

    def find_present_values(self, values: Iterable[str]) -> dict[str, str]:
        by_slug = {value.lower(): value for value in values}
        retained = OldAddress.objects.filter(kind=self.model._meta.model_name, slug__in=by_slug)
        records = dict(retained.values_list("slug", "record_id"))
        if not records:
            return {}
        present = dict(self.model.objects.filter(pk__in=records.values()).values_list("pk", self.key))
        return {by_slug[slug]: present[pk] for slug, pk in records.items() if pk in present}


def _officials(meeting: Meeting) -> Iterable[str]:
    return (part.official.slug for part in meeting.participations.all() if part.official)


def _countries(meeting: Meeting) -> Iterable[str]:
    return (part.country.code for part in meeting.participations.all() if part.country)


def _organisations(meeting: Meeting) -> Iterable[str]:
    return (part.organisation.code for part in meeting.participations.all() if part.organisation)


def _outlets(meeting: Meeting) -> Iterable[str]:
    return (source.article.outlet.code for source in meeting.sources.all() if source.article.outlet)


# In the order of their parameters in a URL. Alerts store such URLs: a new facet goes to the end.
FACETS: tuple[Facet, ...] = (
    RecordFacet(
        name="person",
        label=_("Person"),
        help_text=_("Slug of an official."),
        page_order=2,
        values=_officials,
        entry_kind="official",
        has_parties=True,
        model=Official,
        key="slug",
    ),
    RecordFacet(
        name="country",
        label=_("Country or region"),
        help_text=_("Code of a country or region."),
        page_order=1,
        values=_countries,
        entry_kind="country",
        has_parties=True,
        model=Country,
        key="code",
    ),
    RecordFacet(
        name="organisation",
        label=_("Organisation"),
        help_text=_("Code of an organisation."),
        page_order=3,
        values=_organisations,
        entry_kind="organisation",
        has_parties=True,
        model=Organisation,
        key="code",
    ),
    YearFacet(
        name="year",
        label=_("Year"),
        help_text=_("Year of the meeting."),
        page_order=4,
        values=lambda meeting: [str(meeting.date.year)] if meeting.date else [],
    ),
    Facet(
        name="kind",
        label=_("Kind of meeting"),
        help_text=_("Kind of meeting."),
        page_order=6,
        values=lambda meeting: [meeting.kind],
        entry_kind="kind",
        choices=tuple(Meeting.Kind.choices),
    ),
    RecordFacet(
        name="topic",
        label=_("Topic"),
        help_text=_("Code of a topic."),
        page_order=5,
        values=lambda meeting: [ranked.topic.code for ranked in meeting.ranked_topics.all()],
        entry_kind="topic",
        model=Topic,
        key="code",
    ),
    RecordFacet(
        name="place",
        label=_("Place"),
        help_text=_("Slug of a place."),
        page_order=7,
        values=lambda meeting: [meeting.place.slug] if meeting.place else [],
        entry_kind="place",
        model=Place,
        key="slug",
        only=("city_ar", "city_en", "kind", *(f"{land}__{name}" for land in ("country", "region") for name in _NAMES)),
    ),
    RecordFacet(
        name="outlet",
        label=_("Source"),
        help_text=_("Code of an outlet."),
        page_order=8,
        values=_outlets,
        entry_kind="outlet",
        model=Outlet,
        key="code",
    ),
)
FACETS_BY_NAME = {facet.name: facet for facet in FACETS}
FACET_NAMES = tuple(FACETS_BY_NAME)


def label_values(facet: str, values: Iterable[str]) -> dict[str, str]:
    """Return the label of each of `values` of a facet that exists; at most one query."""
    return FACETS_BY_NAME[facet].label_values(values)


def label_facets(values: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """Return for each facet the label of each of its values that exists.

    The labels of records are cached until a name changes; then this costs one query.
    """
    found = {name: label_values(name, some) for name, some in values.items() if not _has_records(name)}
    if len(found) == len(values):
        return found
    state = f"label:{ArchiveState.objects.sum_changes_of_names()}:{get_current_language()}"
    places = {
        f"{state}:{name}:{value}": (name, value)
        for name, some in values.items()
        if _has_records(name)
        for value in some
    }
    cached = cache.get_many(places)
    found |= {name: {} for name, _value in places.values()}
    for place, label in cached.items():
        name, value = places[place]
        found[name][value] = label
    for name in dict.fromkeys(name for place, (name, _value) in places.items() if place not in cached):
        made = label_values(name, [value for facet, value in places.values() if facet == name])
        cache.set_many({f"{state}:{name}:{value}": label for value, label in made.items()}, LABEL_SECONDS)
        found[name] = made
    return found


def _has_records(facet: str) -> bool:
    return isinstance(FACETS_BY_NAME[facet], RecordFacet)
