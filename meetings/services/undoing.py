"""Undo of a whole action: every record that one deletion, publication, edit or import in bulk changed, or none.

Each record gets back the version that it had before the action, its review state included; records that the action
added are deleted. If another editor changed one of them since, or a value belongs to another record by now, nothing is
changed, and the conflicts are named. An action of very many records is undone in parts, each of them whole or not at
all, which the history shows as one action.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.models import Version, Withdrawal
from meetings.services.checks import confirming
from meetings.services.history import recorded
from meetings.services.history.recording import get_active_recording, watch
from meetings.services.history.states import get_model
from meetings.services.history.values import load_names_of
from meetings.services.restoration import find_conflicts, write_version
from meetings.services.roles import may_publish, may_restore, require
from meetings.services.rows import split_ids

Change, Way = Version.Change, Version.Way
MAX_RECORDS = 1000  # in one transaction: some minutes of work; more are undone in parts
_OTHERWISE_UNDONE = (Way.MERGE, Way.UNMERGE, Way.SPLIT)  # they have an undo that knows their rows
# Kinds in the order in which they refer to each other: what others refer to comes first.
_ORDER = ("country", "organisation", "place", "topic", "outlet", "position", "official", "article", "meeting")

Key = tuple[str, int]


class CannotUndoError(Exception):
    """The action cannot be undone; `reasons` are the conflicts in words, one each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(slots=True)
class UndoneRecord:
    """A record of the action: its name, and the version that it gets back (None: the action added it)."""

    kind: str
    record_id: int
    name: str
    before: Version | None
    last: int  # the number of its last version by this action

    @property
    def key(self) -> Key:
        """The kind and the number of the record."""
        return self.kind, self.record_id

    @property
    def kind_name(self) -> str:
        """The kind of record for people."""
        return capfirst(str(get_model(self.kind)._meta.verbose_name))


def list_undone_records(action: UUID, keys: Iterable[Key] | None = None) -> list[UndoneRecord]:
    """Return the records that an undo of `action` changes, in the order in which they can be written.

    With `keys` these only. The number of queries does not grow with the records, except by some hundred of them.
    """
    first: dict[Key, Version] = {}
    last: dict[Key, int] = {}
    for version in _select_versions(action, keys):
        first.setdefault((version.kind, version.record_id), version)
        last[version.kind, version.record_id] = version.number
    names, before = _load_names(first), _load_before(first)
    found = [UndoneRecord(*key, names[key], before[key], last[key]) for key in first]
    return sorted(found, key=lambda one: _rank(one.key))


def list_undone_keys(action: UUID) -> list[Key]:
    """Return the records that an undo of `action` changes, in the order in which parts of it can follow each other."""
    first: dict[Key, str] = {}
    versions = _of_action(action).order_by("number").values_list("kind", "record_id", "change")
    for kind, record_id, change in versions.iterator():
        first.setdefault((kind, record_id), change)
    added = [key for key, change in first.items() if change == Change.ENTERED]
    return sorted(first.keys() - set(added), key=_rank) + sorted(added, key=_rank, reverse=True)


def _rank(key: Key) -> tuple[int, int]:
    return _ORDER.index(key[0]), key[1]


def _of_action(action: UUID) -> Any:
    return Version.objects.filter(action=action).exclude(change__in=(Change.KEPT, Change.OUTSIDE))


def _select_versions(action: UUID, keys: Iterable[Key] | None) -> Iterator[Version]:
    """Yield the versions of an action by their numbers, without their states, which are read when they are needed."""
    versions = _of_action(action).order_by("number").defer("rows", "state")
    if keys is None:
        yield from versions.iterator()
        return
    for kind, ids in _group(keys).items():
        for some in split_ids(ids):
            yield from versions.filter(kind=kind, record_id__in=some)


