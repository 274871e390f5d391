"""Undo of a whole action: every record that one deletion, publication, edit or import in bulk changed, or none.

Each record gets back the version that it had before the action, its review state included; records that the action
added are deleted. If another editor changed one of them since, or a value belongs to another record by now, nothing is
changed, and the conflicts are named.
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
from meetings.services.history.recording import watch
from meetings.services.history.states import get_model
from meetings.services.history.values import load_names_of
from meetings.services.restoration import find_conflicts, write_version
from meetings.services.roles import may_publish, may_restore, require

Change, Way = Version.Change, Version.Way
MAX_RECORDS = 1000  # in one undo: some minutes of work in one transaction
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


def list_undone_records(action: UUID) -> list[UndoneRecord]:
    """Return the records that an undo of `action` changes, in the order in which they can be written."""
    versions = Version.objects.filter(action=action).exclude(change__in=(Change.KEPT, Change.OUTSIDE))
    first: dict[Key, Version] = {}
    last: dict[Key, int] = {}
    for version in versions.order_by("number").defer("rows"):
        first.setdefault((version.kind, version.record_id), version)
        last[version.kind, version.record_id] = version.number
    names = _load_names(first)
    found = [UndoneRecord(*key, names[key], _find_before(version), last[key]) for key, version in first.items()]
    return sorted(found, key=lambda one: (_ORDER.index(one.kind), one.record_id))


def _load_names(keys: Iterable[Key]) -> dict[Key, str]:
    ids: dict[str, set[int]] = {}
    for kind, pk in keys:
        ids.setdefault(kind, set()).add(pk)
    return {(kind, pk): name for kind in ids for pk, name in load_names_of(get_model(kind), ids[kind]).items()}


def _find_before(version: Version) -> Version | None:
    """Return the version with the record as it was before (a deletion keeps it itself); None if there was none."""
    if version.change == Change.DELETED:
        return version
    if version.change == Change.ENTERED:
        return None
    earlier = Version.objects.filter(kind=version.kind, record_id=version.record_id, number=version.number - 1)
    before = earlier.first()
    return None if before is None or before.gone else before


def find_undo_conflicts(action: UUID, records: list[UndoneRecord]) -> list[str]:
    """Return why `action` cannot be undone, in words; empty if it can."""
    if not records:
        return [_("The history has no record that this action changed.")]
    if len(records) > MAX_RECORDS:
        text = _("The action changed %(count)s records. At most %(limit)s can be undone at once: restore them singly.")
        return [text % {"count": len(records), "limit": MAX_RECORDS}]
    if Version.objects.filter(action=action, way__in=_OTHERWISE_UNDONE).exists():
        return [_("Undo a merge or a split on its own page, in the list of merges and splits.")]
    return [*_changed_since(records), *_taken_since(records)]


def _changed_since(records: list[UndoneRecord]) -> Iterator[str]:
    """Yield a message for each record that was changed after the action."""
    by_key = {one.key: one for one in records}
    later: dict[Key, Version] = {}
    ids = {one.record_id for one in records}
    found = Version.objects.filter(kind__in={one.kind for one in records}, record_id__in=ids)
    for version in found.order_by("number").defer("state", "rows").iterator():
        key = (version.kind, version.record_id)
        if key in by_key and version.number > by_key[key].last:
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


def undo_action(action: UUID, user: Any, note: str = "", reason: str = "") -> list[UndoneRecord]:
    """Undo `action` and return the records that have their earlier version again.

    Args:
        action: The number of the action in the history.
        user: The editor; None for a command.
        note: Why it is undone.
        reason: Why the public sees a record although it breaks a rule of the archive then.

    Raises:
        CannotUndoError: Records were changed since, or others conflict with them; nothing is changed.
        PermissionDenied: The user's role does not allow it.
        ReasonNeededError: The public would see a record against a rule, and there is no reason; nothing is changed.
    """
    require(user is None or (may_restore(user) and may_publish(user)))
    return undo_checked_action(action, user, note, reason)


def undo_checked_action(action: UUID, user: Any, note: str = "", reason: str = "") -> list[UndoneRecord]:
    """Undo `action` as `undo_action` does, for a service that has checked whether `user` may."""
    try:
        with recorded(user, note, way=Way.RESTORE):
            records = list_undone_records(action)
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
