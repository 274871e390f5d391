"""The reference data, loaded into an archive as often as wanted, without loss of what editors made of it.

A record that an editor changed stays as it is, and one that an editor deleted, merged into another or gave another
address does not come back. A record that only this service wrote follows the files of a newer release; the history has
what it was before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from meetings.ingest.reference import REFERENCE_MODELS, has_reference_data, read_fixture
from meetings.models import OldAddress, Place, Version
from meetings.services import roles
from meetings.services.history import Change, Way, recorded

NOTE = "reference data"
# The columns that two records of a kind cannot share without being the same country, place and so on.
_SAME = {Place: ("city_ar", "country_id")}
_NAME = ("name_ar",)


@dataclass(slots=True)
class LoadedKind:
    """How many records of a kind were added, changed or left as they are, and which differ from the files."""

    model: type[Model]
    new: int = 0
    changed: int = 0
    left: int = 0
    different: list[str] = field(default_factory=list)  # the public keys of records left that differ from the files


def may_load_reference(user: Any) -> bool:
    """Return whether `user` may load the reference data: those who may add countries."""
    return bool(user.has_perm("meetings.add_country"))


def load_reference(user: Any, tell: Callable[[type[Model]], None] | None = None) -> list[LoadedKind]:
    """Load the reference data; a second call changes nothing.

    Args:
        user: The user; None for a command.
        tell: A function that is called with each kind before its records are loaded.

    Returns:
        The numbers of each kind, in the order in which they were loaded.

    Raises:
        PermissionDenied: `user` may not load them; nothing is changed.
    """
    roles.require(user is None or may_load_reference(user))
    with recorded(user, NOTE, way=Way.COMMAND):
        return [_load(name, tell) for name in REFERENCE_MODELS]


def ensure_reference_data() -> list[LoadedKind]:
    """Load the reference data into an archive that has no countries; return the numbers, none if it has them."""
    return [] if has_reference_data() else load_reference(None)


def _load(name: str, tell: Callable[[type[Model]], None] | None) -> LoadedKind:
    model = REFERENCE_MODELS[name]
    if tell:
        tell(model)
    loader = _KindLoader(model)
    for row in read_fixture(name):
        loader.add(row)
    loader.save_new()
    return loader.loaded


class _KindLoader:
    """The records of one kind as the archive has them, and what the files add and change."""

    def __init__(self, model: Any) -> None:
        self.model, self.loaded = model, LoadedKind(model)
        self._key: str = model.natural_key_fields[0]
        self._same: tuple[str, ...] = _SAME.get(model, _NAME)
        self._here = {getattr(one, self._key).lower(): one for one in model._base_manager.all()}
        self._taken = {self._name(one) for one in self._here.values()}
        self._edited = _find_edited(str(model._meta.model_name))
        self._former = _find_former(model)
        self._keys: dict[Any, dict[str, Any]] = {}  # the records that foreign keys refer to
        self._new: dict[str, Any] = {}

    def add(self, row: dict[str, Any]) -> None:
        """Add a record of the files, change the one of the archive, or leave it."""
        key = row[self._key].lower()
        record = self._here.get(key)
        is_missing = record is None and key not in self._former  # an editor did not move, merge or delete it
        values = self._find_values(row) if record is not None or is_missing else None
        if record is not None and values is not None and self._differs(record, values):
            self._change(record, values)
        elif is_missing and values is not None and self._is_free(values):
            self._new[key] = self.model(**values)
        else:
            self.loaded.left += 1

    def save_new(self) -> None:
        """Save the new records so far."""
        self.model._base_manager.bulk_create(self._new.values())
        self.loaded.new += len(self._new)
        self._here |= self._new
        self._taken |= {self._name(one) for one in self._new.values()}
        self._new = {}

    def _change(self, record: Any, values: dict[str, Any]) -> None:
        if record.pk in self._edited:
            self.loaded.left += 1
            self.loaded.different.append(getattr(record, self._key))
            return
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
        self.loaded.changed += 1

    def _differs(self, record: Any, values: dict[str, Any]) -> bool:
        return any(getattr(record, name) != value for name, value in values.items() if name != self._key)

    def _is_free(self, values: dict[str, Any]) -> bool:
        """Return whether the archive has no record of this name under another public key."""
        return tuple(values[name] for name in self._same) not in self._taken

    def _name(self, record: Any) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in self._same)

    def _find_values(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """Return the columns with their values; None if a record that they refer to does not exist any more."""
        values: dict[str, Any] = {}
        for name, value in row.items():
            column: Any = self.model._meta.get_field(name)
            if column.remote_field and value:
                if (related := self._find_related(column.remote_field.model, value[0].lower())) is None:
                    return None
                values[column.attname] = related.pk
            else:
                values[column.attname] = value
        return values

    def _find_related(self, model: Any, key: str) -> Any:
        if model is self.model:  # a region refers to its state
            if key in self._new:
                self.save_new()
            return self._here.get(key) or self._former.get(key)
        if model not in self._keys:
            own = model.natural_key_fields[0]
            here = {getattr(one, own).lower(): one for one in model._base_manager.all()}
            self._keys[model] = {**_find_former(model), **here}
        return self._keys[model].get(key)


def _find_edited(kind: str) -> set[int]:
    """Return the ids of the records that an editor, or a program outside Mahdar, changed."""
    loaded = Version.objects.filter(kind=kind, note=NOTE, way=Way.COMMAND)
    versions = Version.objects.filter(kind=kind).exclude(change=Change.KEPT).exclude(pk__in=loaded)
    return set(versions.values_list("record_id", flat=True))


def _find_former(model: Any) -> dict[str, Any]:
    """Return each former address with the record that it leads to, or None where an editor deleted that."""
    former = OldAddress.objects.filter(kind=model._meta.model_name).values_list("slug", "record_id")
    records = model._base_manager.in_bulk([pk for _slug, pk in former])
    return {slug: records.get(pk) for slug, pk in former}
