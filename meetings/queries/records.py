"""What describes a record that leaves the archive: its fields, each with its type, its words and its value.

The rows themselves stand in `fields.py`. API, JSON exports, tables and the record's own page are made of them.
`address` is made by the caller from a path, so that it can be a full one.
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

LICENCE = "https://spdx.org/licenses/MIT.html"  # of the archive's own words and facts


def path_only(path: str) -> str:
    """Return `path` itself: the address of a record within the site."""
    return path


def exact(day: date | None, precision: str = "day") -> str | None:
    """Return `day` in ISO 8601, as much of it as is known."""
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


@dataclass(frozen=True, slots=True)
class ValueType:
    """What a field holds, in terms that JSON Schema knows; `form` describes the records inside it.

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
    """Return the type of a value of a fixed set."""
    return ValueType("choice", choices=values)


def one(form: "RecordType", *, is_nullable: bool = False) -> ValueType:
    """Return the type of a record inside another."""
    return ValueType("record", is_nullable=is_nullable, form=form)


def many(form: "RecordType") -> ValueType:
    """Return the type of a list of records inside another."""
    return ValueType("records", form=form)


CellValue = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of exported tables: its heading, how a row's value is read, how wide it is in a workbook (letters)."""

    heading: Text
    read: Callable[[Any, Address], CellValue]
    width: int = 16


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """How a field is shown in words, on the record's own page and on its PDF: a label and a text, empty for nothing."""

    label: Text
    read: Callable[[Any], str]


# Where a field is given: in every record, in those of the API, or in those of the API that stand alone.
Scope = Literal["everywhere", "api", "detail"]
_SCOPES: tuple[Scope, ...] = ("everywhere", "api", "detail")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: `read` gives its value where the attribute of that name does not."""

    name: str
    type: ValueType
    description: Text
    read: Read | None = None
    columns: tuple[Column, ...] = ()
    fact: LabelledFact | None = None
    scope: Scope = "everywhere"

    def value(self, item: Any, address: Address) -> Any:
        """Return what the field says of `item`."""
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
        return exact(value) if self.type.name == "day" else value


@dataclass(frozen=True, slots=True, eq=False)
class RecordType:
    """A kind of record as other programs are given it: `key` is the field that identifies it."""

    name: str
    description: str
    fields: tuple[Field, ...]
    key: str = ""

    def record(self, item: Any, address: Address = path_only, scope: Scope = "everywhere") -> Record:
        """Return `item` as a plain dictionary with the fields that are given in `scope`.

        What is read should be there before (`MeetingQuerySet.for_cards`, `queries.people.official`); then nothing
        here asks the database.
        """
        reach = _SCOPES.index(scope)
        return {each.name: each.value(item, address) for each in self.fields if _SCOPES.index(each.scope) <= reach}

    def record_or_none(self, item: Any, address: Address = path_only) -> Record | None:
        """Return the record of `item`, None where there is none."""
        return None if item is None else self.record(item, address)

    @property
    def names(self) -> list[str]:
        """The names of all fields, in their order."""
        return [each.name for each in self.fields]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a table of such records, their addresses first."""
        fields = sorted(self.fields, key=lambda each: each.name != "address")
        return tuple(column for each in fields for column in each.columns)

    def facts_of(self, item: Any) -> list[tuple[Text, str]]:
        """Return (label, text) of every fact in words that `item` has."""
        said = ((each.fact.label, each.fact.read(item)) for each in self.fields if each.fact)
        return [(label, text) for label, text in said if text]


def extended(form: RecordType, name: str, description: str, more: Iterable[Field], key: str = "") -> RecordType:
    """Return a kind of record with the fields of `form` and `more` of them."""
    return RecordType(name, description, (*form.fields, *more), key)
