"""Rows of a form that are checked against the rows that it has loaded, not with one query each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, HiddenInput, ModelChoiceField
from django.utils.functional import cached_property

from meetings.admin.common.record_fields import CreatingForm, RecordPickField, share_among_rows
from meetings.admin.participants.picking import PickedRecords


class LoadedRowField(ModelChoiceField[Any]):
    """The hidden field with the id of a row; the row must be one of the formset's."""

    def __init__(self, formset: "LoadedRowsFormSet", initial: Any) -> None:
        super().__init__(formset.get_queryset().none(), initial=initial, required=False, widget=HiddenInput)
        self._formset = formset

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        found = next((row for row in self._formset.get_queryset() if str(row.pk) == str(value)), None)
        if found is None:
            code = "invalid_choice"
            raise ValidationError(self.error_messages[code], code=code, params={"value": value})
        return found


class LoadedRowsFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The rows of an inline. Checking them takes a fixed number of queries.

    Attributes:
        user: The editor, whom the inline sets.
    """

    user: Any = None

    @cached_property
    def picked(self) -> PickedRecords:
        """Return the records in the boxes of all rows, on record and as they were sent."""
        fields = self.form.base_fields
        sent = [
            (field.kind, str(self.data.get(f"{self.add_prefix(number)}-{name}") or ""))
            for number in range(self.total_form_count() if self.is_bound else 0)
            for name, field in fields.items()
            if isinstance(field, RecordPickField)
        ]
        return share_among_rows(self.get_queryset() if self.instance.pk else (), fields, sent)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if isinstance(form, CreatingForm):
            form.create_records(self.user)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if isinstance(form, CreatingForm):
            form.create_records(self.user)
        return super().save_existing(form, obj, commit)

    @cached_property
    def empty_form(self) -> Any:
        """Return the row that a script copies; Django would make it in each of four passes over the rows."""
        return super().empty_form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        name = self._pk_field.name  # type: ignore[attr-defined]
        if isinstance(field := form.fields.get(name), ModelChoiceField):
            form.fields[name] = LoadedRowField(self, field.initial)
        for field in form.fields.values():
            if isinstance(field, RecordPickField):
                field.box.records = self.picked
            _name_box(field)


def _name_box(field: Any) -> None:
    """Give the box of a field its name: in a table of rows only the head of the column shows it."""
    widget = getattr(field.widget, "widget", field.widget)  # what Django's buttons of related records are around
    if not widget.is_hidden and field.label:
        widget.attrs.setdefault("aria-label", str(field.label))
