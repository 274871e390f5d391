"""The choices of a preview: all sides, topics and outlets, but only the officials and places that its form contains."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet

from meetings.admin.incoming.reading_forms import OfferedChoices
from meetings.models import Country, Official, Organisation, Outlet, Place, Topic
from meetings.models.languages import choose_by_language
from meetings.queries.completion import complete_sides
from meetings.text.typed_numbers import read_numbers

MAX_SIDES = 20


def make_desk_label(record: Model) -> str:
    """Return the name of `record` in the desk's autocompletes."""
    desk: Any = admin.site._registry[type(record)]
    return str(desk.autocomplete_label(record))


class DeskChoices(OfferedChoices):
    """The choices of one request; `officials` and `places` are the ids that its form contains."""

    def __init__(self, officials: Iterable[Any] = (), places: Iterable[Any] = ()) -> None:
        self._officials = set(read_numbers(str(one) for one in officials))
        self._places = set(read_numbers(str(one) for one in places))

    @classmethod
    def of_form(cls, data: Mapping[str, Any], officials: Iterable[Any], places: Iterable[Any]) -> "DeskChoices":
        """Return the choices for a posted form: its own ids and the proposed ones."""
        sent = {
            ending: [data[name] for name in data if name.endswith(f"-{ending}")] for ending in ("official", "place")
        }
        return cls([*officials, *sent["official"]], [*places, *sent["place"]])

    @cached_property
    def officials(self) -> dict[str, str]:
        desk: Any = admin.site._registry[Official]
        records: QuerySet[Any] = desk.for_autocomplete(Official.objects.filter(pk__in=self._officials))
        return {str(record.pk): desk.autocomplete_label(record) for record in records}

    @cached_property
    def places(self) -> dict[str, str]:
        records = Place.objects.filter(pk__in=self._places).select_related("country", "region")
        return {str(record.pk): make_desk_label(record) for record in records}

    @cached_property
    def sides(self) -> dict[str, str]:
        return {
            code: choose_by_language(arabic, english)
            for model in (Organisation, Country)
            for code, arabic, english in model.objects.values_list("code", "name_ar", "name_en")
        }

    @cached_property
    def topics(self) -> dict[str, tuple[str, str]]:
        rows = Topic.objects.values_list("pk", "code", "name_ar", "name_en")
        return {str(pk): (code, choose_by_language(arabic, english)) for pk, code, arabic, english in rows}

    @cached_property
    def outlets(self) -> dict[str, tuple[str, str]]:
        rows = Outlet.objects.values_list("pk", "code", "name_ar", "name_en")
        return {str(pk): (code, choose_by_language(arabic, english)) for pk, code, arabic, english in rows}

    def official(self, value: str) -> str | None:
        return self.officials.get(value)

    def place(self, value: str) -> str | None:
        return self.places.get(value)

    def side(self, value: str) -> str | None:
        return self.sides.get(value)

    def topic(self, value: str) -> str | None:
        return self.topics[value][1] if value in self.topics else None

    def outlet(self, value: str) -> str | None:
        return self.outlets[value][1] if value in self.outlets else None

    def topic_of_code(self, code: str) -> str | None:
        """Return the id of the topic with this code."""
        return next((pk for pk, (known, _name) in self.topics.items() if known == code), None)

    def outlet_of_code(self, code: str | None) -> str | None:
        """Return the id of the outlet with this code."""
        return next((pk for pk, (known, _name) in self.outlets.items() if known == code), None)


def find_sides_like(term: str) -> list[dict[str, str]]:
    """Return the countries, regions and organisations that `term` completes, best first, for an autocomplete."""
    found = complete_sides(term)[:MAX_SIDES]
    sides = {
        (kind, side.pk): side
        for kind, model in (("country", Country), ("organisation", Organisation))
        for side in model.objects.filter(pk__in=[one.pk for one in found if one.kind == kind])
    }
    shown = (sides[one.kind, one.pk] for one in found if (one.kind, one.pk) in sides)
    return [{"id": side.code, "text": side.name} for side in shown]
