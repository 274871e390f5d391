"""The cells of exported and imported lists: how Mahdar writes each one and reads what people type in it.

An unreadable cell raises ValueError with a message for the user who filled it in.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, Model, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.models.base import list_editable_columns
from meetings.models.languages import choose_by_language, list_language_codes
from meetings.text.fold import fold

SEPARATOR = " | "  # between the entries of a cell that holds several


def split_entries(text: str) -> list[str]:
    """Return the entries of a cell with several, each once."""
    parts = (part.strip() for part in text.replace("\n", "|").split("|"))
    return list(dict.fromkeys(part for part in parts if part))


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

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        if not self.readonly:
            setattr(instance, self.attribute, self.read(str(row[self.column_name] or "").strip(), instance))


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
        if not text:
            return self.empty
        for value, label in self.choices:
            labels = [value]
            for language in list_language_codes():
                with override(language):
                    labels.append(str(label))
            if fold(text) in map(fold, labels):
                return value
        known = choose_by_language("، ", ", ").join(str(label) for _value, label in self.choices)
        raise ValueError(_("“%(text)s” is not one of: %(known)s.") % {"text": text[:60], "known": known})


class Day(Cell):
    """A column with a date, written as 2023-11-03, read in every form that the desk's forms accept."""

    field = ArchiveDateField(required=False)

    def read(self, text: str, record: Any) -> Any:
        try:
            return self.field.clean(text)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error


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


class Finder:
    """A finder of records of one kind by their names, in any spelling; it reads the table once."""

    def __init__(self, records: QuerySet[Any], called: Callable[[Any], Iterable[str]]) -> None:
        self.records, self.called = records, called

    @cached_property
    def known(self) -> dict[str, list[Any]]:
        """Folded name -> the records with that name."""
        known: dict[str, list[Any]] = {}
        for record in self.records.all():
            for key in {fold(name) for name in self.called(record) if name}:
                known.setdefault(key, []).append(record)
        return known

    def knows(self, text: str) -> bool:
        """Return whether any record is called `text`."""
        return fold(text) in self.known

    def find(self, text: str) -> Any:
        """Return the only record that is called `text`. Raises ValueError if there is none or several."""
        found = self.known.get(fold(text), [])
        if len(found) == 1:
            return found[0]
        kind = self.records.model._meta.verbose_name
        if not found:
            raise ValueError(_("“%(text)s” is not in the archive (%(kind)s).") % {"text": text[:80], "kind": kind})
        codes = choose_by_language("، ", ", ").join(getattr(one, one.natural_key_fields[0]) for one in found[:5])
        several = _("“%(text)s” can mean several records (%(kind)s). Enter its URL: %(codes)s.")
        raise ValueError(several % {"text": text[:80], "kind": kind, "codes": codes})


class RecordCell(Cell):
    """A column that refers to a record: written with its name or by `shown`, read by any of its names."""

    def __init__(
        self, name: str, label: Any, finder: Callable[[], Finder], *, shown: Callable[[Any], str] = str, **options: Any
    ) -> None:
        super().__init__(name, label, **options)
        self.make_finder, self.shown = finder, shown
        self.finder: Finder | None = None

    def show(self, record: Any) -> str:
        related = getattr(record, self.attribute) if getattr(record, f"{self.attribute}_id") else None
        return self.shown(related) if related else ""

    def read(self, text: str, record: Any) -> Model | None:
        self.finder = self.finder or self.make_finder()
        return self.finder.find(text) if text else None


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
        if self.readonly:
            return
        texts = split_entries(str(row[self.column_name] or ""))
        if instance.pk is None or texts != self.listed(instance):
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
