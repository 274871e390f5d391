"""The facts that an action changed, found by comparing a meeting before and after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Model

from meetings.matching.contradictions import date_value, is_contradiction
from meetings.models import EditedFact, Meeting, Version
from meetings.services.facts.loading import Row, State
from meetings.services.facts.rules import FACTS, FactRule

Fact = EditedFact.Fact
Way = Version.Way

# The ways in which an editor states facts. An import of a report states which facts the editor corrected by its own
# rows; merging and restoring state none.
_BY_EDITOR = {Way.FORM, Way.LIST, Way.REVIEW, Way.MARKING, Way.CORRECTION, Way.IMPORT, Way.SPLIT}


class RowLog(Protocol):
    """What follows a changed fact reports its rows here, so that an exact undo finds them."""

    def touch(self, record: Model) -> None:
        """Note a row that is about to change or to be deleted."""

    def made(self, record: Model) -> None:
        """Note a new row."""


@dataclass(frozen=True, slots=True)
class Action:
    """Who changes the archive, how and since when; `user` is None for a command."""

    user: Any
    way: str
    began: datetime

    @property
    def is_editorial(self) -> bool:
        """Whether the changed facts are the user's own statements."""
        return self.user is not None and self.way in _BY_EDITOR

    @property
    def is_exact(self) -> bool:
        """Whether the action brings back earlier states of all its records, in which they fitted already."""
        return self.way == Way.UNMERGE

    @property
    def is_exact_for_meetings(self) -> bool:
        """Whether a meeting that the action itself changed has an earlier state again, in which its facts fitted.

        A restored article or official is followed by its meetings, which stayed as they were.
        """
        return self.way in (Way.RESTORE, Way.UNMERGE)


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact with another value than before.

    `is_replaced` says that the former value cannot be right if the new one is; `is_empty` that there is no new value.
    """

    fact: Fact
    participation: int | None = None
    topic: int | None = None
    is_replaced: bool = False
    is_empty: bool = False

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """The key of its row of EditedFact."""
        return self.fact, self.participation, self.topic


def find_changes(before: State | None, after: State) -> list[ChangedFact]:
    """Return the facts in which a meeting differs from before, in the order of FACTS; all of them if it is new."""
    old = before or {"fields": {}, "parts": {}}
    found: list[ChangedFact] = []
    for rule in FACTS:
        if rule.fact == Fact.TOPIC:
            found += _topics(_rows(old, "ranked_topics"), _rows(after, "ranked_topics"))
        elif rule.is_of_participant:
            rows = {row["id"]: row for row in _rows(old, "participations")}
            for row in _rows(after, "participations"):
                found += _changed(rule, rows.get(row["id"], {}), row, row["id"])
        else:
            found += _changed(rule, old["fields"], after["fields"])
    return found


def list_removed_participants(before: State | None, after: State) -> list[Row]:
    """Return the participants that a meeting had before and does not have now."""
    left = {row["id"] for row in _rows(after, "participations")}
    return [row for row in _rows(before or {"parts": {}}, "participations") if row["id"] not in left]


def _rows(state: State, part: str) -> list[Row]:
    rows: list[Row] = state["parts"].get(part, [])
    return rows


def _topics(old: list[Row], new: list[Row]) -> Iterator[ChangedFact]:
    before, after = {row["topic_id"] for row in old}, {row["topic_id"] for row in new}
    yield from (ChangedFact(Fact.TOPIC, topic=pk, is_replaced=True, is_empty=True) for pk in sorted(before - after))
    yield from (ChangedFact(Fact.TOPIC, topic=pk) for pk in sorted(after - before))


def _changed(rule: FactRule, old: Row, new: Row, participation: int | None = None) -> Iterator[ChangedFact]:
    columns = rule.columns_with(new.get("official_id"))
    if rule.fact == Fact.DATE and old and new["date"] and _becomes_editors(old, new):
        columns = (*columns, "date_basis")
    if all((old.get(column) or None) == (new[column] or None) for column in columns):
        return
    is_empty = not any(new[column] for column in columns if column not in ("date_precision", "date_basis"))
    if not old and is_empty:
        return
    yield ChangedFact(rule.fact, participation, is_replaced=_is_replaced(rule, columns, old, new), is_empty=is_empty)


def _becomes_editors(old: Row, new: Row) -> bool:
    """Return whether an editor claims the date, even if it is the same day."""
    return bool(old["date_basis"] != new["date_basis"] == Meeting.DateBasis.EDITOR)


def _is_replaced(rule: FactRule, columns: tuple[str, ...], old: Row, new: Row) -> bool:
    if not old:
        return False
    if rule.fact == Fact.DATE:
        former, present = _day(old), _day(new)
        return bool(former) and (not present or is_contradiction("date", former, present))
    if rule.fact == Fact.KIND:
        return is_contradiction("kind", old["kind"], new["kind"])
    return any(old.get(column) and old[column] != new[column] for column in columns)


def _day(row: Row) -> str:
    return date_value(date.fromisoformat(row["date"]) if row["date"] else None, row["date_precision"])
