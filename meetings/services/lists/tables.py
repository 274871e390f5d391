"""The exported and imported lists of officials, offices, appointments, places, topics, outlets and organisations."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import (
    Appointment,
    Official,
    Outlet,
    Place,
    Position,
    Topic,
)
from meetings.models.people import Precision
from meetings.queries.checks import Record
from meetings.queries.offices import format_term, format_title_with_side, make_offices_prefetch
from meetings.services.lists.cells import (
    SEPARATOR,
    Cell,
    Choice,
    Day,
    Entries,
    KeyCell,
    Names,
    Shown,
    check_typed_precision,
)
from meetings.services.lists.named_people import make_official_finder
from meetings.services.lists.references import Finder, RecordCell, make_pair
from meetings.services.lists.resource import ListTable
from meetings.services.lists.side_tables import (
    A_CODE,
    A_REGION,
    ADDRESS,
    NEW_ADDRESS,
    SEVERAL,
    make_country_cells,
    make_country_finder,
    make_organisation_cells,
)
from meetings.services.people import add_shown_names, find_names_of_others, set_other_names
from meetings.text.fold import fold
from meetings.text.typed_numbers import read_numbers

A_DATE = gettext_lazy("day/month/year, month year or year, in either digits or in words; Hijri days too")


class OtherNames(Entries):
    """The column with the names of an official, except the two main names, which have their own columns."""

    def listed(self, record: Any) -> list[str]:
        main = {fold(record.name_ar), fold(record.name_en)}
        return [name.name for name in record.names.all() if name.key not in main]

    def read_entries(self, texts: list[str], record: Any) -> list[str]:
        if wrong := next((text for text in texts if len(text) > 200), None):
            raise ValueError(_("A name is longer than 200 characters: “%(name)s…”. Shorten it.") % {"name": wrong[:40]})
        return texts

    def write(self, record: Any, found: list[str]) -> None:
        set_other_names(record, found)


def format_office_and_term(appointment: Appointment) -> str:
    """Return an office with its side and the dates of the appointment."""
    return f"{format_title_with_side(appointment.position)} ({format_term(appointment)})"


class OfficialTable(ListTable):
    """The list of officials with their names; their offices are in the list of appointments."""

    cells = (
        KeyCell("slug", ADDRESS, hint=NEW_ADDRESS),
        Cell("name_ar", gettext_lazy("name in Arabic"), hint=gettext_lazy("required")),
        Cell("name_en", gettext_lazy("name in English")),
        OtherNames("other_names", gettext_lazy("other names"), hint=SEVERAL),
        Cell("notes", gettext_lazy("notes for editors")),
        Shown(
            "offices",
            gettext_lazy("offices held"),
            lambda one: SEPARATOR.join(map(format_office_and_term, one.appointments.all())),
        ),
        Shown("review", gettext_lazy("review"), lambda one: one.get_review_state_display()),
    )

    class Meta(ListTable.Meta):
        model = Official

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.prefetch_related("names", make_offices_prefetch())

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        if self.before:
            names = [name.name for name in instance.names.all()]
            text = _(
                "“%(name)s” is the name of another person: it would rename all meetings of “%(former)s”. Correct the "
                "participant in each meeting, or leave the address empty to add an official. If it is another name of "
                "the same person, import it among the other names first."
            )
            for column in find_names_of_others(self.before, vars(instance), names):
                values = {"name": getattr(instance, column), "former": self.before[column]}
                raise ValidationError({column: text % values})

    def after_save_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        super().after_save_instance(instance, row, **options)
        instance._prefetched_objects_cache = {}
        add_shown_names(instance)

    def notes(self, instance: Any) -> Iterable[str]:
        for other in Official.objects.named(instance.name_ar).exclude(pk=instance.pk)[:3]:
            text = _(
                "The archive already has an official called “%(name)s”. To correct that record, enter the URL %(slug)s."
            )
            yield text % {"name": other, "slug": other.slug}


class PositionTable(ListTable):
    """The list of offices."""

    address = "code"
    cells = (
        KeyCell("code", ADDRESS, hint=NEW_ADDRESS),
        Cell("title_ar", gettext_lazy("title in Arabic"), hint=gettext_lazy("required")),
        Cell("title_en", gettext_lazy("title in English")),
        *make_country_cells(),
        *make_organisation_cells(),
    )

    class Meta(ListTable.Meta):
        model = Position

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("country", "organisation")


def make_position_finder() -> Finder:
    """Return a finder of offices by their codes, or by title and side."""
    held = Position.objects.select_related("country", "organisation")
    return Finder(held, lambda one: (one.code, *_with_side(one)))


def _with_side(position: Position) -> Iterable[str]:
    side: Any = position.side
    for title, name in ((position.title_ar, side and side.name_ar), (position.title_en, side and side.name_en)):
        yield f"{title} – {name}" if name else title


class AppointmentTable(ListTable):
    """The list of appointments: who held which office from when to when."""

    address = "id"
    makes_address = False
    cells = (
        KeyCell("id", gettext_lazy("number"), hint=NEW_ADDRESS),
        RecordCell(
            "official",
            gettext_lazy("official"),
            make_official_finder,
            shown=lambda one: one.slug,
            hint=gettext_lazy("by the address or a name; required"),
        ),
        RecordCell(
            "position",
            gettext_lazy("position"),
            make_position_finder,
            shown=lambda one: one.code,
            hint=gettext_lazy("by its address, or title – side; required"),
        ),
        Day("start", gettext_lazy("from"), precision="start_precision", hint=A_DATE),
        Choice("start_precision", gettext_lazy("precision of the start"), Precision, empty=Precision.DAY),
        Day("end", gettext_lazy("to"), precision="end_precision"),
        Choice("end_precision", gettext_lazy("precision of the end"), Precision, empty=Precision.DAY),
        Cell("source_url", gettext_lazy("source")),
        Shown("official_name", gettext_lazy("name of the official"), lambda one: str(one.official)),
        Shown("office", gettext_lazy("office held"), format_office_and_term),
    )

    class Meta(ListTable.Meta):
        model = Appointment

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("official", "position__country", "position__organisation")

    def forms_of(self, key: str) -> Iterable[Any]:
        return read_numbers([_read_whole(key)])

    def list_concerned(self, instance: Any) -> list[Record]:
        return [("official", instance.official_id)]

    def find(self, key: str) -> Any:
        found = self.known.get(_read_whole(key))
        if found is None:
            text = _("There is no row number “%(number)s”. Leave the number of a new row empty.")
            raise ValidationError({"id": text % {"number": key[:20]}})
        return found

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        for name in {"start", "end"} - self.unread:
            try:
                check_typed_precision(instance, name, f"{name}_precision", row)
            except ValueError as error:
                raise ValidationError({name: str(error)}) from error


def _read_whole(key: str) -> str:
    """Return a number without the zeros that programs write behind it: 12.0."""
    return key[:-2] if key.endswith(".0") else key


class PlaceTable(ListTable):
    """The list of places: cities, and countries as a whole."""

    cells = (
        KeyCell("slug", ADDRESS, hint=NEW_ADDRESS),
        Cell("city_ar", gettext_lazy("city in Arabic")),
        Cell("city_en", gettext_lazy("city in English")),
        Choice("kind", gettext_lazy("kind"), Place.Kind, empty=Place.Kind.CITY),
        *make_country_cells(),
        *make_pair(
            RecordCell(
                "region", gettext_lazy("self-governing region"), make_country_finder, key="region_code", hint=A_REGION
            ),
            gettext_lazy("code of the region"),
            A_CODE,
        ),
    )

    class Meta(ListTable.Meta):
        model = Place

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("country", "region")


class TopicTable(ListTable):
    """The list of topics."""

    address = "code"
    cells = (
        KeyCell("code", gettext_lazy("code"), hint=NEW_ADDRESS),
        Cell("name_ar", gettext_lazy("name in Arabic"), hint=gettext_lazy("required")),
        Cell("name_en", gettext_lazy("name in English")),
    )

    class Meta(ListTable.Meta):
        model = Topic


class OutletTable(ListTable):
    """The list of outlets: newspapers, agencies, broadcasters, official sites."""

    address = "code"
    cells = (
        KeyCell("code", ADDRESS, hint=NEW_ADDRESS),
        Cell("name_ar", gettext_lazy("name in Arabic"), hint=gettext_lazy("required")),
        Cell("name_en", gettext_lazy("name in English")),
        Cell("domain", gettext_lazy("domain")),
        Names("other_domains", gettext_lazy("other domains"), hint=SEVERAL),
        *make_country_cells(),
    )

    class Meta(ListTable.Meta):
        model = Outlet

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.select_related("country")
