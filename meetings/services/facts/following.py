"""What follows from a changed fact: its basis, its evidence, the disagreements about it, headlines and summaries."""

from collections.abc import Iterable, Iterator
from typing import Any

from meetings.ingest.marked_words import read_sides
from meetings.matching.contradictions import collect_facts_of_record, is_contradiction
from meetings.models import EditedFact, Evidence, Meeting, Version
from meetings.services.facts.bases import drop_other_names, end_bases, follow_columns, save_bases
from meetings.services.facts.changes import Action, ChangedFact, RowLog, find_changes, list_removed_participants
from meetings.services.facts.consequences import ChangedMeeting, end_dependent_facts
from meetings.services.facts.former import collect_former_facts
from meetings.services.facts.loading import RecordNames, Row, State, load_meetings
from meetings.services.facts.rules import BY_FACT, FactRule, Records, find_contradicted_rule, load_records_of
from meetings.services.facts.texts import (
    FormerFacts,
    collect_written_texts,
    follow_texts,
    is_naming_former_place,
    is_naming_former_title,
    is_stating_role,
    sign_headlines,
)
from meetings.services.facts.words import CONTRADICTS, STATES, is_naming

Fact = EditedFact.Fact
Way = Version.Way
_TELL_PLACES = (Evidence.Fact.ROLE, Evidence.Fact.MEETING, Evidence.Fact.PLACE)
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
        records = load_records_of(meeting, known)
        marks = list(meeting.evidence.all())
        gone = [
            one for one in marks if find_contradicted_rule(one, records, rules) or _names_former(one, records, former)
        ]
        _delete(gone, log)
        drop_other_names(records.values(), log)
        _save(
            meeting,
            follow_texts(meeting, records, former, collect_written_texts(meeting, meeting.edited_facts.all())),
            log,
        )


class _Case:
    """One meeting that an action changed."""

    meeting: Meeting
    records: Records

    def __init__(self, before: State | None, after: State, action: Action, log: RowLog, pk: int) -> None:
        self.pk, self.before, self.after, self.action, self.log = pk, before, after, action, log
        self.changes = find_changes(before, after)
        self.removed = list_removed_participants(before, after)
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
        self.meeting, self.records = meeting, load_records_of(meeting, known)
        stated = self._stated()
        venue = meeting.venue_ar, meeting.venue_en
        ended = self._end_dependent_facts()
        if self.action.is_editorial:
            self.new_rows = save_bases(meeting, stated, self.action, self.log)
        elif self.before:
            end_bases(meeting, [one for one in self.changes if one not in stated], self.action, self.log)
        # A reading of a new meeting has its own evidence; only what an editor corrected in it is judged.
        judged = [*self.changes, *ended] if self.before else stated
        former = collect_former_facts(meeting, self.before, judged, self.removed, known)
        marks = list(meeting.evidence.all())
        gone = list(self._contradicting(marks, judged, former))
        _delete(gone, self.log)
        left = [mark for mark in marks if mark not in gone]
        columns = follow_columns(meeting, self.records, left, stated, self.before, self.log)
        self._follow_disagreements(judged)
        if venue != (meeting.venue_ar, meeting.venue_en):
            columns += ["venue_ar", "venue_en"]
        _save(meeting, [*columns, *self._follow_texts(judged, stated, former)], self.log)

    def _end_dependent_facts(self) -> list[ChangedFact]:
        if self.before is None:
            return []
        case = ChangedMeeting(self.meeting, self.records, self.before, self.changes, self.action, self.log)
        return end_dependent_facts(case)

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
        return (collect_written_texts(self.meeting, self.meeting.edited_facts.all()) | changed | stated) - emptied

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
                or (is_new and find_contradicted_rule(mark, self.records))
                or self._states_former(mark, former)
            ):
                yield mark

    def _is_against(self, mark: Evidence, change: ChangedFact) -> bool:
        rule: FactRule = BY_FACT[change.fact]
        if change.fact == Fact.TOPIC:
            return change.is_empty and mark.topic_id == change.topic
        is_of_other = change.participation is not None and mark.participation_id != change.participation
        if is_of_other or not rule.is_about(mark):
            return False
        verdict = rule.judge(mark, self.records[mark.participation_id])
        # Words that Mahdar cannot read were evidence for the former value.
        stated_former = change.is_replaced and mark.pk in self.known_marks and mark.fact in rule.marks
        return verdict == CONTRADICTS or (stated_former and verdict != STATES)

    def _states_former(self, mark: Evidence, former: FormerFacts) -> bool:
        """Return whether words for another fact name a former participant, place or role, or the former side of one."""
        if _names_former(mark, self.records, former) or _tells_former(mark, self.records, former):
            return True
        side = former.side_of.get(mark.participation_id)
        now = self.records[mark.participation_id].part if side else None
        sides = read_sides(mark.quote) if side and mark.fact == Evidence.Fact.TITLE else []
        return side in sides and (now is None or now.side_code not in sides)

    def _follow_disagreements(self, judged: list[ChangedFact]) -> None:
        """Settle the disagreements that the new values end, and show the new value in the others."""
        recorded = collect_facts_of_record(self.meeting)
        names = [name for change in judged for name in _OF_DISAGREEMENTS.get(change.fact, ())]
        if not names:
            return
        for one in self.meeting.disagreements.all():
            if one.settled or one.fact not in names:
                continue
            value = getattr(recorded, one.fact)
            if one.recorded != value[:300] or not is_contradiction(one.fact, value, one.said):
                self.log.touch(one)
                one.recorded, one.settled = value[:300], not is_contradiction(one.fact, value, one.said)
                one.save(update_fields=["recorded", "settled"])


def _names_former(mark: Evidence, records: Records, former: FormerFacts) -> bool:
    """Return whether words name someone who does not take part, or whom the participant was taken for before."""
    if not (mark.participation_id or mark.fact in _OF_THE_MEETING):
        return False
    names = former.people_of.get(mark.participation_id, []) if mark.participation_id else former.people
    present = [name for one in records.values() for name in one.names]
    if any(is_naming(mark.quote, name, present) for name in names if name not in present):
        return True
    return mark.participation_id is None and is_naming_former_title(mark.quote, records, former)


def _tells_former(mark: Evidence, records: Records, former: FormerFacts) -> bool:
    """Return whether words tell a former place or role, or name a person by a former office."""
    if mark.fact in _TELL_PLACES and is_naming_former_place(mark.quote, former):
        return True
    if mark.fact in _OF_THE_MEETING:
        return bool(former.roles) and is_stating_role(mark.quote, records, former.roles)
    titles = former.titles_of.get(mark.participation_id, [])
    return (
        bool(titles) and mark.fact == Evidence.Fact.PARTICIPANT and is_naming_former_title(mark.quote, records, former)
    )


def _delete(marks: list[Evidence], log: RowLog) -> None:
    for mark in marks:
        log.touch(mark)
        mark.delete()


def _save(meeting: Any, columns: list[str], log: RowLog) -> None:
    if columns:
        log.touch(meeting)
        meeting.save(update_fields=[*dict.fromkeys(columns), "updated_at"])
