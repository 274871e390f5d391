"""The cells of exported and imported lists: how Mahdar writes each one and reads what people type in it.

An unreadable cell raises ValueError with a message for the user who filled it in. A cell that still shows what the
record has, in either language and with any blanks, changes nothing.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import DateField, Model
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field

from meetings.models.base import list_editable_columns
from meetings.models.languages import choose_by_language, list_language_codes
from meetings.models.people import Precision
from meetings.queries.records import format_iso_date
from meetings.text.fold import fold
from meetings.text.typed_dates import MESSAGES, NotADateError, read_days

SEPARATOR = " | "  # between the entries of a cell that holds several
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+")  # as programs write 2023 in a column of numbers


def split_entries(text: str) -> list[str]:
    """Return the entries of a cell with several, each once; tables for readers have a semicolon between them."""
    sign = "|" if "|" in text or "\n" in text else "; "
    parts = (part.strip() for part in text.replace("\n", sign).split(sign))
    return list(dict.fromkeys(part for part in parts if part))


def split_aligned(text: str) -> list[str]:
    """Return the entries of a cell whose places count, the empty ones too."""
    return [part.strip() for part in text.replace("\n", "|").split("|")] if text.strip() else []


def join_aligned(entries: Iterable[str]) -> str:
    """Return the text of a cell whose places count; empty without any entry."""
    entries = list(entries)
    return SEPARATOR.join(entries) if any(entries) else ""


class Cell(Field):
    """A column of a list.

    `name` is its name in the code and in files of any language, `label` its heading, and `hint` describes its values.
    With `reading_only` an export has the column and an import ignores it.
    """

    def __init__(self, name: str, label: Any, *, hint: Any = "", reading_only: bool = False) -> None:
        super().__init__(attribute=name, column_name=name, readonly=reading_only)
        self.label, self.hint = label, hint

    def show(self, record: Any) -> str:
        """Return the text of the cell for `record`, in the language of the page."""
        value = getattr(record, self.attribute)
        return "" if value is None else str(value)

    def read(self, text: str, record: Any) -> Any:
        """Return the value of the cell's `text`."""
        return text

    def export(self, instance: Any, **options: Any) -> str:
        return self.show(instance)

    def get_text(self, row: dict[str, Any]) -> str:
        """Return the text of the cell in a row of a file."""
        return str(row.get(self.column_name) or "").strip()

    def is_unchanged(self, text: str, record: Any) -> bool:
        """Return whether `text` is what the cell shows for a saved `record`, in any language, with any blanks."""
        if getattr(record, "pk", None) is None:
            return False
        words = text.split()
        if self.show(record).split() == words:
            return True
        for language in list_language_codes():
            with override(language):
                if self.show(record).split() == words:
                    return True
        return False

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        text = self.get_text(row)
        if not self.readonly and not self.is_unchanged(text, instance):
            setattr(instance, self.attribute, self.read(text, instance))


class KeyCell(Cell):
    """The column that says which record a row is about. An import never writes it: a new record leaves it empty."""

    def __init__(self, name: str, label: Any, *, hint: Any) -> None:
        super().__init__(name, label, hint=hint, reading_only=True)


class Shown(Cell):
    """A column only for reading, whose text a function makes."""

    def __init__(self, name: str, label: Any, shown: Callable[[Any], str]) -> None:
        super().__init__(name, label, reading_only=True)
        self.shown = shown

    def show(self, record: Any) -> str:
        return self.shown(record)


class Choice(Cell):
    """A column with choices, read by their labels in both languages or their codes."""

    def __init__(self, name: str, label: Any, choices: Any, *, empty: Any = None, **options: Any) -> None:
        super().__init__(name, label, **options)
        self.choices, self.empty = list(getattr(choices, "choices", choices)), empty  # an enumeration, or its pairs

    def show(self, record: Any) -> str:
        value = getattr(record, self.attribute)
        return str(dict(self.choices).get(value, value))

    def read(self, text: str, record: Any) -> Any:
        return read_choice(text, self.choices) if text else self.empty


def read_choice(text: str, choices: Iterable[tuple[Any, Any]]) -> Any:
    """Return the choice with this code or label in either language. Raises ValueError if there is none."""
    for value, label in choices:
        labels = [value]
        for language in list_language_codes():
            with override(language):
                labels.append(str(label))
        if fold(text) in map(fold, labels):
            return value
    known = choose_by_language("، ", ", ").join(str(label) for _value, label in choices)
    raise ValueError(_("“%(text)s” is not one of: %(known)s.") % {"text": text[:60], "known": known})


