"""The versions that one action adds to the history of a record: a missing earlier state, and the new state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.dateparse import parse_datetime

from meetings.models import Version
from meetings.services.history.states import RecordState, list_changed_facts

Change, Way = Version.Change, Version.Way
Whole = tuple[str, int]  # kind and id of a record that has a history (a part belongs to the history of its record)


@dataclass(slots=True)
class Deed:
    """The description of an action: its user (None: a command), reason, way and beginning."""

    user: Any
    note: str
    way: str
    began: datetime

    def own_version(self, change: str, state: RecordState, facts: Iterable[str] = ()) -> Version:
        """Return a version that this action makes of a record, not saved."""
        return Version(
            change=change,
            way=self.way,
            user_id=self.user.pk if self.user else None,
            user_name=(self.user.get_full_name() or self.user.get_username())[:150] if self.user else "",
            note=self.note,
            facts=list(facts),
            state=state,
        )

    def has_made(self, state: RecordState) -> bool:
        """Return whether the record was made since the action began, as far as the record itself says."""
        made = parse_datetime(state["fields"].get("created_at") or "")
        return made is not None and made >= self.began


def make_versions_to_add(
    deed: Deed, before: RecordState | None, after: RecordState | None, latest: Version | None
) -> list[Version]:
    """Return the new versions of a record that the action changed from `before` to `after` (None: not there).

    There are at most two: the state before, where the history does not have it yet, and what the action made of it.
    """
    if after == before:
        return []
    return [*_missing_version(deed, before, after, latest), _own_version(deed, before, after, latest)]


def make_versions_of_named(deed: Deed, after: RecordState | None, latest: Version | None) -> list[Version]:
    """Return the new versions of a record that `keep` was called with only after its change: what its history lacks."""
    on_record = state_on_record(latest)
    if is_same(after, on_record):
        return []
    if after is None:
        return [deed.own_version(Change.DELETED, on_record or {})]
    if latest is None:
        change = Change.ENTERED if deed.has_made(after) else Change.CHANGED
    else:
        change = Change.RESTORED if latest.gone else Change.CHANGED
    return [deed.own_version(change, after, list_changed_facts(on_record, after))]


def state_on_record(latest: Version | None) -> RecordState | None:
    """Return the state of a record in its latest version; None when that says it is deleted."""
    return latest.state if latest and not latest.gone else None


def is_same(state: RecordState | None, on_record: RecordState | None) -> bool:
    """Return whether a state equals one on record, in the columns and parts that existed when that was saved."""
    if state is None or on_record is None:
        return state is on_record
    fields = {name: value for name, value in state["fields"].items() if name in on_record["fields"]}
    return fields == on_record["fields"] and not any(
        rows != on_record["parts"].get(name, []) for name, rows in state["parts"].items()
    )


def load_latest_versions(kind: str, ids: list[int]) -> dict[int, Version]:
    """Return the latest version of each record, by the record's id."""
    later = Version.objects.filter(kind=kind, record_id=OuterRef("record_id"), number__gt=OuterRef("number"))
    found = Version.objects.filter(~Exists(later), kind=kind, record_id__in=ids).defer("rows")
    return {version.record_id: version for version in found}


def _missing_version(
    deed: Deed, before: RecordState | None, after: RecordState | None, latest: Version | None
) -> list[Version]:
    """Return the state before the action as a version, where the history does not have it."""
    on_record = state_on_record(latest)
    if before is None or is_same(before, on_record) or deed.has_made(before):
        return []
    if latest is None and after is None:
        return []  # the version of the deletion has the state before it
    change = Change.OUTSIDE if latest else Change.KEPT
    return [Version(change=change, state=before, facts=list_changed_facts(on_record, before))]


def _own_version(deed: Deed, before: RecordState | None, after: RecordState | None, latest: Version | None) -> Version:
    """Return what the action made of the record."""
    if after is None:
        return deed.own_version(Change.DELETED, before or {})
    if deed.way == Way.RESTORE or (before is None and latest and latest.gone):
        return deed.own_version(Change.RESTORED, after, list_changed_facts(before, after))
    if before is None or (latest is None and deed.has_made(before)):
        return deed.own_version(Change.ENTERED, after)
    return deed.own_version(Change.CHANGED, after, list_changed_facts(before, after))
