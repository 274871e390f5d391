"""Other facts that a changed fact ends: what was true of the former person, place or kind alone is unknown now.

A call has no host, a palace is in one city, and an office belongs to the person who held it. What an editor stated, now
or before, stays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.offices import is_same_office_key, make_office_key
from meetings.ingest.marked_words import read_places
from meetings.models import Appointment, EditedFact, Meeting, Participation, Version
from meetings.services.facts.changes import Action, ChangedFact, RowLog
from meetings.services.facts.loading import Row, State
from meetings.services.facts.rules import Records
from meetings.services.facts.words import STATES, is_place, judge_name

Fact = EditedFact.Fact
Role = Participation.Role
_OF_PLACES_MEETING = frozenset({Role.HOST, Role.GUEST})
_TITLES = ("title_ar", "title_en", "position_id")
# An editor who says who held an office (review) keeps the office; a merge or split carries facts that fit already.
_KEEPS_OFFICE = frozenset({Version.Way.REVIEW, Version.Way.MERGE, Version.Way.SPLIT})


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """A meeting after an action: its records, its state before, the facts that changed, and what it knows."""

    meeting: Meeting
    records: Records
    before: State
    changes: list[ChangedFact]
    action: Action
    log: RowLog

    @property
    def facts(self) -> set[tuple[str, int | None, int | None]]:
        """The keys of the changed facts."""
        return {change.key for change in self.changes}

    def is_stated(self, fact: Fact, participation: int | None = None) -> bool:
        """Return whether the action changed this fact or an editor stated it before."""
        return (fact, participation, None) in self.facts or self.was_stated(fact, participation)

    def was_stated(self, fact: Fact, participation: int | None = None) -> bool:
        """Return whether an editor stated this fact before the action."""
        return any(row.key == (fact, participation, None) for row in self.meeting.edited_facts.all())


def end_dependent_facts(case: ChangedMeeting) -> list[ChangedFact]:
    """End the facts that the changes of `case` leave without ground, and return them; participants are saved."""
    found = list(_end_receptions(case))
    found += _end_offices(case)
    if _end_venue(case):
        found.append(ChangedFact(Fact.PLACE, is_replaced=True))
    return found


def _end_receptions(case: ChangedMeeting) -> Iterator[ChangedFact]:
    """Take the roles of host and guest from the parties of a call, which has neither."""
    if (Fact.KIND, None, None) not in case.facts or not is_remote(case.meeting.kind):
        return
    for pk, record in case.records.items():
        part = record.part
        if part and pk and part.role in _OF_PLACES_MEETING and not case.is_stated(Fact.ROLE, pk):
            _change(part, {"role": Role.PARTY}, case.log)
            yield ChangedFact(Fact.ROLE, pk, is_replaced=True)


def _end_offices(case: ChangedMeeting) -> Iterator[ChangedFact]:
    """Empty the office of the person whom a participant was taken for, unless the person chosen instead held it."""
    if not case.action.is_editorial or case.action.way in _KEEPS_OFFICE:
        return
    rows = {row["id"]: row for row in case.before["parts"]["participations"]}
    for change in case.changes:
        part = case.records[change.participation].part if change.fact == Fact.PARTICIPANT else None
        if part is None or not change.is_replaced or not part.official_id or part.pk not in rows:
            continue
        if case.was_stated(Fact.TITLE, part.pk):
            continue
        row = rows[part.pk]
        if not row["official_id"] or judge_name(row["name_as_written"], case.records[part.pk].names) == STATES:
            continue  # the report names this person with the title
        if ended := _office_of_former(part, row):
            _change(part, ended, case.log)
            yield ChangedFact(Fact.TITLE, part.pk, is_replaced=True, is_empty=not _title_left(part))


def _office_of_former(part: Participation, row: Row) -> dict[str, Any]:
    """Return empty values for the columns of the office that the editor left and the new person did not hold."""
    held = list(Appointment.objects.filter(official=part.official_id).select_related("position"))
    offices = {one.position_id for one in held}
    titles = [title for one in held for title in (one.position.title_ar, one.position.title_en) if title]
    left = [name for name in _TITLES if row[name] and row[name] == getattr(part, name)]
    ended: dict[str, Any] = {}
    for name in left:
        value = getattr(part, name)
        is_held = value in offices if name == "position_id" else _is_title_of(value, titles, part.side_code)
        if not is_held:
            ended[name] = None if name == "position_id" else ""
    return ended


def _is_title_of(title: str, titles: Iterable[str], side: str | None) -> bool:
    said = make_office_key(title, side)
    return bool(said) and any(is_same_office_key(said, make_office_key(one, side)) for one in titles)


def _title_left(part: Participation) -> bool:
    return bool(part.title_ar or part.title_en or part.position_id)


def _end_venue(case: ChangedMeeting) -> bool:
    """Empty the venue if that building is in another city or country; return whether it was emptied."""
    meeting, was = case.meeting, case.before["fields"]
    is_left = (was["venue_ar"], was["venue_en"]) == (meeting.venue_ar, meeting.venue_en) != ("", "")
    if not is_left or was["place_id"] in (None, meeting.place_id) or meeting.place is None:
        return False
    place = meeting.place
    answers = [is_place(read.city, read.country, place) for read in read_places(meeting.venue_ar or meeting.venue_en)]
    if not answers or any(answers):
        return False
    meeting.venue_ar = meeting.venue_en = ""
    return True


def _change(part: Participation, values: dict[str, Any], log: RowLog) -> None:
    log.touch(part)
    for name, value in values.items():
        setattr(part, name, value)
    part.save(update_fields=[name.removesuffix("_id") for name in values])
