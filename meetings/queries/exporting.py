"""Meetings in batches, so that an export of any number of them needs the memory of one batch."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from meetings.models import Meeting
from meetings.queries.meetings import load_in_order

BATCH_MEETINGS = 250  # with people, sides, topics and sources about 4 MB
MAX_QUERY_IDS = 5_000  # databases accept about 30,000


def list_ids(meetings: QuerySet[Meeting]) -> "array[int]":
    """Return the ids of `meetings` in their order: eight bytes each, so that those of a whole archive fit in memory."""
    return array("q", meetings.values_list("pk", flat=True).iterator(chunk_size=5_000))


def load_batches(ids: Sequence[int], size: int = BATCH_MEETINGS) -> Iterator[list[Meeting]]:
    """Yield the published meetings with these ids, in their order, `size` at a time.

    Ids without a published meeting are left out. The number of queries of a batch does not depend on its size. No
    database cursor stays open between batches, so that a slow reader does not lock anything.
    """
    for start in range(0, len(ids), size):
        yield load_in_order(list(ids[start : start + size]))


def find_latest_changes(ids: Sequence[int], limit: int) -> list[int]:
    """Return the `limit` ids of the meetings among `ids` that changed last, the latest first."""
    latest: list[tuple[datetime, int]] = []
    for start in range(0, len(ids), MAX_QUERY_IDS):
        some = Meeting.objects.filter(pk__in=list(ids[start : start + MAX_QUERY_IDS]))
        latest += some.order_by("-updated_at", "-pk").values_list("updated_at", "pk")[:limit]
        latest = sorted(latest, reverse=True)[:limit]
    return [pk for _, pk in latest]
