"""Correction requests for editors: the names of their records, other requests about a record, and later corrections."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from meetings.models import CorrectionRequest, Version
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.history import BEFORE_HISTORY

MAX_OTHERS = 50


def records_of(requests: Iterable[CorrectionRequest]) -> dict[tuple[str, int], Any]:
    """Return the existing records of `requests` by kind and number; one query for each kind."""
    wanted: dict[str, set[int]] = {}
    for one in requests:
        if one.kind in KINDS_BY_NAME and one.record_id is not None:
            wanted.setdefault(one.kind, set()).add(one.record_id)
    found: dict[tuple[str, int], Any] = {}
    for kind, ids in wanted.items():
        rows = KINDS_BY_NAME[kind].model._default_manager.filter(pk__in=ids)
        rows = rows.select_related("outlet").defer("raw_text") if kind == "article" else rows
        rows = rows.select_related("country") if kind == "place" else rows
        found |= {(kind, record.pk): record for record in rows}
    return found


def others_about(request: CorrectionRequest) -> QuerySet[CorrectionRequest]:
    """Return the other requests about the same record that a duplicate may refer to, the latest first."""
    same = CorrectionRequest.objects.filter(kind=request.kind, record_id=request.record_id).exclude(pk=request.pk)
    return same.exclude(state=CorrectionRequest.State.DUPLICATE)[:MAX_OTHERS]


def corrections_since(request: CorrectionRequest) -> QuerySet[Version]:
    """Return the versions of the record that editors made after the request, the latest first."""
    if request.record_id is None:
        return Version.objects.none()
    later = Version.objects.filter(kind=request.kind, record_id=request.record_id, made_at__gte=request.created_at)
    return later.exclude(change__in=BEFORE_HISTORY).defer("state", "rows").order_by("-number")[:MAX_OTHERS]
