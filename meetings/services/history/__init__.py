"""History: who changed what, when, how and why; and the earlier versions of each record.

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
from meetings.models.history import find_whole
from meetings.services.history.difference import Difference, compare_versions, make_current_version, show_contents
from meetings.services.history.recording import (
    collected_changes,
    count_saved_actions,
    follow_facts_now,
    keep,
    keep_new_rows,
    keep_rows,
    one_action,
    recorded,
    rehearsed,
    several_actions,
)
from meetings.services.history.values import load_names_of, load_version_names

Change, Way = Version.Change, Version.Way

__all__ = [
    "Change",
    "Difference",
    "Way",
    "collected_changes",
    "compare_versions",
    "count_saved_actions",
    "follow_facts_now",
    "keep",
    "keep_new_rows",
    "keep_rows",
    "load_names_of",
    "load_version_names",
    "make_current_version",
    "one_action",
    "recorded",
    "rehearsed",
    "select_versions",
    "select_versions_of",
    "several_actions",
    "show_contents",
]


def select_versions(record: Model) -> QuerySet[Version]:
    """Return the versions of `record`, or of the record it is a part of, the latest first.

    A kind without a history has none.
    """
    whole = find_whole(record)
    return select_versions_of(*whole) if whole else Version.objects.none()


def select_versions_of(kind: str, record_id: int) -> QuerySet[Version]:
    """Return the versions of a record, which may be deleted, the latest first."""
    return Version.objects.filter(kind=kind, record_id=record_id).select_related("user").order_by("-number")
