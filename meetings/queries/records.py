"""The description of records for API, JSON exports, tables and pages: their fields with type, words and value.

The rows of the fields are in the package `fields`. The caller passes `address`, a function that makes an address from a
path, so that the address can be a full one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise

Record = dict[str, Any]
Address = Callable[[str], str]
Text = str | Promise  # in the code or translated
Read = Callable[[Any, Address], Any]


def return_path(path: str) -> str:
    """Return `path` unchanged: the address of a record within the site."""
    return path


def format_iso_date(day: date | None, precision: str = "day") -> str | None:
    """Return the known parts of `day` in ISO 8601."""
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a field, in the terms of JSON Schema; `form` describes the records inside the field.

    A `text` may be empty, a `key` may not; `records` and `keys` are lists.
    """

    name: Literal[
        "text", "key", "keys", "integer", "number", "flag", "day", "moment", "url", "choice", "record", "records"
    ]
    is_nullable: bool = False
    choices: Sequence[Any] = ()
    minimum: int | None = None
    maximum: int | None = None
    form: "RecordType | None" = None


TEXT = ValueType("text")
KEY, KEY_OR_NULL = ValueType("key"), ValueType("key", is_nullable=True)
KEYS = ValueType("keys")
COUNT, COUNT_OR_NULL = ValueType("integer", minimum=0), ValueType("integer", is_nullable=True, minimum=0)
FLAG = ValueType("flag")
DAY_OR_NULL = ValueType("day", is_nullable=True)
MOMENT = ValueType("moment")
URL, URL_OR_NULL = ValueType("url"), ValueType("url", is_nullable=True)


def choice(values: Sequence[Any]) -> ValueType:
    """Return the type of a field that has one of `values`."""
    return ValueType("choice", choices=values)


def one(form: "RecordType", *, is_nullable: bool = False) -> ValueType:
    """Return the type of a field with a record inside another."""
    return ValueType("record", is_nullable=is_nullable, form=form)


def many(form: "RecordType") -> ValueType:
    """Return the type of a field with a list of records inside another."""
    return ValueType("records", form=form)


CellValue = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of exported tables: its heading, the function that reads its value, its width in letters (workbook)."""

    heading: Text
    read: Callable[[Any, Address], CellValue]
    width: int = 16


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A field in words for the record's page and PDF: a label, and a function that returns the text or "" for none."""

    label: Text
    read: Callable[[Any], str]


# Which records have a field: all of them, those of the API, or only a single record of the API (not a list).
Scope = Literal["everywhere", "api", "detail"]
_SCOPES: tuple[Scope, ...] = ("everywhere", "api", "detail")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. `read` returns its value; without it the value is the attribute of that name."""

    name: str
    type: ValueType
    description: Text
    read: Read | None = None
    columns: tuple[Column, ...] = ()
    fact: LabelledFact | None = None
    scope: Scope = "everywhere"

    def value(self, item: Any, address: Address) -> Any:
        """Return the field's value for `item`."""
        if self.read is not None:
            return self.read(item, address)
        value = getattr(item, self.name)
        form = self.type.form
        if form is not None and self.type.name == "records":
            return [form.record(each, address) for each in value.all()]
        if form is not None:
            return form.record_or_none(value, address)
        if self.type.name == "moment":
            return value.isoformat(timespec="seconds")
        return format_iso_date(value) if self.type.name == "day" else value


@dataclass(frozen=True, slots=True, eq=False)
class RecordType:
    """A kind of record as other programs see it; `key` is the field that identifies a record."""

    name: str
    description: str
    fields: tuple[Field, ...]
    key: str = ""

    def record(self, item: Any, address: Address = return_path, scope: Scope = "everywhere") -> Record:
        """Return `item` as a plain dictionary with the fields that belong to `scope`.

        It makes no queries if the caller has fetched the parts before (`MeetingQuerySet.for_cards`,
        `queries.people.find_official`).
        """
        reach = _SCOPES.index(scope)
        return {each.name: each.value(item, address) for each in self.fields if _SCOPES.index(each.scope) <= reach}

    def record_or_none(self, item: Any, address: Address = return_path) -> Record | None:
        """Return the record of `item`; None if `item` is None."""
        return None if item is None else self.record(item, address)

    @property
    def names(self) -> list[str]:
        """The names of all fields, in their order."""
        return [each.name for each in self.fields]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a table of such records, the address first."""
        fields = sorted(self.fields, key=lambda each: each.name != "address")
        return tuple(column for each in fields for column in each.columns)

    def facts_of(self, item: Any) -> list[tuple[Text, str]]:
        """Return (label, text) of every fact that `item` has."""
        said = ((each.fact.label, each.fact.read(item)) for each in self.fields if each.fact)
        return [(label, text) for label, text in said if text]


def extend_form(form: RecordType, name: str, description: str, more: Iterable[Field], key: str = "") -> RecordType:
    """Return a kind of record with the fields of `form` and then the fields `more`."""
    return RecordType(name, description, (*form.fields, *more), key)
