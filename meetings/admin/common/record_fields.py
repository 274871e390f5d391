"""The boxes of record forms that hold another record: ranked, and with a new record created in place."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from meetings.admin.participants.picking import NewRecord, PickedRecords, PickField, PickSelect
from meetings.queries.completion import Completion, is_ranked
from meetings.services.named_records import make_named_record


class RecordPickField(PickField):
    """A column with another record, in the form of a record. Its value is the id alone."""

    def __init__(
        self,
        queryset: "QuerySet[Any]",
        kind: str,
        *,
        label_of: Callable[[Any], str],
        is_creatable: bool = False,
        required: bool = True,
        to_field_name: str | None = None,
        blank: bool = False,
        **options: Any,
    ) -> None:
        """Make the field; Django gives what it gives a ModelChoiceField.

        Args:
            queryset: The records that may be chosen.
            kind: The kind of record.
            label_of: Returns the words for a record.
            is_creatable: Whether the box creates records.
            required: Whether a record must be chosen.
            to_field_name: The column that other records refer to: the id, in all of ours.
            blank: Whether the column may be empty, which `required` says already.
            options: The label, the help text and the like.
        """
        for of_model_choices in ("widget", "limit_choices_to"):
            options.pop(of_model_choices, None)
        super().__init__(kind, is_creatable=is_creatable, **options)
        self.queryset, self.required = queryset, required
        self.box.label_of = label_of

    def get_querysets(self) -> "dict[str, QuerySet[Any]]":
        return {self.kind: self.queryset}

    def prepare_value(self, value: Any) -> Any:
        return value.pk if hasattr(value, "_meta") else value

    def make_value(self, found: Completion) -> str:
        return str(found.pk)

    def find_like(self, text: str) -> list[Completion]:
        # Meetings and articles are chosen by their headlines, of which none is a name.
        return super().find_like(text) if is_ranked(self.kind) else []

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return found


class CreatingForm(forms.ModelForm[Any]):
    """A form whose boxes can create the records that they hold; they are created when it is saved.

    Attributes:
        new_records: The columns with a new record, and its name.
    """

    new_records: dict[str, str]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.new_records = {name: one.text for name, one in data.items() if isinstance(one, NewRecord)}
        return data | dict.fromkeys(self.new_records)

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | set(getattr(self, "new_records", ()))

    def create_records(self, user: Any) -> None:
        """Create the new records, and give them to the record of the form, which the caller saves."""
        for name, text in self.new_records.items():
            kind = str(self._meta.model._meta.get_field(name).related_model._meta.model_name)
            setattr(self.instance, name, make_named_record(kind, text, user, self.get_about(name)))

    def get_about(self, name: str) -> Any:
        """Return what the form says about the new record of a column: the side of an office, the words of a place."""
        return None


def share_among_rows(rows: Iterable[Any], fields: dict[str, Any], sent: Iterable[tuple[str, str]]) -> PickedRecords:
    """Return the records of the boxes of all rows of a form, which one query for each kind reads.

    Args:
        rows: The rows on record.
        fields: The fields of a row by their names.
        sent: The kinds and values in the rows that an editor sent.
    """
    boxes = {name: one for name, one in fields.items() if isinstance(one, RecordPickField)}
    values = [(one.kind, str(getattr(row, f"{name}_id", None) or "")) for row in rows for name, one in boxes.items()]
    return PickedRecords([*values, *sent], querysets={one.kind: one.queryset for one in boxes.values()})


def set_visible_with(select: PickSelect, name: str) -> None:
    """Show the box only where the box `name` of the same row creates a record."""
    select.attrs["data-with-new"] = name
