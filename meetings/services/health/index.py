"""Checks of the search index: it opens, is of this version, and follows the database."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import IndexChange
from meetings.search import count_meetings_to_index, read_index_condition
from meetings.services.health.results import FAULT, OK, WARNING, HealthResult

MAX_NOTE_AGE = datetime.timedelta(minutes=5)  # an update takes seconds


def check_index() -> HealthResult:
    """Open the index and compare its version with the one that this version of Mahdar makes."""
    try:
        state = read_index_condition()
    except Exception as error:  # engines differ in what they raise on damaged files
        found = _("The index is damaged: %(error)s") % {"error": f"{type(error).__name__}: {error}"}
        return HealthResult(FAULT, found, _("Run manage.py rebuild_index."))
    values = {"version": state.version, "present_version": state.present_version, "documents": state.documents}
    if state.version is None:
        return HealthResult(FAULT, _("There is no search index."), _("Run manage.py rebuild_index."), values)
    if state.version != state.present_version:
        found = _("The index was made by another version of Mahdar.")
        return HealthResult(WARNING, found, _("Run manage.py rebuild_index."), values)
    found = ngettext("%(count)d meeting in the index", "%(count)d meetings in the index", state.documents)
    return HealthResult(OK, found % {"count": state.documents}, values=values)


def check_index_documents() -> HealthResult:
    """Compare the number of documents with that of the meetings; changes that wait explain a difference."""
    documents, meetings = read_index_condition().documents, count_meetings_to_index()
    values = {"documents": documents, "meetings": meetings}
    if documents == meetings:
        return HealthResult(OK, _("Every meeting to be found is in the index."), values=values)
    found = _("The index has %(documents)d meetings, the database %(meetings)d.") % values
    if IndexChange.objects.exists():
        return HealthResult(WARNING, found, _("Changes are waiting. Run manage.py sync_index."), values)
    return HealthResult(FAULT, found, _("Run manage.py rebuild_index."), values)


@dataclass(frozen=True, slots=True)
class WaitingChanges:
    """The changes that the index does not have yet, and the age of the oldest in seconds; None without one."""

    count: int
    oldest_seconds: float | None


def count_waiting_changes() -> WaitingChanges:
    """Count the recorded changes that wait for the index, with one query."""
    found = IndexChange.objects.aggregate(count=Count("id"), oldest=Min("created_at"))
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else None
    return WaitingChanges(found["count"], None if age is None else max(age, 0.0))


def check_waiting_changes() -> HealthResult:
    """Look at how many changes wait for the index, and for how long."""
    waiting = count_waiting_changes()
    values = {"count": waiting.count, "oldest_seconds": waiting.oldest_seconds}
    if waiting.oldest_seconds is None:
        return HealthResult(OK, _("The index has all changes."), values=values)
    age = datetime.timedelta(seconds=waiting.oldest_seconds)
    found = ngettext(
        "%(count)d change waits for the index, the oldest for %(time)s.",
        "%(count)d changes wait for the index, the oldest for %(time)s.",
        waiting.count,
    ) % {"count": waiting.count, "time": timesince(timezone.now() - age, depth=1)}
    if age > MAX_NOTE_AGE:
        return HealthResult(
            WARNING, found, _("Run manage.py sync_index, and look into the log for its errors."), values
        )
    return HealthResult(OK, found, values=values)
