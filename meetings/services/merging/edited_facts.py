"""The basis of facts in merges and splits: a value that an editor stated keeps that editor wherever it goes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meetings.models import EditedFact, Meeting, Participation
from meetings.services.facts import BY_FACT


def join_edited_facts(kept: Participation, other: Participation) -> None:
    """Give `kept` the editors' facts of `other`, of which it becomes one, where it has the value and no editor.

    `kept` has the values of both already, and is not saved. Its own editors' facts end where their values were
    replaced.
    """
    former = Participation.objects.get(pk=kept.pk)
    rows = {row.fact: row for row in kept.edited_facts.all()}
    replaced = [row.pk for fact, row in rows.items() if _is_replaced(fact, former, kept)]
    known = [fact for fact, row in rows.items() if row.pk not in replaced]
    kept.edited_facts.filter(pk__in=replaced).delete()
    taken = [row.pk for row in other.edited_facts.exclude(fact__in=known) if _has_value(row.fact, kept, other)]
    other.edited_facts.filter(pk__in=taken).update(participation=kept, meeting=kept.meeting_id)


def _has_value(fact: str, part: Participation, other: Participation) -> bool:
    """Return whether two participations have the same value of a fact."""
    return all(mine == its for mine, its in _values(fact, part, other))


def _is_replaced(fact: str, former: Participation, part: Participation) -> bool:
    """Return whether a participation has another value of a fact now; what only completes the former does not count."""
    values = list(_values(fact, former, part))
    if any(was for was, _now in values):
        return any(was not in (None, now) for was, now in values)
    return any(now for _was, now in values)


def _values(fact: str, one: Participation, other: Participation) -> Iterator[tuple[Any, Any]]:
    for column in BY_FACT[EditedFact.Fact(fact)].columns_with(other.official_id):
        yield getattr(one, column) or None, getattr(other, column) or None


def move_edited_facts(kept: Meeting, other: Meeting, taken: Iterable[str]) -> None:
    """Move the editors' facts of `other` to `kept`: those of its participants and topics, and of the values `taken`.

    Args:
        kept: The meeting that stays, with the participants and topics that it gets already.
        other: The meeting that is merged into it.
        taken: The names of the facts whose value comes from `other`.
    """
    taken = set(taken)
    of_parts = EditedFact.objects.filter(participation__meeting=kept).exclude(meeting=kept)
    of_parts.update(meeting=kept)
    topics = kept.ranked_topics.values("topic")
    known = kept.edited_facts.filter(topic__isnull=False).values("topic")
    other.edited_facts.filter(topic__in=topics).exclude(topic__in=known).update(meeting=kept)
    kept.edited_facts.filter(participation=None, topic=None, fact__in=taken).delete()
    other.edited_facts.filter(participation=None, topic=None, fact__in=taken).update(meeting=kept)


def split_edited_facts(first: Meeting, second: Meeting, copies: Mapping[int, Participation]) -> list[EditedFact]:
    """Move the editors' facts of participants and topics that moved from `first` to `second`; return copied rows.

    Args:
        first: The meeting that was split.
        second: The new meeting.
        copies: The new participation for the id of each that is in both meetings.
    """
    EditedFact.objects.filter(meeting=first, participation__meeting=second).update(meeting=second)
    left = first.ranked_topics.values("topic")
    moved = second.ranked_topics.exclude(topic__in=left).values("topic")
    first.edited_facts.filter(topic__in=moved).update(meeting=second)
    new = []
    for row in EditedFact.objects.filter(participation__in=list(copies)):
        row.pk, row.meeting, row.participation = None, second, copies[row.participation_id]
        row._state.adding = True
        new.append(row)
    return EditedFact.objects.bulk_create(new)
