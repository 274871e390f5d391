"""Rows of a form that are checked against the rows that it has loaded, not with one query each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, HiddenInput, ModelChoiceField
from django.utils.functional import cached_property


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
    """The rows of an inline. Checking them takes a fixed number of queries."""

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
            _name_box(field)


def _name_box(field: Any) -> None:
    """Give the box of a field its name: in a table of rows only the head of the column shows it."""
    widget = getattr(field.widget, "widget", field.widget)  # what Django's buttons of related records are around
    if not widget.is_hidden and field.label:
        widget.attrs.setdefault("aria-label", str(field.label))
