"""Where a merged record is now."""

from django.db.models import Model

from meetings.models import Merge
from meetings.models.kinds import KINDS_BY_NAME


def find_kept_record(kind: str, record_id: int) -> Model | None:
    """Return the record into which the record `record_id` of `kind` was merged; None if it was not merged."""
    merges = Merge.objects.filter(kind=kind, action=Merge.Action.MERGE, undone_at=None)
    seen: set[int] = set()
    while record_id not in seen:
        seen.add(record_id)
        kept = merges.filter(other_id=record_id).values_list("kept_id", flat=True).first()
        if kept is None:
            break
        record_id = kept
    return KINDS_BY_NAME[kind].model._base_manager.filter(pk=record_id).first() if len(seen) > 1 else None
