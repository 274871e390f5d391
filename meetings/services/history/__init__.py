"""History: who changed what, when, how and why; the earlier versions of each record; and restoring them.

Every service and command that changes the archive wraps its work:

    with recorded(user, "the same visit, reported twice", way=Way.MERGE):
        keep(meeting, other)           # only before bulk operations, which send no signals
        Participation.objects.filter(meeting=other).update(meeting=meeting)
        other.delete()

The history notices by itself what models save or delete within the block, parts included: a changed participant is a
new version of its meeting. It does not notice `update()`, `bulk_create()` and `bulk_update()`: call `keep` with the
records they are about to change, before they do. At the end it writes one version of each record that differs from
before, all with the same `action`. A record without a history also gets the state before as its first version, so that
every change can be compared and undone.
"""

from django.db.models import Model, QuerySet

from meetings.models import Version
from meetings.models.history import whole_of
from meetings.services.history.difference import Difference, contents, current_version, difference
from meetings.services.history.recording import (
    collected_changes,
    keep,
    keep_new_rows,
    keep_rows,
    recorded,
    several_actions,
)
from meetings.services.history.restore import CannotRestoreError, find_conflicts, restore
from meetings.services.history.values import names_of, version_names

Change, Way = Version.Change, Version.Way

__all__ = [
    "CannotRestoreError",
    "Change",
    "Difference",
    "Way",
    "collected_changes",
    "contents",
    "current_version",
    "difference",
    "find_conflicts",
    "keep",
    "keep_new_rows",
    "keep_rows",
    "names_of",
    "recorded",
    "restore",
    "several_actions",
    "version_names",
    "versions",
    "versions_of",
]


def versions(record: Model) -> QuerySet[Version]:
    """Return the versions of `record`, or of the record it is a part of, the latest first.

    A kind without a history has none.
    """
    whole = whole_of(record)
    return versions_of(*whole) if whole else Version.objects.none()


def versions_of(kind: str, record_id: int) -> QuerySet[Version]:
    """Return the versions of a record, which may be deleted, the latest first."""
    return Version.objects.filter(kind=kind, record_id=record_id).select_related("user").order_by("-number")
