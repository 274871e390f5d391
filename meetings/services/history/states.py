"""States of records: each with all its parts as plain values, read from the database many at a time."""

import datetime
import decimal
import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from meetings.models.derived import DerivedField
from meetings.models.history import WHOLES
from meetings.models.kinds import Part
from meetings.services.rows import split_ids

RecordState = dict[str, Any]  # {"fields": {column: value}, "parts": {name: [{"id": ..., column: value}, ...]}}


def get_model(kind: str) -> type[models.Model]:
    """Return the model called `kind`, for example "meeting"."""
    return apps.get_model("meetings", kind)


@lru_cache(maxsize=64)
def list_kept_fields(model: type[models.Model], whole: str = "") -> "tuple[models.Field[Any, Any], ...]":
    """Return the columns that a version keeps.

    They are all columns except the id, the key to the record of which this is a part (`whole`), and columns that follow
    from other columns or from the time of saving.
    """
    return tuple(
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.name != whole
        and not isinstance(field, DerivedField)
        and not getattr(field, "auto_now", False)
    )


def load_states(kind: str, ids: Iterable[int], *, lock: bool = False) -> dict[int, RecordState]:
    """Return the present states of the records of `kind` with these ids, by id; missing records are left out.

    It makes one query for the records and one for each kind of part, for each chunk of ids. With `lock`, other
    transactions wait until this one ends before they change one of the records (if the database can lock rows).
    """
    model, found = get_model(kind), {}
    for chunk in split_ids(ids):
        rows = model._base_manager.filter(pk__in=chunk)
        for row in (rows.select_for_update() if lock else rows).values("pk", *_columns(model)):
            pk = row.pop("pk")
            found[pk] = {"fields": _plain(row), "parts": {part.name: [] for part in WHOLES[kind]}}
        for part in WHOLES[kind]:
            _add_parts(found, part, chunk)
    return found


def _add_parts(found: dict[int, RecordState], part: Part, ids: list[int]) -> None:
    model = get_model(part.model)
    rows = model._base_manager.filter(**{f"{part.field}__in": ids}).order_by("pk")
    for row in rows.values("pk", f"{part.field}_id", *_columns(model, part.field)):
        pk, whole = row.pop("pk"), row.pop(f"{part.field}_id")
        if whole in found:
            found[whole]["parts"][part.name].append({"id": pk, **_plain(row)})


def list_changed_facts(old: RecordState | None, new: RecordState | None) -> list[str]:
    """Return the columns (`place_id`) and kinds of parts (`participations`) in which two states differ, in order.

    Who stated a fact (`edited_facts`) changes with the fact itself, so it is not listed.
    """
    if old is None or new is None:
        return []
    facts = [name for name, value in new["fields"].items() if old["fields"].get(name) != value]
    parts = (name for name in new["parts"] if name != "edited_facts")
    return facts + [name for name in parts if old["parts"].get(name, []) != new["parts"][name]]


def _columns(model: type[models.Model], whole: str = "") -> list[str]:
    return [field.attname for field in list_kept_fields(model, whole)]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _as_json(value) for name, value in row.items()}


def _as_json(value: Any) -> Any:
    """Return a column's value in a JSON type, without loss (microseconds, for example)."""
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    return value
