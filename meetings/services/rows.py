"""Database rows as plain values and back: every column of a record, with its number and timestamps."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import Truncator, capfirst

Values = dict[str, Any]  # column (the record's attribute) -> its value in a JSON type
RowKey = tuple[str, Any]  # label of the model in lower case, number of the row

CHUNK = 500  # rows: SQLite allows some thousand values in one statement
_PLAIN = (bool, int, float, str, list, dict, type(None))


def make_key(record: models.Model) -> RowKey:
    """Return the row key of `record`."""
    return record._meta.label_lower, record.pk


def get_model(label: str) -> type[models.Model]:
    """Return the model with this label."""
    return apps.get_model(label)


def get_values(record: models.Model) -> Values:
    """Return every column of `record`, exactly: times to the microsecond."""
    return {field.attname: _plain(field, record) for field in record._meta.concrete_fields}


def _plain(field: Any, record: models.Model) -> Any:
    value = field.value_from_object(record)
    return value if isinstance(value, _PLAIN) else field.value_to_string(record)


def make_record(label: str, values: Values) -> Any:
    """Return an unsaved record with these column values. Columns that no longer exist are left out."""
    model = get_model(label)
    columns = {field.attname: field for field in model._meta.concrete_fields}
    record = model()
    for name, value in values.items():
        if name in columns:
            setattr(record, name, convert_to_column_type(columns[name], value))
    return record


def convert_to_column_type(field: Any, value: Any) -> Any:
    """Return a plain `value` in the type of the column."""
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def load_current(keys: Iterable[RowKey]) -> dict[RowKey, Any]:
    """Return the present records of these rows; rows that do not exist are left out."""
    found: dict[RowKey, Any] = {}
    for label, ids in group_by_label(keys).items():
        for chunk in split_ids(ids):
            found.update((make_key(record), record) for record in get_model(label)._base_manager.filter(pk__in=chunk))
    return found


def group_by_label(keys: Iterable[RowKey]) -> dict[str, list[Any]]:
    """Return the numbers of the rows, grouped by the label of their model."""
    grouped: dict[str, list[Any]] = {}
    for label, pk in keys:
        grouped.setdefault(label, []).append(pk)
    return grouped


def split_ids(ids: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield `ids` in lists that are short enough for one statement, of at most `size`."""
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk


def delete_rows(keys: Iterable[RowKey]) -> None:
    """Delete exactly these rows and no row that refers to them.

    Rows that others refer to must exist again before the commit.
    """
    for label, ids in group_by_label(keys).items():
        for chunk in split_ids(ids):
            rows = get_model(label)._base_manager.filter(pk__in=chunk)
            rows._raw_delete(rows.db)


def insert_row(record: models.Model) -> None:
    """Write `record` as a new row exactly as it is: without present timestamps or defaults."""
    record._state.adding = True
    record.save_base(raw=True, force_insert=True)


def list_automatic_columns(model: type[models.Model]) -> set[str]:
    """Return the columns with the time of the last change, which every save sets."""
    return {field.attname for field in model._meta.concrete_fields if getattr(field, "auto_now", False)}


def list_unique_columns(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Return the sets of columns whose values are unique together."""
    single = [(field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    several = [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition
    ]
    return single + several


def describe_row(record: models.Model) -> str:
    """Return the name of a row for an editor: its kind and its words.

    It never raises, even if a record that the row refers to does not exist any more.
    """
    try:
        words = str(record)
    except ObjectDoesNotExist:
        named = (getattr(record, name, "") for name in ("name", "name_as_written", "title_ar", "headline_ar", "quote"))
        words = next((word for word in named if word), str(record.pk))
    return f"{capfirst(str(record._meta.verbose_name))}: {Truncator(words).chars(80)}"


def show_value(model: type[models.Model], column: str, value: Any) -> str:
    """Return a plain value as an editor reads it: the name of the record that a number refers to, a code's label."""
    field: Any = next((field for field in model._meta.concrete_fields if field.attname == column), None)
    if value in (None, "") or field is None:
        return "–"
    if field.remote_field:
        related = field.remote_field.model._base_manager.filter(pk=value).first()
        return str(related) if related else "–"
    words = dict(field.flatchoices).get(value, value) if field.choices else value
    return Truncator(str(words)).chars(120)


def get_column_name(model: type[models.Model], column: str) -> str:
    """Return the name of a column for an editor."""
    field: Any = next((field for field in model._meta.concrete_fields if field.attname == column), None)
    return str(field.verbose_name) if field else column
