"""What follows from a changed fact: its basis, its evidence, the disagreements about it, headlines and summaries."""

from collections.abc import Iterable, Iterator
from typing import Any

from meetings.ingest.marked_words import read_sides
from meetings.matching.contradictions import contradicts, facts_of_record
from meetings.models import EditedFact, Evidence, Meeting, Version
from meetings.services.facts.bases import drop_other_names, end_bases, follow_columns, save_bases
from meetings.services.facts.changes import Action, ChangedFact, Row, RowLog, State, find_changes, removed_participants
from meetings.services.facts.former import former_facts
from meetings.services.facts.loading import RecordNames, load_meetings
from meetings.services.facts.rules import BY_FACT, FactOnRecord, FactRule, contradicted_by, records_of
from meetings.services.facts.texts import FormerFacts, follow_texts, sign_headlines, written_texts
from meetings.services.facts.words import CONTRADICTS, STATES, recalls

Fact = EditedFact.Fact
Way = Version.Way
_OF_THE_MEETING = (Evidence.Fact.MEETING, Evidence.Fact.KIND)
_OF_DISAGREEMENTS = {Fact.DATE: ("date",), Fact.KIND: ("kind",), Fact.PLACE: ("city", "country")}


def follow_changes(changed: Iterable[tuple[int, State | None, State]], action: Action, log: RowLog) -> None:
    """Make everything that rests on the facts of meetings follow what `action` changed in them.

    - A fact that an editor stated gets that editor as its basis.
    - Evidence that contradicts the new value is deleted; the history has it in the version before.
    - Disagreements that the new value settles are settled.
    - A headline or summary that no editor wrote is made again, or emptied if it states the former value.

    Args:
        changed: The id of each meeting, its state before the action (None if the action made it) and its present state.
        action: The action.
        log: The rows of the action, for an exact undo.
    """
    cases = [_Case(before, after, action, log, pk) for pk, before, after in changed]
    cases = [case for case in cases if case.has_changes]
    if not cases:
        return
    meetings, known = load_meetings(case.pk for case in cases), RecordNames()
    known.learn_officials(part.official_id for one in meetings.values() for part in one.participations.all())
    known.learn_officials(row["official_id"] for case in cases for row in case.former_participants)
    for case in cases:
        case.follow(meetings[case.pk], known)
    for row in EditedFact.objects.bulk_create(row for case in cases for row in case.new_rows):
        log.made(row)


def follow_new_names(ids: Iterable[int], former_names: Iterable[str], log: RowLog) -> None:
    """Make evidence and headlines of meetings follow an official who is no longer called `former_names`."""
    known, rules = RecordNames(), [BY_FACT[Fact.PARTICIPANT]]
    former = FormerFacts(people=list(former_names), has_other_people=True)
    meetings = load_meetings(ids)
    known.learn_officials(part.official_id for one in meetings.values() for part in one.participations.all())
    for meeting in meetings.values():
        records = records_of(meeting, known)
        marks = list(meeting.evidence.all())
        gone = [one for one in marks if contradicted_by(one, records, rules) or _names_former(one, records, former)]
        _delete(gone, log)
        drop_other_names(records.values(), log)
        _save(meeting, follow_texts(meeting, records, former, written_texts(meeting, meeting.edited_facts.all())), log)


