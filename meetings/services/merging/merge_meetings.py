"""Merging several records of one meeting, without loss and with exact undo (undo.py)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from meetings.matching.contradictions import collect_facts_of_record, find_contradictions
from meetings.models import (
    Attachment,
    DifferentMeetings,
    Disagreement,
    EditedFact,
    Evidence,
    Meeting,
    MeetingTopic,
    Merge,
    Official,
    Participation,
    ReviewState,
    Source,
    Withdrawal,
)
from meetings.services.checks import confirm_public, find_public_errors
from meetings.services.history import recorded
from meetings.services.merging.edited_facts import join_edited_facts, move_edited_facts
from meetings.services.merging.merge_meetings_plan import CHOSEN, MeetingPlan, complete_choices, plan_merge
from meetings.services.merging.merge_officials import MergeRefusedError, complete
from meetings.services.merging.undo import Move, recorded_move
from meetings.services.review import make_public

_FACTS_OF_CHOICE = {"date": ("date",), "kind": ("kind",), "place": ("city", "country")}


def merge_meetings(
    kept_id: int,
    other_ids: Iterable[int],
    user: Any,
    choices: Mapping[str, int] | None = None,
    note: str = "",
    *,
    reason: str = "",
) -> list[Merge]:
    """Merge the meetings `other_ids` into `kept_id`.

    Participants who are one official, or one office of one side, become one; sources, topics, evidence and
    disagreements are joined, each once. The day, kind and place of the other records become settled disagreements of
    their sources, and the notes are joined.

    Args:
        kept_id: The meeting that stays.
        other_ids: The meetings that are merged into it.
        user: The editor; None for a command.
        choices: For each fact of CHOSEN the id of the record whose value to take; `suggested` chooses the missing ones.
        note: The reason.
        reason: Why the public sees the merged record although it breaks a rule of the archive since the merge.

    Returns:
        One merge for each other meeting, for `undo`.

    Raises:
        MergeRefusedError: There are not two records, or one of them no longer exists; nothing is changed.
        ReasonNeededError: The public record breaks a rule since the merge, and there is no reason; nothing is changed.
    """
    wanted = list(dict.fromkeys(pk for pk in other_ids if pk != kept_id))
    if not wanted:
        raise MergeRefusedError(_("You chose the same record twice. Choose another one."))
    with recorded(user, note):
        locked = Meeting.objects.select_for_update().filter(pk__in=(kept_id, *wanted)).order_by("pk")
        found = {one.pk: one for one in locked}
        if len(found) < len(wanted) + 1:
            raise MergeRefusedError(_("One of these records was merged or deleted while you were working."))
        kept, others = found[kept_id], [found[pk] for pk in wanted]
        chosen = complete_choices(choices or {}, kept, others)
        before = find_public_errors(("meeting", pk) for pk in found)

        def confirm(other: Meeting) -> None:
            if other is others[-1]:  # within the last merge, so that its version in the history has the reason
                confirm_public([("meeting", kept_id)], user, reason, before)

        return [_merge(kept, other, chosen, user, note, confirm) for other in others]


def _merge(
    kept: Meeting, other: Meeting, chosen: Mapping[str, int], user: Any, note: str, confirm: Callable[[Meeting], None]
) -> Merge:
    with recorded_move(Merge.Action.MERGE, kept, other, user, note) as move:
        _watch(move, kept, other)
        for fact, wins in chosen.items():
            _note_difference(fact, *((other, kept) if wins == other.pk else (kept, other)))
        plan = plan_merge(kept, other)
        _move_evidence(plan)
        left_over = _join_participations(plan)
        _move_parts(plan)
        move_edited_facts(kept, other, [fact for fact, wins in chosen.items() if wins == other.pk])
        Meeting.objects.get(pk=other.pk).delete()  # read again: `other` still has its old parts in memory
        if (other if chosen["review_state"] == other.pk else kept).review_state == ReviewState.PUBLISHED:
            _publish(kept, user)
        _choose_facts(plan, chosen, left_over)
        confirm(other)
    return move.merge


def _watch(move: Move, kept: Meeting, other: Meeting) -> None:
    pair = Q(meeting__in=(kept.pk, other.pk))
    move.will_touch(*(model._base_manager.filter(pair) for model in _PARTS))
    ids = (kept.pk, other.pk)
    move.will_touch(DifferentMeetings.objects.filter(Q(first__in=ids) | Q(second__in=ids)))
    parts = Participation.objects.filter(pair, official__isnull=False).values("official")
    officials = list(parts.values_list("official", flat=True))
    move.will_touch(Official.objects.filter(pk__in=officials))
    of_pair, of_officials = Q(kind="meeting", record_id__in=ids), Q(kind="official", record_id__in=officials)
    move.will_touch(Withdrawal.objects.filter(of_pair | of_officials))


_PARTS: tuple[Any, ...] = (Participation, Source, MeetingTopic, EditedFact, Evidence, Disagreement, Attachment)


# --- What the records say of the meeting ------------------------------------------------------------------------------
def _choose_facts(plan: MeetingPlan, chosen: Mapping[str, int], left_over: list[str]) -> None:
    kept, other = plan.kept, plan.other
    for fact, columns in CHOSEN.items():
        if chosen[fact] == other.pk:
            for column in columns:
                setattr(kept, column, getattr(other, column))
    notes = [kept.notes, other.notes]
    if left_over:
        notes.append("\n".join([_("From the merged record “%(name)s”:") % {"name": other}, *left_over]))
    kept.notes = "\n\n".join(dict.fromkeys(text for text in notes if text))
    kept.save()


def _note_difference(fact: str, winner: Meeting, loses: Meeting) -> None:
    """Record the value that the editor did not choose as a settled disagreement of the sources that state it."""
    for one in find_contradictions(collect_facts_of_record(winner), collect_facts_of_record(loses)):
        if one.fact not in _FACTS_OF_CHOICE.get(fact, ()):
            continue
        for source in loses.sources.exclude(article__in=winner.sources.values("article")):
            Disagreement.objects.get_or_create(
                meeting=loses,
                article_id=source.article_id,
                fact=one.fact,
                said=one.said[:300],
                defaults={"recorded": one.recorded[:300], "settled": True},
            )


# --- Its parts --------------------------------------------------------------------------------------------------------
def _move_evidence(plan: MeetingPlan) -> None:
    Evidence.objects.filter(pk__in=[one.pk for one in plan.evidence_twice]).delete()
    for evidence, part in plan.evidence:
        Evidence.objects.filter(pk=evidence.pk).update(meeting=plan.kept, participation=part)


def _join_participations(plan: MeetingPlan) -> list[str]:
    """Join equal participants and move the others to the end; return in words what the joined ones could not take."""
    left_over = []
    for kept, other in plan.joined:
        if kept.official is None and other.official is not None:
            kept.official, kept.basis = other.official, other.basis
        lost = complete(kept, other)
        join_edited_facts(kept, other)
        Participation.objects.filter(pk=other.pk).delete()
        kept.save()
        if lost:
            left_over.append(f"{kept.label}: {', '.join(lost)}")
    last = plan.kept.participations.aggregate(last=Max("order"))["last"]
    for number, part in enumerate(plan.participations, start=0 if last is None else last + 1):
        Participation.objects.filter(pk=part.pk).update(meeting=plan.kept, order=number)
    return left_over


def _move_parts(plan: MeetingPlan) -> None:
    for model, goes, twice, place in (
        (Source, plan.sources, plan.sources_twice, "order"),
        (MeetingTopic, plan.topics, plan.topics_twice, "rank"),
        (Disagreement, plan.disagreements, plan.disagreements_twice, ""),
        (Attachment, plan.attachments, plan.attachments_twice, "order"),
    ):
        rows: Any = model._base_manager
        rows.filter(pk__in=[one.pk for one in twice]).delete()
        last = (rows.filter(meeting=plan.kept).aggregate(last=Max(place))["last"] if place else None) or 0
        for number, one in enumerate(goes, start=last + 1):
            rows.filter(pk=one.pk).update(meeting=plan.kept, **({place: number} if place else {}))


def _publish(meeting: Meeting, user: Any) -> None:
    """Publish a meeting and its draft officials, so that its page can link to their pages; their withdrawals end."""
    make_public(Meeting.objects.filter(pk=meeting.pk), user)
    make_public(Official.objects.drafts().filter(participations__meeting=meeting).distinct(), user)
    meeting.review_state = ReviewState.PUBLISHED
