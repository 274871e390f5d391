"""Merging authority records: positions, places, organisations, outlets and topics, with exact undo (undo.py)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.models import Appointment, MeetingTopic, Merge, Official
from meetings.services import roles
from meetings.services.checks import confirming
from meetings.services.history import recorded
from meetings.services.merging.appointments import join_appointments
from meetings.services.merging.authority_objections import Objection, find_objections, select_shared_meetings
from meetings.services.merging.authority_plan import AuthorityPlan, complete_choices, join_lists, plan_merge
from meetings.services.merging.merge_officials import MergeRefusedError
from meetings.services.merging.undo import Move, recorded_move
from meetings.services.rows import split_ids


class MergeObjectedError(MergeRefusedError):
    """Something speaks against the merge that the editor has not confirmed; `objections` has all of it."""

    def __init__(self, objections: list[Objection], message: str) -> None:
        super().__init__(message)
        self.objections = objections


def merge_authorities(
    model: Any,
    kept_id: int,
    other_ids: Iterable[int],
    user: Any,
    choices: Mapping[str, int] | None = None,
    note: str = "",
    *,
    confirmed: Collection[str] = (),
    reason: str = "",
) -> list[Merge]:
    """Merge records of one kind into the record `kept_id`; all that led to the others leads to it.

    Args:
        model: The kind of the records: Position, Place, Organisation, Outlet or Topic.
        kept_id: The record that stays.
        other_ids: The records that are merged into it.
        user: The editor; None for a command, of which nothing is asked.
        choices: For each fact the id of the record whose value to take; `suggest_choices` chooses the missing ones.
        note: Why they are the same.
        confirmed: The keys of the objections that the editor saw and does not share; they need a note.
        reason: Why the public sees the merged record although it breaks a rule of the archive since the merge.

    Returns:
        One merge for each other record, for `undo`.

    Raises:
        MergeRefusedError: There are not two records, or one of them no longer exists; nothing is changed.
        MergeObjectedError: Something speaks against it that is not confirmed, or there is no note; nothing is changed.
        ReasonNeededError: A public record breaks a rule since the merge, and there is no reason; nothing is changed.
        PermissionDenied: `user` may not merge records of this kind.
    """
    roles.require(user is None or roles.may_merge_kind(user, model))
    wanted = list(dict.fromkeys(pk for pk in other_ids if pk != kept_id))
    if not wanted:
        raise MergeRefusedError(_("You chose the same record twice. Choose another one."))
    with recorded(user, note):
        locked = model._base_manager.select_for_update().filter(pk__in=(kept_id, *wanted)).order_by("pk")
        found = {one.pk: one for one in locked}
        if len(found) < len(wanted) + 1:
            raise MergeRefusedError(_("One of these records was merged or deleted while you were working."))
        kept, others = found[kept_id], [found[pk] for pk in wanted]
        if user is not None:
            _ask(kept, others, confirmed, note)
        chosen = complete_choices(choices or {}, kept, others)
        try:
            with transaction.atomic():
                return [_merge(kept, other, chosen, user, note, reason) for other in others]
        except IntegrityError as error:  # a city, for example, that a third place of the country has
            raise MergeRefusedError(
                _("Another record has one of the chosen values already. Merge it too, or choose other values.")
            ) from error


def _ask(kept: Any, others: list[Any], confirmed: Collection[str], note: str) -> None:
    """Raise MergeObjectedError unless the editor confirmed what speaks against the merge, and says why."""
    objections = find_objections(kept, others)
    if any(one.key not in confirmed for one in objections):
        raise MergeObjectedError(objections, _("Something speaks against this merge. Confirm each point, or cancel."))
    if objections and not note.strip():
        raise MergeObjectedError(objections, _("Enter why they are the same in spite of this."))


def _merge(kept: Any, other: Any, chosen: Mapping[str, int], user: Any, note: str, reason: str) -> Merge:
    plan = plan_merge(kept, other)
    shared = select_shared_meetings(plan.kind, kept, other).values_list("pk", flat=True)
    concerned = [(plan.kind.name, kept.pk), (plan.kind.name, other.pk), *(("meeting", pk) for pk in shared)]
    with (
        recorded_move(Merge.Action.MERGE, kept, other, user, note, keeps_facts=True) as move,
        confirming(concerned, user, reason),
    ):
        _watch(move, plan)
        lists = join_lists(plan.kind, kept, [other], {fact: _whose(plan, chosen[fact]) for fact in chosen})
        _join(plan)
        for use, ids in plan.moved.items():
            for chunk in split_ids(ids):
                use.model._base_manager.filter(pk__in=chunk).update(**{use.column: kept.pk})
        type(other)._base_manager.get(pk=other.pk).delete()
        for fact, columns in plan.kind.facts.items():
            if chosen[fact] == other.pk:
                for column in columns:
                    setattr(kept, column, getattr(other, column))
        for name, values in lists.items():
            setattr(kept, name, values)
        kept.save()
    return move.merge


def _whose(plan: AuthorityPlan, chosen: int) -> int:
    """Return the record of the pair whose value the kept one has after its merge with `other`."""
    return int(plan.other.pk if chosen == plan.other.pk else plan.kept.pk)


def _watch(move: Move, plan: AuthorityPlan) -> None:
    for use in plan.kind.list_uses():
        move.will_touch(use.find_rows(plan.kept, plan.other))
    officials = [one.official_id for one, _other in plan.joined]
    move.will_touch(Official.objects.filter(pk__in=officials))


def _join(plan: AuthorityPlan) -> None:
    """Join what both records have: it stays once."""
    for use, ids in plan.twice.items():
        if use.model is MeetingTopic:
            _join_ranks(plan, ids)
        for chunk in split_ids(ids):
            use.model._base_manager.filter(pk__in=chunk).delete()
    for appointment, words in join_appointments(plan.joined):
        _note_left_over(plan, appointment, words)


def _join_ranks(plan: AuthorityPlan, ids: list[int]) -> None:
    """Give the topics of meetings that have both the higher rank of the two."""
    for twin in MeetingTopic.objects.filter(pk__in=ids):
        higher = MeetingTopic.objects.filter(meeting=twin.meeting_id, topic=plan.kept.pk, rank__gt=twin.rank)
        higher.update(rank=twin.rank)


def _note_left_over(plan: AuthorityPlan, appointment: Appointment, words: str) -> None:
    official = Official.objects.get(pk=appointment.official_id)
    heading = _("From the merged record %(name)s:") % {"name": plan.other}
    official.notes = "\n".join([*([official.notes, ""] if official.notes else []), heading, words])
    official.save()