def _group(keys: Iterable[Key]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {}
    for kind, pk in keys:
        ids.setdefault(kind, []).append(pk)
    return ids


def _load_names(keys: Iterable[Key]) -> dict[Key, str]:
    return {
        (kind, pk): name
        for kind, ids in _group(keys).items()
        for some in split_ids(ids)
        for pk, name in load_names_of(get_model(kind), some).items()
    }


def _load_before(first: dict[Key, Version]) -> dict[Key, Version | None]:
    """Return the version with each record as it was before (a deletion keeps it itself); None if there was none."""
    found: dict[Key, Version | None] = {
        key: version if version.change == Change.DELETED else None for key, version in first.items()
    }
    changed = [key for key, one in first.items() if one.change not in (Change.DELETED, Change.ENTERED)]
    for kind, ids in _group(changed).items():
        for some in split_ids(ids):
            for version in Version.objects.filter(kind=kind, record_id__in=some).defer("rows", "state"):
                key = (kind, version.record_id)
                if version.number == first[key].number - 1 and not version.gone:
                    found[key] = version
    return found


def find_undo_conflicts(action: UUID, records: list[UndoneRecord]) -> list[str]:
    """Return why `action` cannot be undone, in words; empty if it can.

    Of more than MAX_RECORDS only later changes are looked for: each part of the undo looks for the other conflicts.
    """
    if not records:
        return [_("The history has no record that this action changed.")]
    if Version.objects.filter(action=action, way__in=_OTHERWISE_UNDONE).exists():
        return [_("Undo a merge or a split on its own page, in the list of merges and splits.")]
    return [*_changed_since(records), *(_taken_since(records) if len(records) <= MAX_RECORDS else ())]


def _changed_since(records: list[UndoneRecord]) -> Iterator[str]:
    """Yield a message for each record that was changed after the action."""
    by_key = {one.key: one for one in records}
    later: dict[Key, Version] = {}
    recording = get_active_recording()
    undo = recording.action if recording else None  # earlier parts of the same undo are not later changes
    for kind, ids in _group(by_key).items():
        for some in split_ids(ids):
            found = Version.objects.filter(kind=kind, record_id__in=some).defer("state", "rows")
            for version in found.order_by("number"):
                key = (version.kind, version.record_id)
                if version.number > by_key[key].last and (undo is None or version.action != undo):
                    later[key] = version
    for key, version in later.items():
        if _is_undone_since(by_key[key], version):
            continue
        who = version.user_name or _("command")
        yield _("%(kind)s “%(name)s” was changed since, last by %(who)s.") % {
            "kind": by_key[key].kind_name,
            "name": by_key[key].name,
            "who": who,
        }


def _is_undone_since(record: UndoneRecord, latest: Version) -> bool:
    """Return whether the record is again as the action left it: what changed since was undone."""
    if latest.change != Change.RESTORED:
        return False
    left = Version.objects.get(kind=record.kind, record_id=record.record_id, number=record.last)
    return bool(left.state == latest.state and not left.gone)


def _taken_since(records: list[UndoneRecord]) -> Iterator[str]:
    """Yield a message for each value or record that one of `records` needs and that is not there any more."""
    returning = {(get_model(one.kind), one.record_id) for one in records if one.before and one.before.gone}
    for one in records:
        if one.before is not None:
            yield from find_conflicts(one.before, returning)


def undo_action(
    action: UUID, user: Any, note: str = "", reason: str = "", keys: Iterable[Key] | None = None
) -> list[UndoneRecord]:
    """Undo `action` and return the records that have their earlier version again.

    Args:
        action: The number of the action in the history.
        user: The editor; None for a command.
        note: Why it is undone.
        reason: Why the public sees a record although it breaks a rule of the archive then.
        keys: The records of one part, in the order of `list_undone_keys`; None for all.

    Raises:
        CannotUndoError: Records were changed since, or others conflict with them; nothing is changed.
        PermissionDenied: The user's role does not allow it.
        ReasonNeededError: The public would see a record against a rule, and there is no reason; nothing is changed.
    """
    require(user is None or (may_restore(user) and may_publish(user)))
    return undo_checked_action(action, user, note, reason, keys)


def undo_checked_action(
    action: UUID, user: Any, note: str = "", reason: str = "", keys: Iterable[Key] | None = None
) -> list[UndoneRecord]:
    """Undo `action` as `undo_action` does, for a service that has checked whether `user` may."""
    try:
        with recorded(user, note, way=Way.RESTORE):
            records = list_undone_records(action, keys)
            for one in records:
                watch(*one.key)
            if conflicts := find_undo_conflicts(action, records):
                raise CannotUndoError(conflicts)
            with confirming([one.key for one in records], user, reason):
                _write(records, user)
    except ProtectedError as error:
        uses = sorted({str(used._meta.verbose_name_plural) for used in error.protected_objects})
        text = _("A record that would be deleted is still in use: %(uses)s.") % {"uses": ", ".join(uses)}
        raise CannotUndoError([text]) from error
    except IntegrityError as error:
        raise CannotUndoError([_("Another record prevents this.")]) from error
    return records


def _write(records: list[UndoneRecord], user: Any) -> None:
    for one in records:
        if one.before is not None:
            write_version(one.before, user)
    for one in reversed(records):
        if one.before is None:
            for record in get_model(one.kind)._base_manager.filter(pk=one.record_id):
                record.delete()
    for one in records:
        if one.before is not None and not one.before.gone:  # a publication ends the withdrawal of a record
            withdrawals = Withdrawal.objects.filter(kind=one.kind, record_id=one.record_id)
            withdrawals.filter(ended_at__gte=one.before.made_at).update(ended_at=None, ended_by=None)
