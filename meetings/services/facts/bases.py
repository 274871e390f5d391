"""The basis of a fact that an editor stated: the editor, instead of the words that it rested on before."""

from collections.abc import Iterable

from django.utils import timezone

from meetings.models import EditedFact, Evidence, Meeting, Participation, Version
from meetings.models.edited_facts import get_editor_name
from meetings.services.facts.changes import Action, ChangedFact, RowLog
from meetings.services.facts.loading import State
from meetings.services.facts.rules import BY_FACT, FactOnRecord, Records
from meetings.services.facts.words import CONTRADICTS, STATES, judge_name, judge_person

Fact = EditedFact.Fact
Basis = Participation.Basis
DateBasis = Meeting.DateBasis
Way = Version.Way


def save_bases(meeting: Meeting, stated: Iterable[ChangedFact], action: Action, log: RowLog) -> list[EditedFact]:
    """Make the user of `action` the basis of the facts `stated`; return new rows, which the caller saves."""
    rows = {row.key: row for row in meeting.edited_facts.all()}
    new = []
    for change in stated:
        row = rows.get(change.key)
        if change.is_empty and (BY_FACT[change.fact].is_written or change.fact == Fact.TOPIC):
            if row:  # an empty text follows the facts again
                log.touch(row)
                row.delete()
        elif row:
            log.touch(row)
            _sign(row, action).save()
        else:
            key = {"participation_id": change.participation, "topic_id": change.topic}
            new.append(_sign(EditedFact(meeting=meeting, fact=change.fact, **key), action))
    return new


def _sign(row: EditedFact, action: Action) -> EditedFact:
    row.editor, row.editor_name, row.edited_at = action.user, get_editor_name(action.user), timezone.now()
    return row


def end_bases(meeting: Meeting, changes: Iterable[ChangedFact], action: Action, log: RowLog) -> None:
    """End the basis of facts that something else than an editor changed: no editor stated the new value."""
    if action.way in (Way.MERGE, Way.SPLIT):
        return  # these carry the basis of each value with it
    ended = {change.key for change in changes}
    for row in meeting.edited_facts.all():
        if row.key in ended:
            log.touch(row)
            row.delete()


def follow_columns(
    meeting: Meeting,
    records: Records,
    marks: list[Evidence],
    stated: Iterable[ChangedFact],
    before: State | None,
    log: RowLog,
) -> list[str]:
    """Set the columns that say how a stated fact is known; return the columns of `meeting` that changed.

    Args:
        meeting: The meeting; it is not saved.
        records: Its participants, which are saved.
        marks: The evidence that is left.
        stated: The facts that an editor stated.
        before: The state before the action; None for a new meeting.
        log: The rows of the action.
    """
    columns: list[str] = []
    for change in stated:
        if change.fact == Fact.DATE:
            columns += _follow_date(meeting, marks, before)
        elif change.fact == Fact.PARTICIPANT:
            _follow_participant(records[change.participation], marks, before, log)
    return columns


def _follow_date(meeting: Meeting, marks: list[Evidence], before: State | None) -> list[str]:
    former = before["fields"] if before else {}
    now = {"date_basis": meeting.date_basis, "date_explanation": meeting.date_explanation}
    if meeting.date is None:
        meeting.date_basis, meeting.date_explanation = DateBasis.UNKNOWN, ""
    else:
        is_chosen = bool(former) and former["date_basis"] != meeting.date_basis
        if not is_chosen or not any(mark.fact == Evidence.Fact.DATE for mark in marks):
            meeting.date_basis = DateBasis.EDITOR
        if former and former["date_explanation"] == meeting.date_explanation:
            meeting.date_explanation = ""  # it explains the former date
    return [column for column, value in now.items() if getattr(meeting, column) != value]


def drop_other_names(records: Iterable[FactOnRecord], log: RowLog) -> None:
    """Empty the spelling of a report where it names someone else than the participant."""
    for record in records:
        if record.part is not None and _drop_other_name(record):
            log.touch(record.part)
            record.part.save(update_fields=["name_as_written"])


def _drop_other_name(record: FactOnRecord) -> bool:
    part = record.part
    if part is None or not part.official_id or not part.name_as_written:
        return False
    if judge_name(part.name_as_written, record.names) != CONTRADICTS:
        return False
    part.name_as_written = ""
    return True


def _follow_participant(record: FactOnRecord, marks: list[Evidence], before: State | None, log: RowLog) -> None:
    part = record.part
    assert part is not None
    rows = {row["id"]: row for row in before["parts"]["participations"]} if before else {}
    was = rows.get(part.pk, {}).get("basis")
    columns = ["name_as_written"] if _drop_other_name(record) else []
    names = [mark for mark in marks if mark.participation_id == part.pk and mark.fact == Evidence.Fact.PARTICIPANT]
    is_named = any(not mark.inferred and judge_person(mark.quote, record.names) == STATES for mark in names)
    if part.basis in (Basis.STATED, Basis.INFERRED) and was in (None, part.basis) and not is_named:
        part.basis = Basis.EDITOR
        columns.append("basis")
    if columns:
        log.touch(part)
        part.save(update_fields=columns)
