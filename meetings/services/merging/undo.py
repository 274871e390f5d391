"""Merges and splits that can be undone row by row.

A service that merges or splits does its work within `recorded_move`:

    with recorded_move(Merge.Action.MERGE, kept, other, user, note) as move:
        move.will_touch(Participation.objects.filter(official__in=[kept, other]))     # before anything changes
        Participation.objects.filter(official=other).update(official=kept)
        other.delete()
    return move.merge

`will_touch` takes records and querysets; rows that a queryset finds only at the end count as created by the move. Call
`made` with a new record that no queryset would find. All of it is one transaction and one action in the history. After
a merge the old addresses of both records lead to the kept one.

`undo` restores every touched row: same numbers, timestamps, order and addresses. What was added since stays with the
kept record; columns that the move did not change keep their later changes. If the move and a later change concern the
same column, `undo` raises ChangedSinceError with the list of changes, unless the caller passes `anyway`; then the value
before the move counts. `undo` restores everything or nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.models import Merge, OldAddress
from meetings.models.history import Version
from meetings.models.old_addresses import ADDRESSED, save_old_address
from meetings.services import roles, rows
from meetings.services.history import keep, keep_new_rows, keep_rows, recorded
from meetings.services.merging.undo_plan import MergeChange, UndoPlan, UndoRefusedError, list_later_moves

WAYS = {Merge.Action.MERGE: Version.Way.MERGE, Merge.Action.SPLIT: Version.Way.SPLIT}


class ChangedSinceError(UndoRefusedError):
    """The undo would overwrite later changes, which `changes` lists."""

    def __init__(self, changes: list[MergeChange]) -> None:
        super().__init__(_("Later changes affect the same records."))
        self.changes = changes


class Move:
    """A merge or split at work, which registers the rows that it touches."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge

    def will_touch(self, *touched: Model | QuerySet[Any]) -> None:
        """Remember the present state of records and of all rows of querysets. Call it before anything changes."""
        keep_rows(*touched)

    def made(self, *records: Model) -> None:
        """Register records that did not exist before."""
        keep_new_rows(*records)


@contextmanager
def recorded_move(
    action: Merge.Action, kept: Model, other: Model, user: Any, note: str = "", *, keeps_facts: bool = False
) -> Iterator[Move]:
    """Run the block as one transaction and one action that merges `other` into `kept` or splits it off.

    Args:
        action: Merge or split.
        kept: The record that stays.
        other: The record that is merged, or the new record of a split, which the caller saves in the block or just
            before it.
        user: The editor; None for a command.
        note: The reason.
        keeps_facts: Whether the facts of meetings stay as they were, so that nothing follows them.

    Yields:
        The move; after the block `move.merge` is the saved Merge.

    Raises:
        PermissionDenied: `user` may not merge.
    """
    roles.require(user is None or roles.may_merge(user))
    merge = Merge(action=action, kind=str(kept._meta.model_name), user=user, note=note.strip())
    with recorded(user, note, way=WAYS[action], is_separate=True, keeps_facts=keeps_facts) as merge.history_action:
        move = Move(merge)
        move.will_touch(kept)
        if action == Merge.Action.MERGE:
            merge.kept_id, merge.other_id = kept.pk, other.pk  # `other` has no number after its deletion
            merge.kept_name, merge.other_name = _called(kept), _called(other)
            move.will_touch(other)
        move.will_touch(_addresses(merge.kind, [kept.pk, other.pk]))
        if action == Merge.Action.MERGE:  # before the deletion, which forgets the addresses of an unseen draft
            _addresses(merge.kind, [merge.other_id]).update(record_id=merge.kept_id)
        former_address = _address_of(other)
        yield move
        if action == Merge.Action.MERGE:
            if former_address:
                _save_former_address(merge, type(kept), former_address)
        else:
            merge.kept_id, merge.other_id = kept.pk, other.pk
            merge.kept_name, merge.other_name = _called(kept), _called(other)
            move.made(other)
        merge.save()


def list_changes_since(merge: Merge) -> list[MergeChange]:
    """Return the later changes that undoing `merge` would overwrite. Raises UndoRefusedError like `undo`."""
    return _plan(merge).changes


def _plan(merge: Merge) -> UndoPlan:
    if merge.undone:
        raise UndoRefusedError(_("This has already been undone."))
    if later := list_later_moves(merge):
        reason = _("First undo what was done later with these records: %(names)s")
        raise UndoRefusedError(reason % {"names": "; ".join(str(one) for one in later)})
    return UndoPlan(merge)


def undo(merge: Merge, user: Any, note: str = "", *, anyway: bool = False) -> Merge:
    """Restore every row that `merge` touched, and return the merge, now undone.

    Args:
        merge: The merge or split to undo.
        user: The editor; None for a command.
        note: The reason.
        anyway: Whether to overwrite later changes.

    Raises:
        UndoRefusedError: It cannot be undone now: it is undone already, a later merge depends on it, or another record
            has one of the URLs. Nothing is changed.
        ChangedSinceError: It would overwrite later changes and `anyway` is false. Nothing is changed.
    """
    roles.require(user is None or roles.may_merge(user))
    # The merge is read within the transaction: if two editors undo it at once, the second finds it undone.
    try:
        with recorded(user, note, way=Version.Way.UNMERGE):
            merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
            plan = _plan(merge)
            if plan.changes and not anyway:
                raise ChangedSinceError(plan.changes)
            _carry_out(plan)
            merge.undone_at, merge.undone_by = timezone.now(), user
            merge.save(update_fields=["undone_at", "undone_by"])
    except IntegrityError as error:
        reason = _("Another record now uses a value that one of these records would need: %(error)s")
        raise UndoRefusedError(reason % {"error": error}) from error
    return merge


def _carry_out(plan: UndoPlan) -> None:
    keep(plan.watched())
    plan.hand_over()
    rows.delete_rows(plan.erased())
    for label, pk, columns in plan.updates():
        rows.get_model(label)._base_manager.filter(pk=pk).update(**columns)
    for record in plan.inserts():
        rows.insert_row(record)


def _addresses(kind: str, ids: list[int]) -> QuerySet[OldAddress]:
    return OldAddress.objects.filter(kind=kind, record_id__in=[pk for pk in ids if pk is not None])


def _called(record: Model) -> str:
    """Return the record's name for the merge: always in Arabic, also if the editor uses the desk in English."""
    with translation.override("ar"):
        return str(record)[:400]


def _save_former_address(merge: Merge, model: Any, address: str) -> None:
    """Let the address of the merged record lead to the kept one, unless it is the address of the kept one now."""
    kept = model._base_manager.get(pk=merge.kept_id)
    if _address_of(kept).lower() == address.lower():
        OldAddress.objects.filter(kind=merge.kind, slug=address.lower()).delete()
    else:
        save_old_address(merge.kind, address, merge.kept_id)


def _address_of(record: Any) -> str:
    return getattr(record, ADDRESSED.get(str(record._meta.model_name), ""), "")
