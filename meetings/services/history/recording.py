"""Recording: what an action touched, each record as it stood before and after. See `__init__`, which exports this."""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from meetings.models import Version
from meetings.models.history import BELONGS_TO, WHOLES, whole_of
from meetings.search import defer_index_updates, follow_after_commit
from meetings.services.history.new_versions import (
    Deed,
    Whole,
    latest_versions,
    versions_of_named,
    versions_to_add,
)
from meetings.services.history.states import State, chunks, states
from meetings.services.history.touched_rows import TouchedRows, attach_rows

Change, Way = Version.Change, Version.Way

_active: ContextVar["Recording | None"] = ContextVar("recording", default=None)


@contextmanager
def recorded(user: Any, note: str = "", *, way: str = Way.OTHER, is_separate: bool = False) -> Iterator[uuid.UUID]:
    """A transaction whose changes are one action of `user` (None: a command, which `note` names) in the history.

    Yields the number of the action, which all its versions have. Within another `recorded` it belongs to that action
    and describes it more exactly: its note and its way count. With `is_separate` it is an action of its own even
    there; what the other did so far comes before it in the history. When it ends with an error nothing is changed and
    nothing is recorded. The index follows once, after the outermost is committed.
    """
    outer = _active.get()
    if outer is not None and not is_separate:
        outer.refine(user, note, way)
        with transaction.atomic():
            yield outer.action
        return
    recording = Recording(user, note, way, within=outer)
    if outer is not None:
        outer.write()
    with transaction.atomic():
        token = _active.set(recording)
        try:
            yield recording.action
        finally:
            _active.reset(token)
        recording.write()
        if outer is not None:
            outer.has_changes |= recording.has_changes
        elif recording.has_changes:
            follow_after_commit()


@contextmanager
def several_actions() -> Iterator[None]:
    """Many actions one after the other, each with a transaction of its own; the index follows once, after the last."""
    with defer_index_updates():
        yield


def keep(*records: Model | Iterable[Model]) -> None:
    """Have `recorded` watch records (or querysets of them) that bulk operations are about to change or delete.

    Of parts (participations, names, evidence ...) the whole is watched. What bulk operations made is named after they
    did. Kinds without a history are passed over. Raises RuntimeError outside `recorded`.
    """
    recording = _required("keep")
    wholes: set[Whole] = set()
    for given in records:
        if isinstance(given, Model):
            wholes |= {whole} if (whole := whole_of(given)) else set()
        elif isinstance(given, QuerySet):
            wholes |= wholes_of_rows(given)
        else:
            wholes |= {whole for record in given if (whole := whole_of(record))}
    recording.watch(wholes, are_named=True)


def keep_rows(*records: Model | QuerySet[Any]) -> None:
    """Have `recorded` keep every column of records, or of all rows of querysets, so that undo can be exact.

    Call it before anything is changed; what a queryset finds at the end and did not at the beginning counts as made
    by the action. The records are watched as `keep` does. Raises RuntimeError outside `recorded`.
    """
    recording = _required("keep_rows")
    for given in records:
        keep(given)
        recording.rows.remember(given)


def keep_new_rows(*records: Model) -> None:
    """Have `recorded` keep every column of records that the action made and no queryset of `keep_rows` finds."""
    recording = _required("keep_new_rows")
    for record in records:
        recording.rows.add_new(record)


def watch(kind: str, record_id: int) -> None:
    """Have `recorded` watch a record by its number, which may not be there yet (again)."""
    if recording := _active.get():
        recording.watch([(kind, record_id)])


def active_recording() -> "Recording | None":
    """Return the recording that is going on here, if any."""
    return _active.get()


def _required(caller: str) -> "Recording":
    recording = _active.get()
    if recording is None:
        raise RuntimeError(f"{caller}() works within recorded().")
    return recording


class Recording:
    """What one action touched, each record as it stood before."""

    def __init__(self, user: Any, note: str, way: str, *, within: "Recording | None" = None) -> None:
        self.action = uuid.uuid4()
        self.deed = Deed(None, "", "", timezone.now())
        if within is not None:
            self.refine(within.deed.user, within.deed.note, within.deed.way)
        self.refine(user, note, way)
        self.has_changes = False
        self.rows = TouchedRows()
        self._before: dict[Whole, str | None] = {}  # as JSON text, since a bulk change touches thousands
        self._named: set[Whole] = set()  # those that `keep` named

    def refine(self, user: Any, note: str, way: str) -> None:
        """Describe more exactly what is done; the reason that the editor gave stays in front."""
        deed = self.deed
        deed.user = deed.user or (user if user is not None and user.pk else None)
        deed.note = "\n".join(dict.fromkeys(part for part in (deed.note, note.strip()) if part))
        deed.way = way or deed.way

    def watch(self, wholes: Iterable[Whole], *, are_named: bool = False) -> None:
        """Read how `wholes` are now, those that are not watched yet."""
        wholes = set(wholes)
        if are_named:
            self._named |= wholes
        for kind, ids in _by_kind(wholes - self._before.keys()).items():
            now = states(kind, ids, lock=True)
            for pk in ids:
                self._before[kind, pk] = json.dumps(now[pk]) if pk in now else None

    def watch_new(self, whole: Whole) -> None:
        """Watch a record that was not there before."""
        self._before.setdefault(whole, None)

    def write(self) -> None:
        """Save one version of each record that came out different, and begin to watch from here."""
        self.has_changes = self.has_changes or bool(self._before)
        row_changes = self.rows.changes()
        if row_changes:  # which versions they belong to is known when all are there
            made = [version for some in self._new_versions() for version in some]
            own = {(one.kind, one.record_id): one for one in made if one.action == self.action}
            attach_rows(row_changes, own)
            Version.objects.bulk_create(made, batch_size=100)
        else:
            for some in self._new_versions():
                Version.objects.bulk_create(some, batch_size=100)
        self.rows, self._before, self._named = TouchedRows(), {}, set()

    def _new_versions(self) -> Iterator[list[Version]]:
        """Yield what is to be saved, some hundred records at a time."""
        for kind, ids in _by_kind(self._before).items():
            for chunk in chunks(ids):
                now, latest = states(kind, chunk), latest_versions(kind, chunk)
                made = []
                for pk in chunk:
                    number = latest[pk].number if pk in latest else 0
                    for version in self._versions_of((kind, pk), now.get(pk), latest.get(pk)):
                        number += 1
                        version.kind, version.record_id, version.number = kind, pk, number
                        if version.change not in (Change.KEPT, Change.OUTSIDE):
                            version.action = self.action
                        made.append(version)
                yield made

    def _versions_of(self, whole: Whole, after: State | None, latest: Version | None) -> list[Version]:
        text = self._before[whole]
        before: State | None = json.loads(text) if text else None
        if after == before and whole in self._named:
            return versions_of_named(self.deed, after, latest)
        return versions_to_add(self.deed, before, after, latest)


def wholes_of_rows(rows: QuerySet[Any]) -> set[Whole]:
    """Return the records in whose history the rows of a queryset appear."""
    kind = str(rows.model._meta.model_name)
    kind, column = BELONGS_TO.get(kind, (kind, "pk"))
    if kind not in WHOLES:
        return set()
    return {(kind, pk) for pk in rows.values_list(column, flat=True) if pk is not None}


def _by_kind(wholes: Iterable[Whole]) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for kind, pk in sorted(wholes):
        kinds.setdefault(kind, []).append(pk)
    return kinds
