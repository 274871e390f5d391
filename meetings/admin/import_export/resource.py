"""The base of all exported and imported lists, row by row."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.resources import ModelResource

from meetings.admin.import_export.cells import Cell, Entries
from meetings.models.base import EnteredModel
from meetings.models.languages import choose_by_language, list_language_codes
from meetings.models.slugs import make_unique_slug
from meetings.queries.checks import Record
from meetings.services.checks import check_changes
from meetings.services.history.states import split_ids
from meetings.services.roles import may_edit
from meetings.text.changes import TextRun, compare_words


@dataclass(slots=True)
class CellChange:
    """A change that a row makes in one cell."""

    label: str
    before: str
    after: str
    pieces: list[TextRun] = field(default_factory=list)


class ListTable(ModelResource):
    """A list of records of one kind. A row with the key of a record corrects it; any other row is a new record.

    Columns that the file does not have stay unchanged; an empty cell empties its field.
    """

    cells: tuple[Cell, ...] = ()
    address = "slug"  # the column that identifies the record of a row
    makes_address = True  # whether the import makes the slug of a new record

    class Meta:
        fields = ()  # columns are cells; the library must not make any from the model's fields
        clean_model_instances = True
        skip_diff = True
        store_instance = True

    def __init__(self, desk: Any, user: Any = None, numbers: Iterable[int] = ()) -> None:
        super().__init__()
        self.desk, self.user, self.numbers = desk, user, list(numbers)
        self.fields = {cell.column_name: deepcopy(cell) for cell in self.cells}
        self.columns: list[Cell] = list(self.fields.values())
        self.seen: dict[str, int] = {}
        self.known: dict[str, Any] = {}  # the records of the file's rows by their keys
        self.before: dict[str, str] = {}
        self.concerned: list[Record] = []  # by the row before its change

    # --- Writing a list -----------------------------------------------------------------------------------------------
    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """Return `records` with the related records that their cells show."""
        return records

    def rows(self, records: QuerySet[Any]) -> Iterable[list[str]]:
        """Yield the cells of each of `records`, in their order, each once even if a join repeats it."""
        ids = dict.fromkeys(records.values_list("pk", flat=True))
        for chunk in split_ids(ids):
            found = self.listed(self._meta.model._default_manager.filter(pk__in=chunk)).in_bulk()
            for record in (found[pk] for pk in chunk if pk in found):
                yield [cell.show(record) for cell in self.columns]

    def headings(self) -> list[str]:
        """Return the headings of the columns, in the language of the page."""
        return [str(cell.label) for cell in self.columns]

    def columns_called(self, headings: list[str]) -> list[str]:
        """Return the names of the columns with these headings; "" for an empty heading.

        A heading can be that of either language or the name in the code. Raises ValidationError for an unknown or
        repeated column, and if no column can be imported.
        """
        known = self._names_by_heading()
        names = [known.get(_key(heading)) if heading.strip() else "" for heading in headings]
        self._refuse_unknown([heading for heading, name in zip(headings, names, strict=True) if name is None])
        for heading, name in zip(headings, names, strict=True):
            if name and names.count(name) > 1:
                raise ValidationError(
                    _("The column “%(name)s” occurs twice. Remove one of them.") % {"name": heading[:60]}
                )
        if not any(name and not self.fields[name].readonly for name in names):
            raise ValidationError(_("The file has no column that can be imported."))
        return [name or "" for name in names]

    def _names_by_heading(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for language in (*list_language_codes(), None):
            with override(language):
                known |= {_key(str(cell.label)): cell.column_name for cell in self.columns}
        return known | {_key(cell.column_name): cell.column_name for cell in self.columns}

    def _refuse_unknown(self, headings: list[str]) -> None:
        if headings:
            text = _("This list has no column “%(wrong)s”. Its columns are: %(columns)s.")
            columns = choose_by_language("، ", ", ").join(self.headings())
            wrong = "”, “".join(heading[:60] for heading in headings)
            raise ValidationError(text % {"wrong": wrong, "columns": columns})

    # --- Reading a list -----------------------------------------------------------------------------------------------
    def before_import(self, dataset: Any, **options: Any) -> None:
        if self.address not in (dataset.headers or ()):
            return
        keys = [str(key).strip() for key in dataset[self.address] if str(key or "").strip()]
        for chunk in split_ids(dict.fromkeys(form for key in keys for form in self.forms_of(key))):
            found = self.listed(self._meta.model._default_manager.filter(**{f"{self.address}__in": chunk}))
            self.known |= {str(getattr(record, self.address)).lower(): record for record in found}

    def forms_of(self, key: str) -> Iterable[Any]:
        """Return the forms of a key that the database may have."""
        return (key, key.lower(), key.upper())

    def before_import_row(self, row: dict[str, Any], **options: Any) -> None:
        key = str(row.get(self.address) or "").strip().lower()
        number = self.number_of(options["row_number"])
        if key and key in self.seen:
            text = _("Row %(number)s describes the same record.") % {"number": self.seen[key]}
            raise ValidationError({self.address: text})
        self.seen[key] = number

    def number_of(self, row_number: int) -> int:
        """Return the number that a row has in its file."""
        return self.numbers[row_number - 1]

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Any:
        key = str(row.get(self.address) or "").strip()
        return self.find(key) if key else None

    def find(self, key: str) -> Any:
        """Return the record with this key; None for a new one."""
        return self.known.get(key.lower())

    def after_init_instance(self, instance: Any, new: bool, row: dict[str, Any], **options: Any) -> None:
        self.before = {} if new else self.shown(instance, row)
        self.concerned = [] if new else self.list_concerned(instance)
        if new and isinstance(instance, EnteredModel):
            instance.created_by = self.user
        if not new and self.user is not None and not may_edit(self.user, instance):
            raise ValidationError(_("Your role does not allow you to change this record."))

    def import_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        try:
            super().import_instance(instance, row, **options)
            self.complete(instance, row)
        finally:  # also after a mistake: the page must not report a missing slug as well
            if self.makes_address and not getattr(instance, self.address):
                setattr(instance, self.address, make_unique_slug(type(instance), self.address_parts(instance)))

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        """Fill in the fields that follow from the cells; raise ValidationError if the cells contradict each other."""

    def address_parts(self, instance: Any) -> Iterable[str]:
        """Return the texts from which the slug of a new record is made."""
        parts: Iterable[str] = self.desk.address_parts(instance)
        return parts

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and bool(self.before) and self.shown(instance, row) == self.before

    def shown(self, instance: Any, row: dict[str, Any]) -> dict[str, str]:
        """Return the texts of the row's cells that can be changed, by the name of the column."""
        cells = [cell for cell in self.columns if cell.column_name in row and not cell.readonly]
        return {cell.column_name: cell.show(instance) for cell in cells}

    def after_save_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        self.after = self.shown(instance, row)
        for cell in self.columns:
            if isinstance(cell, Entries) and cell.column_name in row:
                cell.write_waiting(instance)

    def after_import_row(self, row: dict[str, Any], row_result: Any, **options: Any) -> None:
        if row_result.is_new() or row_result.is_update():
            row_result.differences = list(self._differences())
            row_result.concerned = [*self.concerned, (self.kind, row_result.instance.pk)]
            asked = row_result.is_new() and options.get("dry_run")
            row_result.notes = list(self.notes(row_result.instance)) if asked else []

    def after_import(self, dataset: Any, result: Any, **options: Any) -> None:
        """Add to the rows of a dry run what their records would break of the rules of the archive."""
        if not options.get("dry_run"):
            return
        rows = {row.instance.pk: row for row in result.rows if row.is_new() or row.is_update()}
        for one in check_changes((self.kind, pk) for pk in rows):
            for name, pk in (one.finding.record, *one.finding.others):
                if name == self.kind and pk in rows:
                    rows[pk].notes.append(f"{one.rule.severity.label}: {one.words}")
                    break

    @property
    def kind(self) -> str:
        """The kind of record of the list, by the name of its model."""
        return str(self._meta.model._meta.model_name)

    def list_concerned(self, instance: Any) -> list[Record]:
        """Return the other records that a change of `instance`, which is unchanged yet, concerns."""
        return []

    def notes(self, instance: Any) -> Iterable[str]:
        """Return remarks that an editor should read before a new record is written."""
        return ()

    def _differences(self) -> Iterable[CellChange]:
        for name, after in self.after.items():
            before = self.before.get(name, "")
            if before != after:
                pieces = compare_words(before, after) if before and after else []
                yield CellChange(str(self.fields[name].label), before, after, pieces)

    def get_label(self, name: str) -> str:
        """Return the label of a column, or of a field that has no column; "" for the whole row."""
        if name in self.fields:
            return str(self.fields[name].label)
        fields = {one.name: one for one in self._meta.model._meta.get_fields() if hasattr(one, "verbose_name")}
        return str(fields[name].verbose_name) if name in fields else ""


def _key(heading: str) -> str:
    return " ".join(heading.split()).casefold()
