"""The plan of a merge of meetings: what it would join, move and drop.

Mahdar makes the plan before it writes anything, so that the page shows the editor exactly what the merge then does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from meetings.matching.contradictions import is_contradiction
from meetings.matching.rules import get_title_of_participation, is_same_office
from meetings.models import (
    Attachment,
    Disagreement,
    Evidence,
    Meeting,
    MeetingTopic,
    Participation,
    ReviewState,
    Source,
)
from meetings.models.base import list_editable_columns
from meetings.models.people import Precision
from meetings.text.fold import fold

# Facts with several columns: a date, and a headline with the one whose words it is.
_JOINED = {
    "headline_ar": ("headline_ar", "headline_ar_wording"),
    "headline_en": ("headline_en", "headline_en_wording"),
    "date": ("date", "date_end", "date_precision", "date_basis", "date_explanation"),
}
_NOT_CHOSEN = ("slug", "created_by", "confidence", "notes")
_FIRST = ("headline_ar", "headline_en", "date")  # by these an editor recognises the records


def _choices() -> dict[str, tuple[str, ...]]:
    """Return each fact that the editor chooses with its columns: all columns of a meeting that an editor can change.

    A new column is chosen without a line here, since a merge would otherwise lose the value of the other record.
    """
    joined = [name for names in _JOINED.values() for name in names]
    found = {one.name: (one.attname,) for one in list_editable_columns(Meeting, (*_NOT_CHOSEN, *joined))} | _JOINED
    return {fact: found[fact] for fact in (*_FIRST, *(name for name in found if name not in _FIRST))}


CHOSEN = _choices()
STATES = (ReviewState.PUBLISHED, ReviewState.DRAFT, ReviewState.REJECTED)  # the most visible first
_FINEST_FIRST = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)


def get_value(meeting: Meeting, fact: str) -> Any:
    """Return the value of a fact in the record, for comparison; None or empty if the record has none."""
    columns = CHOSEN[fact]
    return getattr(meeting, columns[0]) if fact != "date" else (meeting.date and (meeting.date, meeting.date_end))


@dataclass(slots=True)
class MeetingPlan:
    """The plan of merging `other` into `kept`. Pairs are (the part that stays, the part joined to it)."""

    kept: Meeting
    other: Meeting
    joined: list[tuple[Participation, Participation]] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    sources_twice: list[Source] = field(default_factory=list)
    topics: list[MeetingTopic] = field(default_factory=list)
    topics_twice: list[MeetingTopic] = field(default_factory=list)
    evidence: list[tuple[Evidence, Participation | None]] = field(default_factory=list)  # with its new participant
    evidence_twice: list[Evidence] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    disagreements_twice: list[Disagreement] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    attachments_twice: list[Attachment] = field(default_factory=list)


def list_conflicts(meetings: Iterable[Meeting]) -> list[str]:
    """Return the facts for which the records have different values."""
    meetings = list(meetings)
    said = {fact: [value for one in meetings if (value := get_value(one, fact))] for fact in CHOSEN}
    return [fact for fact, values in said.items() if any(_differ(fact, value, values[0]) for value in values)]


def _differ(fact: str, one: Any, other: Any) -> bool:
    return is_contradiction(fact, one, other) if fact == "kind" else bool(one != other)


def suggest_choices(kept: Meeting, others: Iterable[Meeting]) -> dict[str, int]:
    """Return for each fact the id of the record whose value to take.

    It is the kept record, unless its value is missing or less exact. What the public sees stays public.
    """
    every = [kept, *others]
    choices = {fact: next((one for one in every if get_value(one, fact)), kept).pk for fact in CHOSEN}
    choices["date"] = min(every, key=_exactness).pk
    choices["review_state"] = min(every, key=lambda one: STATES.index(ReviewState(one.review_state))).pk
    return choices


def _exactness(meeting: Meeting) -> int:
    return _FINEST_FIRST.index(Precision(meeting.date_precision)) if meeting.date else len(_FINEST_FIRST)


def complete_choices(choices: Mapping[str, int], kept: Meeting, others: Iterable[Meeting]) -> dict[str, int]:
    """Return `choices` completed by the suggested ones; unknown records are ignored."""
    known = {kept.pk, *(one.pk for one in others)}
    return suggest_choices(kept, others) | {fact: pk for fact, pk in choices.items() if fact in CHOSEN and pk in known}


# --- One record and another -------------------------------------------------------------------------------------------
def plan_merge(kept: Meeting, other: Meeting) -> MeetingPlan:
    """Return the plan of merging `other` into `kept`; about a dozen queries for records of any size."""
    plan = MeetingPlan(kept, other)
    _plan_participations(plan)
    _plan_by_key(plan.sources, plan.sources_twice, kept.sources, other.sources, lambda one: one.article_id)
    _plan_by_key(
        plan.topics, plan.topics_twice, kept.ranked_topics.select_related("topic"),
        other.ranked_topics.select_related("topic"), lambda one: one.topic_id,
    )  # fmt: skip
    _plan_by_key(
        plan.disagreements, plan.disagreements_twice, kept.disagreements, other.disagreements,
        lambda one: (one.article_id, one.fact, one.said),
    )  # fmt: skip
    _plan_by_key(plan.attachments, plan.attachments_twice, kept.attachments, other.attachments, lambda one: one.sha256)
    _plan_evidence(plan)
    return plan


def _plan_by_key(goes: list[Any], twice: list[Any], kept: Any, other: Any, key: Any) -> None:
    known = {key(one) for one in kept.all()}
    for one in other.all():
        (twice if key(one) in known else goes).append(one)


def _plan_participations(plan: MeetingPlan) -> None:
    parts = Participation.objects.select_related("official", "country", "organisation", "position")
    left = list(parts.filter(meeting=plan.kept))
    coming = list(parts.filter(meeting=plan.other))
    for same in (_same_official, _same_office, _same_name):  # the surest first
        for part in list(coming):
            if twin := next((one for one in left if same(one, part)), None):
                plan.joined.append((twin, part))
                left.remove(twin)
                coming.remove(part)
    plan.participations = coming


def _same_official(one: Participation, other: Participation) -> bool:
    return one.official_id is not None and one.official_id == other.official_id


def _same_office(one: Participation, other: Participation) -> bool:
    """Return whether two participations are the same office of one side, and not two identified officials."""
    if (one.official_id and other.official_id) or one.side is None or one.side != other.side:
        return False
    if one.is_group != other.is_group:
        return False
    if one.position_id and one.position_id == other.position_id:
        return True
    titles = [get_title_of_participation(part) for part in (one, other)]
    return is_same_office(titles[0], one.side_code, titles[1], other.side_code)


def _same_name(one: Participation, other: Participation) -> bool:
    if one.official_id and other.official_id:
        return False
    names = {_name(part) for part in (one, other)}
    sides = {part.side_code for part in (one, other) if part.side_code}
    return "" not in names and len(names) == 1 and len(sides) < 2


def _name(part: Participation) -> str:
    return fold(part.name_as_written or (part.official.name_ar if part.official else ""))


def _plan_evidence(plan: MeetingPlan) -> None:
    whose: dict[int | None, Participation | None] = {other.pk: kept for kept, other in plan.joined}
    known = {_words(one, one.participation_id) for one in plan.kept.evidence.all()}
    for one in plan.other.evidence.select_related("participation"):
        part = whose.get(one.participation_id, one.participation)
        key = _words(one, part.pk if part else None)
        if key in known:
            plan.evidence_twice.append(one)
        else:
            known.add(key)
            plan.evidence.append((one, part))


def _words(one: Evidence, participation: int | None) -> tuple[object, ...]:
    return one.article_id, one.fact, one.start, one.end, one.topic_id, participation
