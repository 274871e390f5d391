"""Correction requests for editors: other requests about a record, and later corrections."""

from django.db.models import QuerySet

from meetings.models import CorrectionRequest, Version
from meetings.queries.history import BEFORE_HISTORY

MAX_OTHERS = 50


def select_others_about(request: CorrectionRequest) -> QuerySet[CorrectionRequest]:
    """Return the other requests about the same record that a duplicate may refer to, the latest first."""
    same = CorrectionRequest.objects.filter(kind=request.kind, record_id=request.record_id).exclude(pk=request.pk)
    return same.exclude(state=CorrectionRequest.State.DUPLICATE)[:MAX_OTHERS]


def select_corrections_since(request: CorrectionRequest) -> QuerySet[Version]:
    """Return the versions of the record that editors made after the request, the latest first."""
    if request.record_id is None:
        return Version.objects.none()
    later = Version.objects.filter(kind=request.kind, record_id=request.record_id, made_at__gte=request.created_at)
    return later.exclude(change__in=BEFORE_HISTORY).defer("state", "rows").order_by("-number")[:MAX_OTHERS]
