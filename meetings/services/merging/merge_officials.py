"""Merging two records of the same official, without loss and with exact undo (undo.py)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.models import (
    Appointment,
    DismissedOffice,
    EditedFact,
    Evidence,
    Identifier,
    LikelyDuplicate,
    Merge,
    Official,
    OfficialName,
    Participation,
    ReviewState,
    Withdrawal,
)
from meetings.services.checks import confirming
from meetings.services.history import recorded
from meetings.services.merging.appointments import join_appointments
from meetings.services.merging.edited_facts import join_edited_facts
from meetings.services.merging.merge_officials_plan import (
    BOTH,
    CHOSEN,
    OTHER,
    MergePlan,
    plan_merge,
)
from meetings.services.merging.undo import Move, recorded_move
from meetings.services.people import add_aliases, add_shown_names
from meetings.services.review import make_public
from meetings.services.rows import split_ids
from meetings.text.fold import fold

_Basis = Participation.Basis
_BASES = (_Basis.STATED, _Basis.EDITOR, _Basis.CONFIRMED, _Basis.INFERRED)  # the surest first
_LEADING = (Participation.Role.HOST, Participation.Role.GUEST)


class MergeRefusedError(Exception):
    """These records cannot be merged; the message says why."""


def merge_officials(
    kept_id: int,
    other_id: int,
    user: Any,
    choices: Mapping[str, str] | None = None,
    note: str = "",
    *,
    reason: str = "",
) -> Merge:
    """Merge the official `other_id` into `kept_id`.

    Names that are not chosen stay as other names. If both took part in one meeting or held one office, the two entries
    become one with joined evidence and dates; what cannot be joined goes to the notes.

    Args:
        kept_id: The official who stays.
        other_id: The official who is merged into the kept one.
        user: The editor; None for a command.
        choices: For each field of CHOSEN whose value to take ("kept" or "other"; for notes also
            "both"); `MergePlan.suggested` chooses the missing ones.
        note: Why they are one person.
        reason: Why the public sees the merged record, or a meeting, although it breaks a rule of the archive since the
            merge.

    Returns:
        The merge, for `undo`.

    Raises:
        MergeRefusedError: A record no longer exists, or the two are the same.
        ReasonNeededError: A public record breaks a rule since the merge, and there is no reason; nothing is changed.
    """
    if kept_id == other_id:
        raise MergeRefusedError(_("You chose the same record twice. Choose another one."))
    with recorded(user, note):
        # Locked in the order of their numbers, so that two merges cannot block each other.
        locked = Official.objects.select_for_update().filter(pk__in=(kept_id, other_id)).order_by("pk")
        found = {one.pk: one for one in locked}
        if len(found) < 2:
            raise MergeRefusedError(_("One of these records was merged or deleted while you were working."))
        plan = plan_merge(found[kept_id], found[other_id])
        with (
            recorded_move(Merge.Action.MERGE, plan.kept, plan.other, user, note) as move,
            confirming([("official", kept_id), ("official", other_id)], user, reason),
        ):
            _watch(move, plan)
            left_over = [*_join_appointments(plan), *_join_participations(plan)]
            _move_suggestions(plan.kept.pk, plan.other.pk)
            _move_dismissed_offices(plan.kept.pk, plan.other.pk)
            Identifier.objects.filter(official=plan.other).update(official=plan.kept)
            chosen = {**plan.suggested(), **(choices or {})}
            if chosen["review_state"] == OTHER and plan.other.review_state == ReviewState.PUBLISHED:
                make_public(Official.objects.filter(pk=kept_id), user)
            _move_names(plan)
            Official.objects.get(pk=other_id).delete()  # read again: the other still has its old parts in memory
            _name_kept(plan, _choose_fields(plan, chosen, left_over))  # only now is the address of the other free
    return move.merge


def _watch(move: Move, plan: MergePlan) -> None:
    pair = (plan.kept.pk, plan.other.pk)
    joined = [part.pk for parts in plan.participations_joined for part in parts]
    move.will_touch(
        OfficialName.objects.filter(official__in=pair),
        Appointment.objects.filter(official__in=pair),
        Participation.objects.filter(Q(official=plan.other) | Q(pk__in=joined)),
        Evidence.objects.filter(participation__in=joined),
        EditedFact.objects.filter(participation__in=joined),
        LikelyDuplicate.objects.filter(Q(first__in=pair) | Q(second__in=pair)),
        DismissedOffice.objects.filter(official__in=pair),
        Identifier.objects.filter(official__in=pair),
        Withdrawal.objects.filter(kind="official", record_id__in=pair),
    )


# --- Offices ----------------------------------------------------------------------------------------------------------
def _join_appointments(plan: MergePlan) -> list[str]:
    """Move the appointments and join equal ones; return in words what the joined ones could not take."""
    left_over = [words for _appointment, words in join_appointments(plan.appointments_joined)]
    Appointment.objects.filter(pk__in=[one.pk for one in plan.appointments]).update(official=plan.kept)
    return left_over


# --- Meetings ---------------------------------------------------------------------------------------------------------
def _join_participations(plan: MergePlan) -> list[str]:
    """Move the participations and join those in one meeting; return in words what the joined ones could not take."""
    left_over = []
    for kept, other in plan.participations_joined:
        lost = complete(kept, other)
        _move_evidence(kept, other)
        other.official = kept.official  # they are one person: an editor who named the one named the other
        join_edited_facts(kept, other)
        Participation.objects.filter(pk=other.pk).delete()
        kept.save()
        if lost:
            left_over.append(f"{kept.meeting}: {', '.join(lost)}")
    for chunk in split_ids([part.pk for part in plan.participations]):
        Participation.objects.filter(pk__in=chunk).update(official=plan.kept)
    return left_over


def complete(kept: Participation, other: Participation) -> list[str]:
    """Fill in the empty columns of `kept` from `other`; return in words the values in which they differ."""
    lost = []
    for name in ("name_as_written", "title_ar", "title_en"):
        mine, its = getattr(kept, name), getattr(other, name)
        if mine and its and fold(mine) != fold(its):
            lost.append(its)
        setattr(kept, name, mine or its)
    if kept.side is None:
        kept.country, kept.organisation = other.country, other.organisation
    elif other.side not in (None, kept.side):
        lost.append(str(other.side))
    if kept.position is None:
        kept.position = other.position
    elif other.position not in (None, kept.position):
        lost.append(str(other.position))
    if other.role in _LEADING and kept.role not in _LEADING:
        kept.role = other.role
    kept.basis = min(kept.basis, other.basis, key=_BASES.index)
    kept.is_group = kept.is_group and other.is_group
    return lost


def _move_evidence(kept: Participation, other: Participation) -> None:
    """Move the evidence of `other` to `kept`; drop words that `kept` has already."""
    known = {_words(evidence) for evidence in kept.evidence.all()}
    for evidence in other.evidence.all():
        if _words(evidence) in known:
            evidence.delete()
        else:
            Evidence.objects.filter(pk=evidence.pk).update(participation=kept)


def _words(evidence: Evidence) -> tuple[object, ...]:
    return evidence.article_id, evidence.fact, evidence.start, evidence.end, evidence.topic_id


# --- The record itself ------------------------------------------------------------------------------------------------
def _choose_fields(plan: MergePlan, choices: Mapping[str, str], left_over: list[str]) -> list[str]:
    """Write the chosen values to the kept record; return the names of both that are not shown names now."""
    kept, other = plan.kept, plan.other
    shown = [name for one in (kept, other) for name in (one.name_ar, one.name_en)]
    for name in CHOSEN:
        if choices[name] == OTHER:
            setattr(kept, name, getattr(other, name))
        elif choices[name] == BOTH and name == "notes":
            kept.notes = "\n\n".join(dict.fromkeys(text for text in (kept.notes, other.notes) if text))
    if left_over:
        heading = _("From the merged record %(name)s:") % {"name": other}
        kept.notes = "\n".join([*([kept.notes, ""] if kept.notes else []), heading, *left_over])
    kept.save()
    return [name for name in shown if name and name not in (kept.name_ar, kept.name_en)]


def _move_names(plan: MergePlan) -> None:
    """Move all names to the kept record."""
    OfficialName.objects.filter(pk__in=[name.pk for name in plan.names_twice]).delete()
    OfficialName.objects.filter(pk__in=[name.pk for name in plan.names]).update(official=plan.kept)


def _name_kept(plan: MergePlan, losing: list[str]) -> None:
    """Make the shown names of the kept record its main names, and the others other names."""
    kept = plan.kept
    lost = kept.names.filter(kind=OfficialName.Kind.MAIN).exclude(name__in=(kept.name_ar, kept.name_en))
    lost.update(kind=OfficialName.Kind.ALIAS)
    add_shown_names(kept)
    add_aliases(kept, losing)


# --- Suggestions ------------------------------------------------------------------------------------------------------
def _move_suggestions(kept: int, other: int) -> None:
    """Move the decisions on pairs with `other` to `kept`; drop the pairs that wait for a decision."""
    LikelyDuplicate.objects.filter(first__in=(kept, other), second__in=(kept, other)).delete()
    for said in LikelyDuplicate.objects.filter(Q(first=other) | Q(second=other)):
        third = said.second_id if said.first_id == other else said.first_id
        first, second = sorted((kept, third))
        mine = LikelyDuplicate.objects.filter(first=first, second=second)
        if said.state == LikelyDuplicate.State.NOT_SAME and mine.exclude(state=said.state).exists():
            mine.delete()
        if said.state == LikelyDuplicate.State.WAITING or mine.exists():
            said.delete()
        else:
            LikelyDuplicate.objects.filter(pk=said.pk).update(first=first, second=second)


def _move_dismissed_offices(kept: int, other: int) -> None:
    """Move the offices that an editor dismissed for `other` to `kept`."""
    known = set(DismissedOffice.objects.filter(official=kept).values_list("office", "side"))
    for one in DismissedOffice.objects.filter(official=other):
        if (one.office, one.side) in known:
            one.delete()
        else:
            DismissedOffice.objects.filter(pk=one.pk).update(official=kept)
