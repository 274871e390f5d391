"""The recording of an action: each record it touched, before and after. The package exports these functions."""

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
from meetings.models.history import BELONGS_TO, WHOLES, find_whole
from meetings.search import defer_index_updates, follow_after_commit
from meetings.services import facts
from meetings.services.history.followers import FactFollower
from meetings.services.history.new_versions import (
    Deed,
    Whole,
    load_latest_versions,
    make_versions_of_named,
    make_versions_to_add,
)
from meetings.services.history.states import RecordState, load_states
from meetings.services.history.touched_rows import TouchedRows, attach_rows
from meetings.services.rows import split_ids

Change, Way = Version.Change, Version.Way

_active: ContextVar["Recording | None"] = ContextVar("recording", default=None)
_one_action: ContextVar["uuid.UUID | None"] = ContextVar("one_action", default=None)
_saved_count: ContextVar[int] = ContextVar("saved_actions", default=0)
_collected: ContextVar["set[Whole] | None"] = ContextVar("collected_changes", default=None)


@contextmanager
def recorded(
    user: Any, note: str = "", *, way: str = Way.OTHER, is_separate: bool = False, keeps_facts: bool = False
) -> Iterator[uuid.UUID]:
    """Run the block in a transaction and record its changes as one action in the history.

    A `recorded` within another belongs to the action of the outer one: its note is added, and its way counts if the
    outer one has none. If the block raises, nothing is changed and nothing is recorded. The search index is updated
    once, after the outermost transaction is committed.

    Args:
        user: The user who acts; None for a command.
        note: The reason, or the name of the command.
        way: How the change was made; OTHER leaves it to what the block calls.
        is_separate: Whether this is a separate action even within another `recorded`; the history then shows the
            earlier changes of the outer one before it.
        keeps_facts: Whether a separate action only exchanges records of the same place, office and so on: all facts
            stay as they were, so that nothing follows them.

    Yields:
        The number of the action, which all its versions have.
    """
    outer = _active.get()
    if outer is not None and not is_separate:
        outer.refine(user, note, way)
        with transaction.atomic():
            yield outer.action
        return
    recording = Recording(user, note, way, within=outer)
    recording.keeps_facts = keeps_facts
    if outer is not None:
        outer.follow_facts()
        outer.write()
    with transaction.atomic():
        token = _active.set(recording)
        try:
            yield recording.action
            recording.follow_facts()
        finally:
            _active.reset(token)
        recording.write()
        if outer is not None:
            outer.has_changes |= recording.has_changes
        elif recording.has_changes:
            follow_after_commit()
    if outer is None:
        _saved_count.set(_saved_count.get() + 1)


def count_saved_actions() -> int:
    """Return how many actions were saved in this context so far: a request after which it is higher saved something."""
    return _saved_count.get()


@contextmanager
def several_actions() -> Iterator[None]:
    """Run many actions, each in its own transaction, and update the search index once, after the last."""
    with defer_index_updates():
        yield


@contextmanager
def one_action(action: uuid.UUID) -> Iterator[None]:
    """Give all actions of the block the number `action`, so that the batches of a long change are undone together."""
    token = _one_action.set(action)
    try:
        yield
    finally:
        _one_action.reset(token)


@contextmanager
def collected_changes() -> Iterator[set[Whole]]:
    """Collect the records that the actions of the block touched, by kind and id, also those that they deleted."""
    changes: set[Whole] = set()
    token = _collected.set(changes)
    try:
        yield changes
    finally:
        _collected.reset(token)


def keep(*records: Model | Iterable[Model]) -> None:
    """Have `recorded` watch records (or querysets of them) that bulk operations are about to change or delete.

    For parts (participations, names, evidence ...) it watches the record they belong to. Call it with records that bulk
    operations create after they exist. It ignores kinds without a history. Raises RuntimeError outside `recorded`.
    """
    recording = _required("keep")
    wholes: set[Whole] = set()
    for given in records:
        if isinstance(given, Model):
            wholes |= {whole} if (whole := find_whole(given)) else set()
        elif isinstance(given, QuerySet):
            wholes |= find_wholes_of_rows(given)
        else:
            wholes |= {whole for record in given if (whole := find_whole(record))}
    recording.watch(wholes, are_named=True)


def keep_rows(*records: Model | QuerySet[Any]) -> None:
    """Have `recorded` store every column of records, or of all rows of querysets, so that undo can be exact.

    Call it before anything changes. Rows that a queryset finds only at the end count as created by the action. The
    records are watched as by `keep`. Raises RuntimeError outside `recorded`.
    """
    recording = _required("keep_rows")
    for given in records:
        keep(given)
        recording.rows.remember(given)


def keep_new_rows(*records: Model) -> None:
    """Have `recorded` store every column of records that the action created and no queryset of `keep_rows` finds."""
    recording = _required("keep_new_rows")
    for record in records:
        recording.rows.add_new(record)


