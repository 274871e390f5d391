"""Splitting a record that mixes two meetings, with exact undo (undo.py)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from meetings.models import (
    Disagreement,
    EditedFact,
    Evidence,
    Meeting,
    MeetingTopic,
    Merge,
    Participation,
    ReviewState,
    Source,
)
from meetings.models.slugs import make_meeting_parts, make_unique_slug
from meetings.services.checks import confirming
from meetings.services.history import recorded
from meetings.services.merging.edited_facts import split_edited_facts
from meetings.services.merging.split_official import SplitRefusedError
from meetings.services.merging.undo import recorded_move

STAYS, GOES, BOTH = "stays", "goes", "both"
_GO_ALONG = (GOES, BOTH)


@dataclass(slots=True)
class Division:
    """The new meeting of each part of the record, by its id: STAYS (also if missing), GOES to the new meeting, BOTH.

    Evidence of a participant follows the participant. Other evidence follows its article if the article moves (GOES),
    unless `evidence` decides it (STAYS or GOES).
    """

    participations: Mapping[int, str] = field(default_factory=dict)
    sources: Mapping[int, str] = field(default_factory=dict)
    topics: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[int, str] = field(default_factory=dict)


def split_meeting(
    meeting_id: int, user: Any, facts: Mapping[str, Any], division: Division, note: str = "", *, reason: str = ""
) -> Merge:
    """Make a second meeting of parts of the record.

    The new meeting has the same review state. The first keeps its URL and everything that does not move.

    Args:
        meeting_id: The record to split.
        user: The editor; None for a command.
        facts: Columns of the new meeting: its headlines, date, kind, place.
        division: The meeting that each part belongs to.
        note: Why they are two meetings.
        reason: Why the public sees the two records although one breaks a rule of the archive since the split.

    Returns:
        The split, for `undo`.

    Raises:
        SplitRefusedError: The record no longer exists, a part belongs to another record by now, or one of the two
            meetings would have no participant.
        ValidationError: The facts contradict each other.
        ReasonNeededError: A public record breaks a rule since the split, and there is no reason; nothing is changed.
    """
    with recorded(user, note):
        first = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
        if first is None:
            raise SplitRefusedError(_("This record was merged or deleted while you were working."))
        parts = list(first.participations.select_related("country", "organisation"))
        _check(first, division, parts)
        going = [part for part in parts if division.participations.get(part.pk) in _GO_ALONG]
        state = first.review_state if first.review_state != ReviewState.REJECTED else ReviewState.DRAFT
        second = Meeting(**facts, review_state=state, created_by=user)
        second.slug = make_unique_slug(Meeting, make_meeting_parts(second.date, [part.side_code for part in going]))
        second.full_clean()
        with (
            recorded_move(Merge.Action.SPLIT, first, second, user, note) as move,
            confirming([("meeting", first.pk)], user, reason) as changed,
        ):
            rows = (Participation, Source, MeetingTopic, EditedFact, Evidence, Disagreement)
            move.will_touch(*(model._base_manager.filter(meeting=first) for model in rows))
            second.save()
            changed.append(("meeting", second.pk))
            made = _divide(first, second, division)
            move.made(*made)
    return move.merge


def _check(first: Meeting, division: Division, parts: list[Participation]) -> None:
    for ids, rows in (
        (division.participations, first.participations),
        (division.sources, first.sources),
        (division.topics, first.ranked_topics),
        (division.evidence, first.evidence),
    ):
        if set(ids) - set(rows.values_list("pk", flat=True)):
            raise SplitRefusedError(
                _("Part of your selection is no longer in this meeting. Look again and choose again.")
            )
    choices = [division.participations.get(part.pk, STAYS) for part in parts]
    if not any(choice in _GO_ALONG for choice in choices):
        raise SplitRefusedError(_("Choose at least one participant of the new meeting."))
    if all(choice == GOES for choice in choices):
        raise SplitRefusedError(_("Leave at least one participant in the first meeting."))


def _divide(first: Meeting, second: Meeting, division: Division) -> list[Any]:
    """Move and copy the parts; return the new rows."""
    people, copied_people = _give(Participation, division.participations, second, "order")
    articles, copied_articles = _give(Source, division.sources, second, "order")
    _topics, copied_topics = _give(MeetingTopic, division.topics, second, "rank")
    made = [*copied_people, *copied_articles, *copied_topics]
    gone = {source.article_id for source in articles if division.sources.get(source.pk) == GOES}
    whose = dict(zip((part.pk for part in people), (*people,), strict=True))
    for part, copy in zip(_those(Participation, division.participations, BOTH), copied_people, strict=True):
        whose[part.pk] = copy
    for evidence in Evidence.objects.filter(meeting=first).select_related("participation"):
        if _goes(evidence, division, gone):
            part = whose.get(evidence.participation_id) if evidence.participation_id else None
            Evidence.objects.filter(pk=evidence.pk).update(meeting=second, participation=part)
    Disagreement.objects.filter(meeting=first, article__in=gone).update(meeting=second)
    copies = {pk: part for pk, part in whose.items() if pk not in {one.pk for one in people}}
    return [*made, *split_edited_facts(first, second, copies), *_missing_sources(second)]


def _those(model: Any, choices: Mapping[int, str], choice: str) -> list[Any]:
    return list(model._base_manager.filter(pk__in=[pk for pk, one in choices.items() if one == choice]).order_by("pk"))


def _give(model: Any, choices: Mapping[int, str], second: Meeting, place: str) -> tuple[list[Any], list[Any]]:
    """Move and copy rows to `second`; return the moved ones and the copies, with their places in the order."""
    moved, shared = _those(model, choices, GOES), _those(model, choices, BOTH)
    for row in moved:
        model._base_manager.filter(pk=row.pk).update(meeting=second)
    copies = []
    for row in shared:
        copy = model._base_manager.get(pk=row.pk)
        copy.pk, copy.meeting = None, second
        copy._state.adding = True
        copy.save()
        copies.append(copy)
    return moved, copies


def _goes(evidence: Evidence, division: Division, gone: Iterable[int]) -> bool:
    """Return whether the evidence belongs to the new meeting."""
    if evidence.participation_id:
        choice = division.participations.get(evidence.participation_id, STAYS)
        return choice == GOES or (choice == BOTH and evidence.article_id in gone)
    if named := division.evidence.get(evidence.pk):
        return named == GOES
    return evidence.article_id in gone


def _missing_sources(second: Meeting) -> list[Source]:
    """Create the missing sources of the new meeting: the articles of its evidence."""
    known = set(second.sources.values_list("article_id", flat=True))
    articles = second.evidence.exclude(article__in=known).values_list("article_id", flat=True)
    return [
        Source.objects.create(meeting=second, article_id=pk, order=len(known) + number)
        for number, pk in enumerate(sorted(set(articles)))
    ]
