"""Notices to users of the desk."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from meetings.models import Comment, DeskNotice


def send_notices(users: Iterable[Any], reason: DeskNotice.Reason, comment: Comment, by: Any) -> set[int]:
    """Save a notice about a comment for each of `users` except `by`, and return the ids of those who got one.

    A user who has a notice about this comment already gets no second one.
    """
    known = set(DeskNotice.objects.filter(comment=comment).values_list("user_id", flat=True))
    wanted = {user.pk for user in users if user is not None and user != by} - known
    DeskNotice.objects.bulk_create(
        DeskNotice(user_id=pk, reason=reason, by=by, comment=comment, kind=comment.kind, record_id=comment.record_id)
        for pk in sorted(wanted)
    )
    return wanted


def mark_seen(user: Any, kind: str = "", record_id: int | None = None) -> int:
    """Mark the notices of `user` as seen, all or those about one record, and return their number."""
    unseen = DeskNotice.objects.filter(user=user, seen_at=None)
    if record_id is not None:
        unseen = unseen.filter(kind=kind, record_id=record_id)
    return unseen.update(seen_at=timezone.now())
