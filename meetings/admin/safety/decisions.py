"""Decisions about a record on pages of the desk that are not its form: each is taken on the version that was shown."""

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


def find_later_changes(request: HttpRequest, record: Model) -> LaterChanges | None:
    """Return what changed in `record` after the page on which an editor decided; None if nothing did.

    A request without the number of a version is not checked: it does not come from a page of the desk. Call it within
    a transaction: no other editor changes the record until it ends.
    """
    list(type(record)._base_manager.select_for_update().filter(pk=record.pk).values_list("pk"))
    number = read_number(request.POST.get(MADE_ON, ""))
    if number is None or number == get_version_number(record):
        return None
    versions = [(version, name_facts(version)) for version in list_versions_since(record, number)]
    return LaterChanges(versions, _compare_with_now(record, number))


def _compare_with_now(record: Any, number: int) -> Difference | None:
    """Return the difference between a version and the record; the first version is also that before the history."""
    seen = select_versions(record).filter(number=max(number, 1)).first()
    whole = find_whole(record)
    now = make_current_version(*whole) if whole else None
    return compare_versions(seen, now) if seen and now else None
