"""Presence: which editors have a record open, across all processes of the server."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings.models import OpenRecord

MAX_SECONDS = 60  # after the last sign of an opened page


def note_open(user: Any, kind: str, record_id: int) -> None:
    """Note that `user` has a record open; the page repeats it while it is open."""
    OpenRecord.objects.filter(seen_at__lt=_get_limit()).delete()
    OpenRecord.objects.update_or_create(user=user, kind=kind, record_id=record_id, defaults={"seen_at": timezone.now()})


def note_closed(user: Any, kind: str, record_id: int) -> None:
    """Note that `user` left a record."""
    OpenRecord.objects.filter(user=user, kind=kind, record_id=record_id).delete()


def list_other_editors(user: Any, kind: str, record_id: int) -> list[str]:
    """Return the names of the other editors who have a record open, the latest last."""
    found = OpenRecord.objects.filter(kind=kind, record_id=record_id, seen_at__gte=_get_limit()).exclude(user=user)
    return [row.user.get_full_name() or row.user.get_username() for row in found.select_related("user").order_by("pk")]


def _get_limit() -> Any:
    return timezone.now() - timedelta(seconds=MAX_SECONDS)
