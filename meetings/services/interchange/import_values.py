"""Check of one value of an exchanged row against its field, without the database."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from meetings.services.interchange.tables import ArchiveColumn

# The JSON types that each kind of field takes; the first kind that fits counts. All other fields take text.
_TYPES: "tuple[tuple[type[models.Field[Any, Any]], tuple[type, ...], str], ...]" = (
    (models.BooleanField, (bool,), "true or false"),
    (models.IntegerField, (int,), "a whole number"),
    (models.FloatField, (int, float), "a number"),
    (models.JSONField, (list, dict), "a list or an object"),
    (models.Field, (str,), "text in quotation marks"),
)


class WrongValueError(ValueError):
    """The value does not fit its column; the message says what the column takes."""


def convert_value(column: ArchiveColumn, value: Any) -> Any:
    """Return `value` in the type of the model. Raises WrongValueError."""
    field = column.field
    if value is None:
        if column.to or field.null or column.name == "published_at":
            return None
        raise WrongValueError(f"“{column.name}” must not be null")
    if column.to:
        return _reference(column, value)
    kinds, wanted = next((kinds, words) for kind, kinds, words in _TYPES if isinstance(field, kind))
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise WrongValueError(f"“{column.name}” must be {wanted}, not {_shown(value)}")
    for text in _texts(value):
        _check_signs(column, text)
    if isinstance(field, models.JSONField):
        return value
    return _cleaned(column, field, value)


def _reference(column: ArchiveColumn, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongValueError(f"“{column.name}” must be a key of {column.to}, not {_shown(value)}")
    return value


def _texts(value: Any) -> list[str]:
    """Return every text within a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *_texts(item))]
    return []


def _check_signs(column: ArchiveColumn, text: str) -> None:
    if "\x00" in text:
        raise WrongValueError(f"“{column.name}” has a NUL sign in it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WrongValueError(f"“{column.name}” has half of a Unicode pair in it") from None


def _cleaned(column: ArchiveColumn, field: "models.Field[Any, Any]", value: Any) -> Any:
    try:
        cleaned = field.to_python(value)
        if isinstance(field, models.CharField | models.TextField) and not value and field.blank:
            return value
        field.run_validators(cleaned)
        field.validate(cleaned, None)
    except ValidationError as error:
        raise WrongValueError(f"“{column.name}”: {' '.join(error.messages)} ({_shown(value)})") from None
    if isinstance(field, models.DateTimeField) and cleaned.tzinfo is None:
        raise WrongValueError(f"“{column.name}” must name its time zone: {_shown(value)}")
    return cleaned


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
