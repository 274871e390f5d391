"""Decisions about a record on pages of the desk that are not its form: each is taken on the version that was shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from meetings.admin.safety.versions import MADE_ON, get_version_number, list_versions_since
from meetings.models import Version
from meetings.models.history import find_whole
from meetings.queries.history import name_facts
from meetings.services.history import Difference, compare_versions, make_current_version, select_versions
from meetings.text.typed_numbers import read_number


@dataclass(slots=True)
class LaterChanges:
    """What changed in a record after an editor saw it: by whom, and which values."""

    versions: list[tuple[Version, list[str]]]
    difference: Difference | None


def find_later_changes(request: HttpRequest, record: Model, box: str = MADE_ON) -> LaterChanges | None:
    """Return what changed in `record` after the page on which an editor decided; None if nothing did.

    The hidden box `box` has the number of the version. A request without it is not checked: it does not come from a
    page of the desk. Call it within a transaction: no other editor changes the record until it ends.
    """
    list(type(record)._base_manager.select_for_update().filter(pk=record.pk).values_list("pk"))
    number = read_number(request.POST.get(box, ""))
    if number is None or number == get_version_number(record):
        return None
    versions = [(version, name_facts(version)) for version in list_versions_since(record, number)]
    return LaterChanges(versions, _compare_with_now(record, number))


def list_shown_versions(records: Iterable[Model]) -> list[tuple[str, int]]:
    """Return a hidden box for each of several records that a page shows: its name, and the number of the version."""
    return [(f"{MADE_ON}_{record.pk}", get_version_number(record)) for record in records]


def find_changes_of(request: HttpRequest, records: Iterable[Model]) -> list[tuple[Model, LaterChanges]]:
    """Return those of several records that changed after the page showed them, each with what changed."""
    found = ((record, find_later_changes(request, record, f"{MADE_ON}_{record.pk}")) for record in records)
    return [(record, changes) for record, changes in found if changes is not None]


def _compare_with_now(record: Any, number: int) -> Difference | None:
    """Return the difference between a version and the record; the first version is also that before the history."""
    seen = select_versions(record).filter(number=max(number, 1)).first()
    whole = find_whole(record)
    now = make_current_version(*whole) if whole else None
    return compare_versions(seen, now) if seen and now else None
