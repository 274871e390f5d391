"""The rows that an action touches, with every column before and after it, so that undo can be exact."""

from typing import Any, TypedDict

from django.db.models import Model, QuerySet

from meetings.models import Version
from meetings.models.history import find_whole
from meetings.services import rows
from meetings.services.rows import RowKey, Values


class RowChange(TypedDict):
    """One row before and after an action; None where it did not exist."""

    model: str  # its label in lower case
    pk: Any
    before: Values | None
    after: Values | None


class TouchedRows:
    """Rows to be compared at the end of an action."""

    def __init__(self) -> None:
        self._before: dict[RowKey, Values | None] = {}
        self._scopes: list[QuerySet[Any]] = []

    def remember(self, given: Model | QuerySet[Any]) -> None:
        """Read a record, or all rows of a queryset, as they are now.

        Rows that the queryset finds only at the end of the action count as created by it.
        """
        if isinstance(given, QuerySet):
            self._scopes.append(given.all())
            for record in given.all():
                self._before.setdefault(rows.make_key(record), rows.get_values(record))
        else:
            now = type(given)._base_manager.get(pk=given.pk)  # the instance may have been changed already
            self._before.setdefault(rows.make_key(given), rows.get_values(now))

    def add_new(self, record: Model) -> None:
        """Count `record` as created by the action."""
        self._before.setdefault(rows.make_key(record), None)

    def touch(self, record: Model) -> None:
        """Read a record that follows the action and is about to change, if the action stores rows for undo."""
        if self._before or self._scopes:
            self.remember(record)

    def made(self, record: Model) -> None:
        """Count a record that follows the action as created by it, if the action stores rows for undo."""
        if self._before or self._scopes:
            self.add_new(record)

    def changes(self) -> list[RowChange]:
        """Return the rows that differ from before."""
        for scope in self._scopes:
            for record in scope.all():
                self.add_new(record)
        now = rows.load_current(self._before)
        found: list[RowChange] = []
        for (label, pk), before in self._before.items():
            after = rows.get_values(now[label, pk]) if (label, pk) in now else None
            if after != before:
                found.append({"model": label, "pk": pk, "before": before, "after": after})
        return found


def attach_rows(changes: list[RowChange], versions: dict[tuple[str, int], Version]) -> None:
    """Attach each changed row to the version of the record it belongs to; other rows to the last of `versions`.

    Old addresses and decisions on pairs belong to no record with a history, and a record of which only the time of
    saving changed has no version. `versions` are the unsaved ones that the action itself makes.
    """
    if not changes:
        return
    if not versions:
        raise RuntimeError("Rows were changed, but no record with a history was. Undo would not find them.")
    last = next(reversed(versions.values()))
    for change in changes:
        record = rows.make_record(change["model"], change["before"] or change["after"] or {})
        whole = find_whole(record)
        version = versions.get(whole, last) if whole else last
        version.rows.append(change)
