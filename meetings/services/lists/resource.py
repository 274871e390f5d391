"""The base of all exported and imported lists, row by row."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from meetings.models import OldAddress
from meetings.models.base import EnteredModel
from meetings.models.saving import save_again_if_refused
from meetings.models.slugs import make_unique_slug
from meetings.queries.checks import Record
from meetings.services.addresses import make_address_parts
from meetings.services.checks import check_changes
from meetings.services.lists.cells import Cell, Entries
from meetings.services.lists.named_people import NamedPeople
from meetings.services.lists.references import name_near, read_key
from meetings.services.roles import may_edit
from meetings.services.rows import split_ids
from meetings.text.changes import TextRun, compare_words

MAX_NEAR_MATCHES_NAMED = 50  # mistyped keys of a file whose nearest keys are looked for


@dataclass(slots=True)
class CellChange:
    """A change that a row makes in one cell."""

    label: str
    before: str
    after: str
    pieces: list[TextRun] = field(default_factory=list)


class ListTable(ModelResource):
    """A list of records of one kind. A row with the key of a record corrects it; a row without a key is a new record.

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

    def __init__(self, user: Any = None, *, is_dry_run: bool = False, people: NamedPeople | None = None) -> None:
        super().__init__()
        self.user, self.is_dry_run = user, is_dry_run
        self.people = people or NamedPeople(user)
        self.fields = {cell.column_name: deepcopy(cell) for cell in self.cells}
        self.columns: list[Cell] = list(self.fields.values())
        self.numbers: list[int] = []  # of the rows in their file
        self.seen: dict[Any, int] = {}  # the number of the record -> that of its row
        self.known: dict[str, Any] = {}  # the records of the file's rows by their keys
        self.before: dict[str, str] = {}
        self.concerned: list[Record] = []  # by the row before its change
        self.has_chosen_address = False  # whether the list made the address of the row
        self.unread: set[str] = set()  # columns of the row that could not be read
        self.refused = 0  # keys that the archive does not have

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

    # --- Reading a list -----------------------------------------------------------------------------------------------
    def before_import(self, dataset: Any, **options: Any) -> None:
        if self.address not in (dataset.headers or ()):
            return
        self.known = {}
        keys = [read_key(str(key)) for key in dataset[self.address] if str(key or "").strip()]
        for chunk in split_ids(dict.fromkeys(form for key in keys for form in self.forms_of(key))):
            found = self.listed(self._meta.model._default_manager.filter(**{f"{self.address}__in": chunk}))
            self.known |= {str(getattr(record, self.address)).lower(): record for record in found}
        self._find_by_old_addresses([key for key in keys if key.lower() not in self.known])

    def _find_by_old_addresses(self, keys: list[str]) -> None:
        lower: list[Any] = [key.lower() for key in keys]
        for chunk in split_ids(lower):
            olds = dict(OldAddress.objects.filter(kind=self.kind, slug__in=chunk).values_list("slug", "record_id"))
            found = self.listed(self._meta.model._default_manager.filter(pk__in=olds.values())).in_bulk()
            self.known |= {slug: found[pk] for slug, pk in olds.items() if pk in found}

    def forms_of(self, key: str) -> Iterable[Any]:
        """Return the forms of a key that the database may have."""
        return (key, key.lower(), key.upper())

    def before_import_row(self, row: dict[str, Any], **options: Any) -> None:
        self.row_number = self.number_of(options["row_number"])
        record = self._find_record(row)
        if record is None:
            return
        if record.pk in self.seen:
            text = _("Row %(number)s describes the same record.") % {"number": self.seen[record.pk]}
            raise ValidationError({self.address: text})
        self.seen[record.pk] = self.row_number

    def number_of(self, row_number: int) -> int:
        """Return the number that a row has in its file."""
        return self.numbers[row_number - 1]

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Any:
        return self._find_record(row)

    def list_named_records(self) -> list[int]:
        """Return the numbers of the records that rows of the present batch name by their keys."""
        return list(map(int, {record.pk for record in self.known.values()}))

    def _find_record(self, row: dict[str, Any]) -> Any:
        key = read_key(str(row.get(self.address) or ""))
        return self.find(key) if key else None

    def find(self, key: str) -> Any:
        """Return the record with this key.

        Raises:
            ValidationError: The archive does not have it; the error names the nearest keys.
        """
        if (found := self.known.get(key.lower())) is not None:
            return found
        text = _("The archive has no record “%(key)s”.%(near)s Correct the key, or leave it empty to add a record.")
        raise ValidationError({self.address: text % {"key": key[:80], "near": self._name_near(key)}})

    def _name_near(self, key: str) -> str:
        self.refused += 1
        if self.refused > MAX_NEAR_MATCHES_NAMED:
            return ""
        keys = self._meta.model._default_manager.order_by().values_list(self.address, flat=True)
        return name_near(key[:80], map(str, keys))

    def after_init_instance(self, instance: Any, new: bool, row: dict[str, Any], **options: Any) -> None:
        self.unread = set()
        self.before = {} if new else self.shown(instance, row)
        self.concerned = [] if new else self.list_concerned(instance)
        if new and isinstance(instance, EnteredModel):
            instance.created_by = self.user
        if not new and self.user is not None and not may_edit(self.user, instance):
            raise ValidationError(_("Your role does not allow you to change this record."))

    def import_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        errors: dict[str, Any] = {}
        try:
            for step in (super().import_instance, self._complete):
                try:
                    step(instance, row, **options)
                except ValidationError as error:  # of one column the first error counts
                    errors |= {name: some for name, some in error.update_error_dict({}).items() if name not in errors}
                    self.unread = set(errors)
            if errors:
                raise ValidationError(errors)
        finally:  # also after a mistake: the page must not report a missing slug as well
            self.has_chosen_address = self.makes_address and not getattr(instance, self.address)
            if self.has_chosen_address:
                self._choose_address(instance)

    def _choose_address(self, instance: Any) -> None:
        setattr(instance, self.address, make_unique_slug(type(instance), self.list_address_parts(instance)))

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save the record; choose another address where an editor has taken that of a new one since it was chosen."""

        def save() -> None:
            with transaction.atomic():
                super(ListTable, self).do_instance_save(instance, is_create)

        def choose_again() -> bool:
            if not (is_create and self.has_chosen_address):
                return False
            instance.pk = None
            self._choose_address(instance)
            return True

        save_again_if_refused(save, may_repeat=choose_again)

    def _complete(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        self.complete(instance, row)

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        """Fill in the fields that follow from the cells; raise ValidationError if the cells contradict each other."""

    def list_address_parts(self, instance: Any) -> Iterable[str]:
        """Return the texts from which the slug of a new record is made."""
        return make_address_parts(instance)

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
            asked = row_result.is_new() and self.is_dry_run
            row_result.notes = list(self.notes(row_result.instance)) if asked else []

    def after_import(self, dataset: Any, result: Any, **options: Any) -> None:
        """Add to the rows of a dry run what their records would break of the rules of the archive."""
        if not self.is_dry_run:
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