class Day(Cell):
    """A column with a date as exact as it is known: 2023-11-03, 2023-11 or 2023; read as people write dates.

    `precision` is the column with its precision, which the import derives from what was typed where it has no text.
    """

    def __init__(self, name: str, label: Any, *, precision: str = "", hint: Any = "") -> None:
        super().__init__(name, label, hint=hint)
        self.precision = precision

    def show(self, record: Any) -> str:
        value, precision = getattr(record, self.attribute), self.precision and getattr(record, self.precision)
        if precision == Precision.UNKNOWN or not precision:
            return value.isoformat() if value else ""
        return format_iso_date(value, precision) or ""

    def read(self, text: str, record: Any) -> Any:
        number = _WHOLE_NUMBER.fullmatch(text)
        try:
            days = read_days(number[1] if number else text)
        except NotADateError as error:
            raise ValueError(_(MESSAGES[error.code]) % error.params) from error
        if days is None:
            return None
        shown = Precision.DAY
        if days.first != days.last:
            shown = Precision.MONTH if (days.last - days.first).days < 31 else Precision.YEAR
        record.__dict__.setdefault("_typed_precisions", {})[self.attribute] = shown
        return days.first


def check_typed_precision(record: Any, name: str, column: str, row: dict[str, Any]) -> None:
    """Make the precision of a date that a row gives that of the typed date, unless the row states one as exact or less.

    Raises:
        ValueError: The row states a precision that the typed date does not have.
    """
    typed = record.__dict__.get("_typed_precisions", {}).get(name)
    if typed is None:
        return
    order = [Precision.DAY, Precision.MONTH, Precision.YEAR]
    stated: Any = getattr(record, column) if str(row.get(column) or "").strip() else ""
    if stated not in order:
        setattr(record, column, typed)
    elif order.index(stated) < order.index(typed):
        text = _("“%(text)s” is not exact %(precision)s. Enter the whole date, or empty its precision.")
        shown = format_iso_date(getattr(record, name), typed)
        raise ValueError(text % {"text": shown, "precision": dict(Precision.choices)[stated]})


def make_plain_cells(model: type[Model], named: Iterable[Cell], left_out: Iterable[str]) -> tuple[Cell, ...]:
    """Return a cell for each column of `model` that an editor can change, except those of `named` and `left_out`.

    References are left out too: a cell of theirs needs to know by which names to find the records.
    """
    columns = list_editable_columns(model, (*left_out, *(cell.column_name for cell in named)))
    return tuple(_plain_cell(one) for one in columns if not one.is_relation)


def _plain_cell(column: Any) -> Cell:
    if column.choices:
        return Choice(column.name, column.verbose_name, column.choices, empty=column.get_default())
    return (Day if isinstance(column, DateField) else Cell)(column.name, column.verbose_name)


class Names(Cell):
    """A column with a list of texts."""

    def show(self, record: Any) -> str:
        return SEPARATOR.join(getattr(record, self.attribute))

    def read(self, text: str, record: Any) -> list[str]:
        return split_entries(text)


class Entries(Cell):
    """A column with several records in one cell: names, topics, participants.

    An import reads them with the row and writes them after the row's record is saved.
    """

    def listed(self, record: Any) -> list[str]:
        """Return the entries of `record` as the cell writes them."""
        raise NotImplementedError

    def read_entries(self, texts: list[str], record: Any) -> Any:
        """Return the values of the entries; None if `record` has the same entries already."""
        raise NotImplementedError

    def named(self, texts: list[str], found: Any) -> list[str]:
        """Return the values that were read as the cell writes them."""
        return texts

    def write(self, record: Any, found: Any) -> None:
        """Make the values that were read the entries of `record`, which is saved."""
        raise NotImplementedError

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        text = self.get_text(row)
        if self.readonly or self.is_unchanged(text, instance):
            return
        texts = split_entries(text)
        found = self.read_entries(texts, instance)
        if found is not None:
            waiting = instance.__dict__.setdefault("_waiting", {})
            waiting[self.column_name] = (self.named(texts, found), found)

    def show(self, record: Any) -> str:
        waiting = record.__dict__.get("_waiting", {})
        if self.column_name in waiting:
            return SEPARATOR.join(waiting[self.column_name][0])
        return SEPARATOR.join(self.listed(record)) if record.pk else ""

    def write_waiting(self, record: Any) -> None:
        """Write the values that `save` has read."""
        _texts, found = record.__dict__.get("_waiting", {}).pop(self.column_name, (None, None))
        if found is not None:
            self.write(record, found)
