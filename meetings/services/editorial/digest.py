"""The digest by mail to the users of the desk: what waits, what is assigned to them, and what they have not seen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import DigestChoice, Incoming, Meeting, PublishingPlan
from meetings.queries import desk
from meetings.queries.editorial import NoticeRow, list_assigned, list_unseen_notices, load_records
from meetings.services.letters import write_letter
from meetings.services.roles import may_import, may_publish, select_own_drafts

Every = DigestChoice.Every
# Less than a day and a week: a run at the same hour is never too early.
MIN_TIME_BETWEEN = {Every.DAY: timedelta(hours=20), Every.WEEK: timedelta(days=6, hours=20)}
MAX_LISTED = 10  # records of one part of a mail; the rest is at the desk


@dataclass(slots=True)
class DigestPart:
    """One part of a digest: its number of records, the first of them as (title, address), and the page of all."""

    title: str
    count: int
    address: str
    rows: list[tuple[str, str]] = field(default_factory=list)


def choose_digest(user: Any, every: str, language: str, site: str) -> DigestChoice:
    """Save how often `user` gets the digest and in which language.

    Args:
        user: The user.
        every: A value of DigestChoice.Every.
        language: "ar" or "en".
        site: The address of the site with its final slash, for the links.
    """
    values = {"every": every, "language": language, "site": site}
    choice, _new = DigestChoice.objects.update_or_create(user=user, defaults=values)
    return choice


def find_due_choices(every: str, now: datetime, *, at_once: bool = False) -> Iterator[DigestChoice]:
    """Yield the choices of users who get the digest now; with `at_once` also of those who got it already."""
    choices = DigestChoice.objects.filter(every=every, user__is_active=True, user__is_staff=True)
    choices = choices.exclude(user__email="").select_related("user")
    if not at_once:
        latest = now - MIN_TIME_BETWEEN[Every(every)]
        choices = choices.filter(Q(sent_at=None) | Q(sent_at__lte=latest))
    yield from choices.order_by("pk")


def make_digest_letter(choice: DigestChoice) -> EmailMultiAlternatives | None:
    """Return the mail for a user; None if there is nothing to say."""
    with override(choice.language):
        parts = [part for part in _list_parts(choice.user, choice.site.rstrip("/")) if part.count]
        if not parts:
            return None
        site = choice.site.rstrip("/")
        values: dict[str, Any] = {
            "parts": parts, "desk": site + reverse("admin:index"), "choose": site + reverse("admin:office-digest"),
            "language": choice.language, "subject": _("Mahdar: what waits at the desk"),
        }  # fmt: skip
        return write_letter(values["subject"], "editorial/digest", values, choice.user.email, has_html=True)


def _list_parts(user: Any, site: str) -> Iterator[DigestPart]:
    notices = list_unseen_notices(user, MAX_LISTED)
    yield DigestPart(
        _("Notices to you"), notices.count, site + reverse("admin:office-notices"),
        [_describe_notice(row, site) for row in notices.rows],
    )  # fmt: skip
    if may_publish(user):
        yield _list_failed_plans(site)
        assigned = list_assigned(user, MAX_LISTED)
        rows = [(str(one), site + reverse("admin:review-meeting", args=[one.pk])) for one in assigned.meetings]
        rows += [(str(one), site + reverse("admin:incoming-preview", args=[one.pk])) for one in assigned.reports]
        list_page = site + reverse("admin:meetings_meeting_changelist") + "?assigned=me"
        yield DigestPart(_("Assigned to you"), assigned.count, list_page, rows)
    yield from _list_waiting(user, site)


def _list_waiting(user: Any, site: str) -> Iterator[DigestPart]:
    meetings: Any = select_own_drafts(user, Meeting.objects.all())
    counts = desk.count_by_confidence(meetings)
    review = site + reverse("admin:review")
    if may_publish(user):
        yield DigestPart(_("Drafts submitted for review"), counts["submitted"], f"{review}?queue=submitted")
        yield DigestPart(_("Drafts to review"), counts["all"], review)
    else:
        yield DigestPart(_("Your drafts that were sent back"), counts["needs_work"], f"{review}?queue=needs-work")
    if may_import(user):
        waiting = Incoming.objects.waiting().count()
        yield DigestPart(_("Imported reports"), waiting, site + reverse("admin:meetings_incoming_changelist"))
    if user.has_perm("meetings.change_feed"):
        feeds = desk.list_failing_feeds(MAX_LISTED)
        rows = [(str(feed), site + reverse("admin:meetings_feed_change", args=[feed.pk])) for feed in feeds.rows]
        yield DigestPart(_("Feeds that fail"), feeds.count, site + reverse("admin:meetings_feed_changelist"), rows)


def _list_failed_plans(site: str) -> DigestPart:
    failed = PublishingPlan.objects.exclude(failure="").order_by("-publish_at")
    plans = list(failed[:MAX_LISTED])
    records = load_records({(plan.kind, plan.record_id) for plan in plans})
    rows = [
        (f"{record}: {plan.get_failure_display()}", site + reverse("admin:review-meeting", args=[plan.record_id]))
        for plan in plans
        if (record := records.get((plan.kind, plan.record_id)))
    ]
    return DigestPart(
        _("Scheduled meetings that were not published"), failed.count(), site + reverse("admin:index"), rows
    )


def _describe_notice(row: NoticeRow, site: str) -> tuple[str, str]:
    words = [str(row.notice.get_reason_display()), str(row.record or _("a deleted record"))]
    if row.notice.comment and row.notice.comment.text:
        words.append(" ".join(row.notice.comment.text.split())[:200])
    return ": ".join(words), site + reverse("admin:office-notice", args=[row.notice.pk])