def watch(kind: str, record_id: int) -> None:
    """Have `recorded` watch a record by its number, even if it does not exist (yet or again)."""
    if recording := _active.get():
        recording.watch([(kind, record_id)])


def follow_facts_now() -> None:
    """Make what rests on the facts changed so far follow them before the action ends, for a judgement of the result."""
    if recording := _active.get():
        recording.follow_facts(continues=True)


@contextmanager
def rehearsed(user: Any) -> Iterator[None]:
    """Run the block as an action of `user` of which nothing stays: no change, and no version in an outer action."""
    token = _active.set(Recording(user, "", Way.OTHER))
    try:
        with collected_changes(), transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _active.reset(token)


def get_active_recording() -> "Recording | None":
    """Return the active recording, if any."""
    return _active.get()


def _required(caller: str) -> "Recording":
    recording = _active.get()
    if recording is None:
        raise RuntimeError(f"{caller}() works within recorded().")
    return recording


class Recording:
    """The records that one action touched, each in its state before the action."""

    def __init__(self, user: Any, note: str, way: str, *, within: "Recording | None" = None) -> None:
        self.action = _one_action.get() or uuid.uuid4()
        self.deed = Deed(None, "", way, timezone.now())
        if within is not None:
            self.refine(within.deed.user, within.deed.note, within.deed.way)
        self.refine(user, note, way)
        self.has_changes = self.keeps_facts = False
        self._start()

    def _start(self) -> None:
        self.rows = TouchedRows()
        self._before: dict[Whole, str | None] = {}  # as JSON text, to save memory: bulk changes touch thousands
        self._named: set[Whole] = set()  # those that `keep` named
        self._follower = FactFollower(self.watch, self._before, self.rows)

    def refine(self, user: Any, note: str, way: str) -> None:
        """Describe the action more exactly; the editor's own reason stays in front, and the first way counts."""
        deed = self.deed
        deed.user = deed.user or (user if user is not None and user.pk else None)
        deed.note = "\n".join(dict.fromkeys(part for part in (deed.note, note.strip()) if part))
        deed.way = deed.way or way

    def watch(self, wholes: Iterable[Whole], *, are_named: bool = False) -> None:
        """Read the present state of those `wholes` that are not watched yet."""
        wholes = set(wholes)
        if are_named:
            self._named |= wholes
        for kind, ids in _by_kind(wholes - self._before.keys()).items():
            now = load_states(kind, ids, lock=True)
            for pk in ids:
                self._before[kind, pk] = json.dumps(now[pk]) if pk in now else None

    def watch_new(self, whole: Whole) -> None:
        """Watch a record that did not exist before."""
        self._before.setdefault(whole, None)

    def follow_facts(self, *, continues: bool = False) -> None:
        """Make what rests on the facts that this action changed follow them; see `services/facts`.

        With `continues` the action changes more afterwards, and only that is judged at the next call.
        """
        action = facts.Action(self.deed.user, self.deed.way, self.deed.began)
        if action.is_exact or self.keeps_facts:
            return
        self._follower.follow(action)
        if continues:
            self._follower.remember_followed()

    def write(self) -> None:
        """Save one version of each record that differs from before, and begin to watch from here."""
        self.has_changes = self.has_changes or bool(self._before)
        if (changes := _collected.get()) is not None:
            changes.update(self._before)
        row_changes = self.rows.changes()
        if row_changes:  # the version that each belongs to is known only when all versions exist
            made = [version for some in self._new_versions() for version in some]
            own = {(one.kind, one.record_id): one for one in made if one.action == self.action}
            attach_rows(row_changes, own)
            Version.objects.bulk_create(made, batch_size=100)
        else:
            for some in self._new_versions():
                Version.objects.bulk_create(some, batch_size=100)
        self._start()

    def _new_versions(self) -> Iterator[list[Version]]:
        """Yield the versions to save, for some hundred records at a time."""
        for kind, ids in _by_kind(self._before).items():
            for chunk in split_ids(ids):
                now, latest = load_states(kind, chunk), load_latest_versions(kind, chunk)
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

    def _versions_of(self, whole: Whole, after: RecordState | None, latest: Version | None) -> list[Version]:
        text = self._before[whole]
        before: RecordState | None = json.loads(text) if text else None
        if after == before and whole in self._named:
            return make_versions_of_named(self.deed, after, latest)
        return make_versions_to_add(self.deed, before, after, latest)


def find_wholes_of_rows(rows: QuerySet[Any]) -> set[Whole]:
    """Return the records in whose history the rows of a queryset appear."""
    kind = str(rows.model._meta.model_name)
    wholes = BELONGS_TO.get(kind, ((kind, "pk"),) if kind in WHOLES else ())
    if not wholes:
        return set()
    found = rows.values_list(*(column for _whole, column in wholes))
    return {(whole, pk) for row in found for (whole, _), pk in zip(wholes, row, strict=True) if pk is not None}


def _by_kind(wholes: Iterable[Whole]) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for kind, pk in sorted(wholes):
        kinds.setdefault(kind, []).append(pk)
    return kinds
