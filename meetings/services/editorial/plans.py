"""Scheduled publishing and embargo of meetings.

An embargo refuses every way of publishing before its time (`services/review` asks for it). A meeting that is
scheduled is published through `services/review`, with the rules of the archive, by the user who scheduled it. Where
that is refused, the user gets a notice and a mail, and the meeting waits for an editor.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import DeskNotice, Meeting, PublishingPlan, ReviewState
from meetings.services import review
from meetings.services.checks import ReasonNeededError
from meetings.services.editorial.letters import send_failed_plan
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require

logger = logging.getLogger(__name__)
Failure = PublishingPlan.Failure


class PlanRefusedError(Exception):
    """The plan cannot be saved; `field` is the box that is wrong, the message says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def set_plan(
    meeting: Meeting, user: Any, publish_at: datetime | None, embargo_until: datetime | None, site: str = ""
) -> PublishingPlan | None:
    """Save when a meeting is published, and before which time it is not; without both times delete its plan.

    Args:
        meeting: The draft.
        user: The editor, in whose name it is published.
        publish_at: The time of publication; None to publish by hand.
        embargo_until: The end of the embargo; None without one.
        site: The address of the site with its final slash, for links in mails.

    Raises:
        PermissionDenied: `user` may not publish.
        PlanRefusedError: The meeting is not a draft, or the times do not fit.
    """
    require(may_publish(user))
    with transaction.atomic():
        state = Meeting.objects.select_for_update().values_list("review_state", flat=True).get(pk=meeting.pk)
        plans = PublishingPlan.objects.about("meeting", meeting.pk)
        if not publish_at and not embargo_until:
            plans.delete()
            return None
        _check_times(state, publish_at, embargo_until, plans.first())
        values = {"publish_at": publish_at, "embargo_until": embargo_until, "user": user, "site": site, "failure": ""}
        plan, _new = PublishingPlan.objects.update_or_create(kind="meeting", record_id=meeting.pk, defaults=values)
    return plan


def _check_times(state: str, publish_at: datetime | None, embargo: datetime | None, old: PublishingPlan | None) -> None:
    now = timezone.now()
    if state == ReviewState.PUBLISHED:
        raise PlanRefusedError("publish_at", _("The meeting is published already. Return it to draft first."))
    if state == ReviewState.REJECTED:
        raise PlanRefusedError("publish_at", _("The meeting is rejected. Return it to draft first."))
    if publish_at and publish_at <= now:
        raise PlanRefusedError("publish_at", _("This time is past. Enter a later one, or publish the meeting now."))
    if embargo and embargo <= now and not (old and old.embargo_until == embargo):
        raise PlanRefusedError("embargo_until", _("This time is past. Enter a later one, or leave it empty."))
    if publish_at and embargo and publish_at < embargo:
        raise PlanRefusedError(
            "publish_at", _("The meeting cannot be published before its embargo ends. Enter a later time.")
        )


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """The result of a plan that was due: `failure` is empty if the meeting was published."""

    meeting: int
    headline: str
    failure: str


def publish_due(now: datetime | None = None) -> Iterator[PlanOutcome]:
    """Publish the meetings whose time has come, each in its own transaction, and yield the results.

    A second run at the same time does nothing: a plan is carried out once. An error in one is logged, and stops no
    other: the next run tries again.
    """
    now = now or timezone.now()
    due = PublishingPlan.objects.filter(publish_at__lte=now, failure="").order_by("publish_at", "pk")
    for pk, meeting_id in list(due.values_list("pk", "record_id")):
        try:
            outcome = _carry_out(pk, meeting_id, now)
        except Exception:
            logger.exception("The scheduled meeting %s could not be published", meeting_id)
        else:
            if outcome:
                yield outcome


def _carry_out(pk: int, meeting_id: int, now: datetime) -> PlanOutcome | None:
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()  # first, as in set_plan
        plans = PublishingPlan.objects.select_for_update(of=("self",)).select_related("user")
        plan: PublishingPlan | None = plans.filter(pk=pk, publish_at__lte=now, failure="").first()
        if plan is None:
            return None  # another run was quicker, or an editor changed it
        if meeting is None or meeting.review_state == ReviewState.PUBLISHED:
            plan.delete()  # deleted or merged, or published by hand
            return None
        failure = _publish(plan, meeting, now)
        if not failure:
            plan.delete()
            return PlanOutcome(meeting.pk, meeting.headline, "")
        plan.failure = failure
        plan.save(update_fields=["failure"])
        if plan.user:
            DeskNotice.objects.create(
                user=plan.user, reason=DeskNotice.Reason.NOT_PUBLISHED, kind="meeting", record_id=meeting.pk,
                text=failure,
            )  # fmt: skip
    send_failed_plan(plan, meeting)
    return PlanOutcome(meeting.pk, meeting.headline, failure)


def _publish(plan: PublishingPlan, meeting: Meeting, now: datetime) -> str:
    """Publish the meeting of a plan; return why it is not published, or an empty text."""
    if meeting.review_state == ReviewState.REJECTED:
        return Failure.REJECTED
    if plan.embargo_until and plan.embargo_until > now:
        return Failure.EMBARGO
    user = plan.user
    if user is None or not user.is_active:
        return Failure.ROLE
    try:
        with recorded(user, _("scheduled"), way=Way.REVIEW):
            review.publish(Meeting.objects.filter(pk=meeting.pk), user, now=now)
    except ReasonNeededError:
        return Failure.RULES
    except PermissionDenied:
        return Failure.ROLE
    return ""