class _Case:
    """One meeting that an action changed."""

    meeting: Meeting
    records: dict[int | None, FactOnRecord]

    def __init__(self, before: State | None, after: State, action: Action, log: RowLog, pk: int) -> None:
        self.pk, self.before, self.after, self.action, self.log = pk, before, after, action, log
        self.changes = find_changes(before, after)
        self.removed = removed_participants(before, after)
        self.known_marks = {row["id"] for row in before["parts"]["evidence"]} if before else set()
        # Of a new meeting Mahdar's own reading is not judged, only the marks of editors.
        marks = {row["id"] for row in after["parts"]["evidence"] if before or row["author_id"]}
        self.new_marks = marks - self.known_marks
        self.new_rows: list[EditedFact] = []

    @property
    def has_changes(self) -> bool:
        """Whether anything can follow; from a reading without corrections nothing does: its evidence is its own."""
        if self.before is None and not self.action.is_editorial and not self.after["parts"]["edited_facts"]:
            return bool(self.new_marks)
        return bool(self.changes or self.new_marks or self.removed)

    @property
    def former_participants(self) -> list[Row]:
        """The participants before the action."""
        rows: list[Row] = self.before["parts"]["participations"] if self.before else []
        return rows

    def follow(self, meeting: Meeting, known: RecordNames) -> None:
        self.meeting, self.records = meeting, records_of(meeting, known)
        stated = self._stated()
        if self.action.is_editorial:
            self.new_rows = save_bases(meeting, stated, self.action, self.log)
        elif self.before:
            end_bases(meeting, [one for one in self.changes if one not in stated], self.action, self.log)
        # A reading of a new meeting has its own evidence; only what an editor corrected in it is judged.
        judged = self.changes if self.before else stated
        former = former_facts(self.before, judged, self.removed, known)
        marks = list(meeting.evidence.all())
        gone = list(self._contradicting(marks, judged, former))
        _delete(gone, self.log)
        left = [mark for mark in marks if mark not in gone]
        columns = follow_columns(meeting, self.records, left, stated, self.before, self.log)
        self._follow_disagreements(judged)
        _save(meeting, [*columns, *self._follow_texts(judged, stated, former)], self.log)

    def _follow_texts(self, judged: list[ChangedFact], stated: list[ChangedFact], former: FormerFacts) -> list[str]:
        meeting = self.meeting
        columns = sign_headlines(meeting, [change.fact for change in stated if not change.is_empty], self.before)
        named = [change for change in judged if change.fact != Fact.TOPIC and not BY_FACT[change.fact].is_written]
        if named or self.removed or not meeting.headline_ar:
            columns += follow_texts(meeting, self.records, former, self._written_now())
        return columns

    def _written_now(self) -> set[str]:
        """Return the texts that an editor wrote, before or in this action, or that the action itself chose."""
        changed = {change.fact for change in self.changes if self.before and BY_FACT[change.fact].is_written}
        emptied = {change.fact for change in self.changes if change.is_empty}
        stated = {change.fact for change in self._stated() if BY_FACT[change.fact].is_written}
        return (written_texts(self.meeting, self.meeting.edited_facts.all()) | changed | stated) - emptied

    def _stated(self) -> list[ChangedFact]:
        """Return the changed facts that an editor stated: all of a desk's action, the corrected ones of an import."""
        if self.action.way == Way.SPLIT:  # the editor states the facts of the new meeting; its parts are moved to it
            return [one for one in self.changes if one.participation is None and one.topic is None]
        if self.action.is_editorial:
            return self.changes
        keys = {(row["fact"], row["participation_id"], row["topic_id"]) for row in self._new_rows()}
        return [change for change in self.changes if change.key in keys]

    def _new_rows(self) -> list[Row]:
        """Return the rows of EditedFact that the action itself made."""
        known = {row["id"] for row in self.before["parts"].get("edited_facts", [])} if self.before else set()
        return [row for row in self.after["parts"]["edited_facts"] if row["id"] not in known]

    def _contradicting(
        self, marks: list[Evidence], judged: list[ChangedFact], former: FormerFacts
    ) -> Iterator[Evidence]:
        for mark in marks:
            is_new = mark.pk in self.new_marks
            if (
                any(self._is_against(mark, change) for change in judged)
                or (is_new and contradicted_by(mark, self.records))
                or self._states_former(mark, former)
            ):
                yield mark

    def _is_against(self, mark: Evidence, change: ChangedFact) -> bool:
        rule: FactRule = BY_FACT[change.fact]
        if change.fact == Fact.TOPIC:
            return change.is_empty and mark.topic_id == change.topic
        if mark.fact not in (*rule.marks, *rule.also) or mark.participation_id != change.participation:
            return False
        verdict = rule.judge(mark, self.records[mark.participation_id])
        # Words that Mahdar cannot read were evidence for the former value.
        stated_former = change.is_replaced and mark.pk in self.known_marks and mark.fact in rule.marks
        return verdict == CONTRADICTS or (stated_former and verdict != STATES)

    def _states_former(self, mark: Evidence, former: FormerFacts) -> bool:
        """Return whether words for another fact name a former participant or the former side of one."""
        if _names_former(mark, self.records, former):
            return True
        side = former.side_of.get(mark.participation_id)
        now = self.records[mark.participation_id].part if side else None
        sides = read_sides(mark.quote) if side and mark.fact == Evidence.Fact.TITLE else []
        return side in sides and (now is None or now.side_code not in sides)

    def _follow_disagreements(self, judged: list[ChangedFact]) -> None:
        """Settle the disagreements that the new values end, and show the new value in the others."""
        recorded = facts_of_record(self.meeting)
        names = [name for change in judged for name in _OF_DISAGREEMENTS.get(change.fact, ())]
        if not names:
            return
        for one in self.meeting.disagreements.all():
            if one.settled or one.fact not in names:
                continue
            value = getattr(recorded, one.fact)
            if one.recorded != value[:300] or not contradicts(one.fact, value, one.said):
                self.log.touch(one)
                one.recorded, one.settled = value[:300], not contradicts(one.fact, value, one.said)
                one.save(update_fields=["recorded", "settled"])


def _names_former(mark: Evidence, records: dict[int | None, FactOnRecord], former: FormerFacts) -> bool:
    """Return whether words name someone who does not take part, or whom the participant was taken for before."""
    names = former.people_of.get(mark.participation_id, []) if mark.participation_id else former.people
    if not names or not (mark.participation_id or mark.fact in _OF_THE_MEETING):
        return False
    present = [name for one in records.values() for name in one.names]
    return any(recalls(mark.quote, name, present) for name in names if name not in present)


def _delete(marks: list[Evidence], log: RowLog) -> None:
    for mark in marks:
        log.touch(mark)
        mark.delete()


def _save(meeting: Any, columns: list[str], log: RowLog) -> None:
    if columns:
        log.touch(meeting)
        meeting.save(update_fields=[*dict.fromkeys(columns), "updated_at"])
