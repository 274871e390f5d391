"""History: who changed what, when, in which way and why; what it was before; and the way back.

Every service that changes the archive on behalf of an editor, and every command that does, wraps its work:

    with recorded(user, "the same visit, reported twice", way=Way.MERGE):
        keep(meeting, other)           # only before bulk operations, which send no signals
        Participation.objects.filter(meeting=other).update(meeting=meeting)
        other.delete()

What is saved or deleted by the models within it is noticed by itself, parts included: a changed participant is a new
version of its meeting. `update()`, `bulk_create()` and `bulk_update()` are not noticed: call `keep` with the records
they are about to change, before they do. At the end there is one version of each record that came out different, all
with the same `action`; a record without a history gets the state before as its first version, so that every change
can be compared and undone.
"""

from django.db.models import Model, QuerySet

from meetings.models import Version
from meetings.models.history import whole_of
from meetings.services.history.difference import Difference, contents, difference, standing
from meetings.services.history.recording import keep, keep_new_rows, keep_rows, recorded, several_actions
from meetings.services.history.restore import CannotRestoreError, in_its_way, restore
from meetings.services.history.values import names_of, version_names

Change, Way = Version.Change, Version.Way

__all__ = [
    "CannotRestoreError",
    "Change",
    "Difference",
    "Way",
    "contents",
    "difference",
    "in_its_way",
    "keep",
    "keep_new_rows",
    "keep_rows",
    "names_of",
    "recorded",
    "restore",
    "several_actions",
    "standing",
    "version_names",
    "versions",
    "versions_of",
]


def versions(record: Model) -> QuerySet[Version]:
    """The versions of `record`, or of what it is a part of, the latest first; none of a kind without a history."""
    whole = whole_of(record)
    return versions_of(*whole) if whole else Version.objects.none()


def versions_of(kind: str, record_id: int) -> QuerySet[Version]:
    """The versions of a record that may be gone, the latest first."""
    return Version.objects.filter(kind=kind, record_id=record_id).select_related("user").order_by("-number")
