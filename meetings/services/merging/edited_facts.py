"""The basis of facts in merges and splits: a value that an editor stated keeps that editor wherever it goes."""

from collections.abc import Iterable, Mapping

from meetings.models import EditedFact, Meeting, Participation


def join_edited_facts(kept: Participation, other: Participation) -> None:
    """Give `kept` the editors' facts of `other`, of which it becomes one, where it has none."""
    known = set(kept.edited_facts.values_list("fact", flat=True))
    rows = other.edited_facts.exclude(fact__in=known)
    rows.update(participation=kept, meeting=kept.meeting_id)


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
