"""Whole tables by natural key, in memory, for the time in which fixtures are loaded.

loaddata asks the database for every reference and for the keys of every record: four queries a record. Inside
`known_records()` Mahdar reads each table once, when it first needs it, and then adds every record that is saved.
"""

import contextlib
from collections.abc import Hashable, Iterator
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

Key = tuple[Hashable, ...]

_active: ContextVar["KnownRecords | None"] = ContextVar("known_records", default=None)


@contextlib.contextmanager
def known_records() -> Iterator[None]:
    """Look natural keys up in memory inside this context.

    Use it only to load fixtures: it does not see rows that are changed without signals (bulk operations, other
    processes), and whole tables have to fit into memory.
    """
    known = KnownRecords()
    token = _active.set(known)
    post_save.connect(known.saved)
    post_delete.connect(known.deleted)
    try:
        yield
    finally:
        post_delete.disconnect(known.deleted)
        post_save.disconnect(known.saved)
        _active.reset(token)


def get_known_records() -> "KnownRecords | None":
    """Return the tables in memory; None outside `known_records()`."""
    return _active.get()


class KnownRecords:
    """The tables read so far: (model, database) -> natural key -> record, and -> row number -> record."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[type[models.Model], str], dict[Key, models.Model]] = {}
        self._by_row: dict[tuple[type[models.Model], str], dict[Any, models.Model]] = {}

    def get(self, model: type[models.Model], key: Key, using: str) -> models.Model:
        """Return the record that has `key`; raise the model's DoesNotExist, as a manager does."""
        self._read(model, using)
        try:
            return self._by_key[model, using][_cleaned(model, key)]
        except KeyError:
            raise model.DoesNotExist(f"No {model._meta.verbose_name} {key}") from None  # type: ignore[attr-defined]

    def follow(self, record: models.Model, name: str) -> Any:
        """Return `record.name`; follow a foreign key without a query."""
        field = record._meta.get_field(name)
        if not isinstance(field, models.ForeignKey) or field.is_cached(record):
            return getattr(record, name)
        using = record._state.db or "default"
        self._read(field.related_model, using)
        found = self._by_row[field.related_model, using].get(getattr(record, field.attname))
        return getattr(record, name) if found is None else found

    def saved(self, instance: models.Model, using: str, **options: Any) -> None:
        """Add a record that was saved just now."""
        table = type(instance), using
        if table in self._by_key and get_known_records() is self:
            self._by_key[table][instance.natural_key()] = instance  # type: ignore[attr-defined]
            self._by_row[table][instance.pk] = instance

    def deleted(self, instance: models.Model, using: str, **options: Any) -> None:
        """Drop the table from memory, so that it is read again when it is next needed."""
        self._by_key.pop((type(instance), using), None)
        self._by_row.pop((type(instance), using), None)

    def _read(self, model: type[models.Model], using: str) -> None:
        if (model, using) not in self._by_key:
            records = list(model._base_manager.using(using).all())
            self._by_row[model, using] = {record.pk: record for record in records}
            self._by_key[model, using] = {record.natural_key(): record for record in records}  # type: ignore[attr-defined]


def _cleaned(model: type[models.Model], key: Key) -> Key:
    """Return the values of the key as records have them: a date for "2020-01-01"."""
    paths: tuple[str, ...] = model.natural_key_fields  # type: ignore[attr-defined]
    return tuple(_field(model, path).to_python(value) for path, value in zip(paths, key, strict=True))


def _field(model: type[models.Model], path: str) -> "models.Field[Any, Any]":
    *above, last = path.split("__")
    for name in above:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)  # type: ignore[return-value]
