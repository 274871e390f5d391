"""Making one record of two, or two of one, so that it can be taken back row by row.

A service that merges or splits does its work within `recorded_move`:

    with recorded_move(Merge.Action.MERGE, kept, other, user, note) as move:
        move.will_touch(Participation.objects.filter(official__in=[kept, other]))     # before anything changes
        Participation.objects.filter(official=other).update(official=kept)
        other.delete()
    return move.merge

`will_touch` takes records and querysets; what a queryset finds at the end and did not at the beginning counts as made
by the move. A new record that no queryset would find is told with `made`. All of it is one transaction and one action
in the history (the wholes that the rows belong to are watched for it). When one record of two remains, its old
addresses and those of the other lead to it.

`undo` brings every touched row back as it was: same numbers, timestamps, order and addresses. What was added since
stays with the kept record; what was changed since and the move had not changed stays changed. Where both changed the
same thing `undo` raises ChangedSince, which says what, unless it is told to go on anyway; then what stood before the
move counts. It is done whole or not at all.
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
from meetings.models.old_addresses import ADDRESSED, keep_address
from meetings.services import roles, rows
from meetings.services.history import keep, keep_new_rows, keep_rows, recorded
from meetings.services.merging.undo_plan import MergeChange, Plan, UndoRefusedError, later_moves

WAYS = {Merge.Action.MERGE: Version.Way.MERGE, Merge.Action.SPLIT: Version.Way.SPLIT}


class ChangedSinceError(UndoRefusedError):
    """Taking the move back would overwrite what was changed since; `changes` says what."""

    def __init__(self, changes: list[MergeChange]) -> None:
        super().__init__(_("Later changes affect the same records."))
        self.changes = changes


class Move:
    """A merge or split that is going on, and how it names the rows that it touches."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge

    def will_touch(self, *touched: Model | QuerySet[Any]) -> None:
        """Remember records, and all rows of querysets, as they are now. Call it before anything is changed."""
        keep_rows(*touched)

    def made(self, *records: Model) -> None:
        """Remember records that did not exist before."""
        keep_new_rows(*records)


@contextmanager
def recorded_move(action: Merge.Action, kept: Model, other: Model, user: Any, note: str = "") -> Iterator[Move]:
    """One transaction and one action of history in which `other` becomes part of `kept`, or is split off from it.

    For a split `other` is the new record, saved in the block by the caller or just before. Yields the Move; after the
    block `move.merge` is the saved Merge. Raises PermissionDenied when `user` (None: a command) may not merge.
    """
    roles.require(user is None or roles.may_merge(user))
    merge = Merge(action=action, kind=str(kept._meta.model_name), user=user, note=note.strip())
    with recorded(user, note, way=WAYS[action], is_separate=True) as merge.history_action:
        move = Move(merge)
        move.will_touch(kept)
        if action == Merge.Action.MERGE:
            merge.kept_id, merge.other_id = kept.pk, other.pk  # `other` has no number once it is deleted
            merge.kept_name, merge.other_name = _called(kept), _called(other)
            move.will_touch(other)
        move.will_touch(_addresses(merge.kind, [kept.pk, other.pk]))
        former_address = _address_of(other)
        yield move
        if action == Merge.Action.MERGE:
            _addresses(merge.kind, [merge.other_id]).update(record_id=merge.kept_id)
            if former_address:
                keep_address(merge.kind, former_address, merge.kept_id)
        else:
            merge.kept_id, merge.other_id = kept.pk, other.pk
            merge.kept_name, merge.other_name = _called(kept), _called(other)
            move.made(other)
        merge.save()


def changes_since(merge: Merge) -> list[MergeChange]:
    """What was changed since in a way that taking `merge` back would overwrite. Raises UndoRefusedError as `undo`."""
    return _plan(merge).changes


def _plan(merge: Merge) -> Plan:
    if merge.undone:
        raise UndoRefusedError(_("This has already been undone."))
    if later := later_moves(merge):
        reason = _("First undo what was done later with these records: %(names)s")
        raise UndoRefusedError(reason % {"names": "; ".join(str(one) for one in later)})
    return Plan(merge)


def undo(merge: Merge, user: Any, note: str = "", *, anyway: bool = False) -> Merge:
    """Bring every row that `merge` touched back as it was before; returns the merge, now undone.

    Raises UndoRefusedError, with the reason in words, when that cannot be done now (it is undone already, a later merge
    rests on it, an address was given to another record), and ChangedSinceError when it would overwrite what was
    changed since and `anyway` is not given. Nothing is changed then.
    """
    roles.require(user is None or roles.may_merge(user))
    # The move is looked up within the transaction: of two who undo it at once, the second finds it undone.
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


def _carry_out(plan: Plan) -> None:
    keep(plan.watched())
    plan.hand_over()
    rows.erase(plan.erased())
    for label, pk, columns in plan.updates():
        rows.model_of(label)._base_manager.filter(pk=pk).update(**columns)
    for record in plan.inserts():
        rows.insert(record)


def _addresses(kind: str, ids: list[int]) -> QuerySet[OldAddress]:
    return OldAddress.objects.filter(kind=kind, record_id__in=[pk for pk in ids if pk is not None])


def _called(record: Model) -> str:
    """The record's name as the merge remembers it: in Arabic, whatever language the editor's desk speaks."""
    with translation.override("ar"):
        return str(record)[:400]


def _address_of(record: Any) -> str:
    return getattr(record, ADDRESSED.get(str(record._meta.model_name), ""), "")
