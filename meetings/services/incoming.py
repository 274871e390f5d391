"""Reports at the desk: storing their readings, dropping them, and saving what an editor enters about them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from meetings.extraction.readings import ReportReading
from meetings.ingest.arrivals import make_source
from meetings.ingest.confirmed import ConfirmedMeeting
from meetings.ingest.proposal import propose
from meetings.ingest.run import read_source
from meetings.ingest.sources import SourceText
from meetings.ingest.stated_days import get_known_day
from meetings.ingest.write import StoredReport, Writer
from meetings.models import Incoming, Meeting
from meetings.models.stated_days import PublishedBasis
from meetings.queries.checks import Finding
from meetings.services import review, roles
from meetings.services.checks import confirm_public, find_public_errors
from meetings.services.history import Way, keep, recorded
from meetings.services.rejections import RejectionReason, save_rejections


class AlreadyDecidedError(Exception):
    """Another editor stored or dropped the report in the meantime."""


def store(
    incoming: Incoming,
    report: ReportReading,
    source: SourceText,
    confirmed: Sequence[ConfirmedMeeting],
    user: Any,
    *,
    publish: bool,
    reason: str = "",
) -> StoredReport:
    """Save what an editor confirmed, as drafts or published, and take the report off the desk; all or nothing.

    Args:
        incoming: The report at the desk.
        report: Its reading as the editor corrected it.
        source: Its text and metadata (URL, outlet, day of publication).
        confirmed: The editor's decisions, one for each meeting of `report`.
        user: The editor.
        publish: Whether the meetings are published at once.
        reason: Why they are published although they break rules.

    Returns:
        What was stored. If the editor kept no meeting it has no article: nothing was written and the report stays.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        AlreadyDecidedError: Another editor has stored or dropped the report.
        Meeting.DoesNotExist: A meeting that the report was to join does not exist any more.
        ReasonNeededError: A meeting would be published against a rule without a reason; nothing is stored.
    """
    roles.require(roles.may_import(user))
    with recorded(user, way=Way.BRING_IN):
        waiting = _lock_waiting(incoming)
        joined = _joined_meetings(confirmed)
        roles.require(all(roles.may_edit(user, meeting) for meeting in joined))
        keep(joined)  # their evidence and topics are written in bulk
        before = find_public_errors(("meeting", meeting.pk) for meeting in joined)
        stored = Writer(user=user, learn_names=roles.may_publish(user)).store(report, source, confirmed)
        if stored.article is None:
            return stored
        if publish:
            _publish([*stored.new_meetings, *stored.known_meetings], user, reason, before)
        _decide(waiting, Incoming.State.STORED, user, stored)
    return stored


def store_as_read(incoming: Incoming, user: Any, writer: Writer) -> StoredReport:
    """Save Mahdar's own reading as drafts for the review queue; save nothing of a report without meetings.

    `writer` keeps the archive's people in memory over many reports. Raises PermissionDenied, AlreadyDecidedError.
    """
    roles.require(roles.may_import(user))
    with recorded(user, way=Way.BRING_IN):
        waiting = _lock_waiting(incoming)
        source = make_source(waiting)
        report = read_source(source)
        confirmed = [
            ConfirmedMeeting(
                officials=tuple(match.official_id if match else None for match in one.matches),
                headline=one.headline,
                into=one.known.pk if one.known and roles.may_edit(user, one.known) else None,
            )
            for one in propose(report)
        ]
        keep(_joined_meetings(confirmed))
        stored = writer.store(report, source, confirmed)
        if stored.article:
            _decide(waiting, Incoming.State.STORED, user, stored)
    return stored


def drop(incoming: Incoming, user: Any, why: RejectionReason | None = None) -> None:
    """Take a report off the desk and store nothing of it; `why` is the reason for the person who imported it.

    Raises PermissionDenied, AlreadyDecidedError.
    """
    roles.require(roles.may_edit(user, incoming))
    with recorded(user, way=Way.BRING_IN):
        _decide(_lock_waiting(incoming), Incoming.State.DROPPED, user)
        save_rejections("incoming", [incoming.pk], user, why)


def describe(
    incoming: Incoming,
    user: Any,
    *,
    read: ReportReading,
    published: date | None,
    url: str,
    outlet_id: int | None,
    is_chosen: bool = False,
) -> None:
    """Save what an editor enters about a report at the desk, and the number of meetings that Mahdar then reads in it.

    A day that Mahdar read stays one that the report states; another one, or none, is the editor's.

    Args:
        incoming: The report at the desk.
        user: The editor.
        read: The reading that the editor saw.
        published: The day of publication; None where it is unknown.
        url: Its address on the web.
        outlet_id: Its outlet.
        is_chosen: Whether the editor chose the day among several that the sources state.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
    """
    roles.require(roles.may_import(user))
    if is_chosen or published != get_known_day(read, make_source(incoming)):
        incoming.published_on, incoming.published_basis = published, PublishedBasis.EDITOR
    incoming.url, incoming.outlet_id = url, outlet_id
    incoming.meetings_found = len(read_source(make_source(incoming)).meetings)
    incoming.save()


def _joined_meetings(confirmed: Sequence[ConfirmedMeeting]) -> Any:
    """Return the meetings on record of which the report becomes a further source."""
    return Meeting.objects.filter(pk__in=[one.into for one in confirmed if one.into])


def _publish(meetings: list[Meeting], user: Any, reason: str, before: list[Finding]) -> None:
    ids = [meeting.pk for meeting in meetings]
    public = list(Meeting.objects.public().filter(pk__in=ids).values_list("pk", flat=True))
    review.publish(Meeting.objects.filter(pk__in=ids), user, reason=reason)
    confirm_public((("meeting", pk) for pk in public), user, reason, before)
    review.publish_officials_of(ids, user, reason=reason)


def _lock_waiting(incoming: Incoming) -> Incoming:
    found: Incoming | None = Incoming.objects.waiting().select_for_update().filter(pk=incoming.pk).first()
    if found is None:
        raise AlreadyDecidedError
    return found


def _decide(incoming: Incoming, state: str, user: Any, stored: StoredReport | None = None) -> None:
    incoming.state, incoming.decided_by, incoming.decided_at = state, user, timezone.now()
    incoming.article = stored.article if stored else None
    incoming.save()
