"""Submitting rejected work again: the author opens a rejected draft or a dropped report and corrects it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.models import DraftStage, Incoming, Meeting, ReviewState, Stage
from meetings.queries.withdrawals import get_current_withdrawal
from meetings.services import review
from meetings.services.history import Way, recorded
from meetings.services.roles import may_import, may_publish, require


class CannotReopenError(Exception):
    """The record cannot be submitted again; the message says why."""


def may_reopen(user: Any, record: Meeting | Incoming) -> bool:
    """Return whether `user` may open rejected work again: its author, and editors."""
    return may_import(user) and (record.created_by_id == user.pk or may_publish(user))


def reopen_draft(meeting: Meeting, user: Any) -> None:
    """Make a rejected meeting a draft that needs work, which its author corrects and submits for review.

    Raises:
        PermissionDenied: Another user entered it.
        CannotReopenError: It is not rejected, or it was withdrawn from the public.
    """
    require(may_reopen(user, meeting))
    with recorded(user, way=Way.REVIEW):
        found = Meeting.objects.select_for_update().filter(pk=meeting.pk, review_state=ReviewState.REJECTED)
        if not found.exists():
            raise CannotReopenError(_("Another editor has already decided this. Look again."))
        if get_current_withdrawal("meeting", meeting.pk):
            raise CannotReopenError(_("An editor withdrew this record from the public. Ask an editor."))
        review.make_draft(Meeting.objects.filter(pk=meeting.pk))
        DraftStage.objects.update_or_create(
            kind="meeting", record_id=meeting.pk, defaults={"stage": Stage.NEEDS_WORK, "moved_by": user}
        )


def reopen_report(incoming: Incoming, user: Any) -> None:
    """Put a dropped report back among the reports to review.

    Raises:
        PermissionDenied: Another user imported it.
        CannotReopenError: It is not dropped, or the same text is already among the reports to review.
    """
    require(may_reopen(user, incoming))
    with transaction.atomic():
        found = Incoming.objects.select_for_update().filter(pk=incoming.pk, state=Incoming.State.DROPPED).first()
        if found is None:
            raise CannotReopenError(_("Another editor has already decided this. Look again."))
        found.state, found.decided_by, found.decided_at = Incoming.State.WAITING, None, None
        try:
            with transaction.atomic():
                found.save()
        except IntegrityError:  # a report waits once
            raise CannotReopenError(_("The same report is at the desk again already. Correct that one.")) from None
