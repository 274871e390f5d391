"""The one way in which parts of the history are erased: a text that was taken down, and versions past their time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from meetings.models import ErasurePermit, Version

_ROWS_AT_ONCE = 200
_PERMIT = 1


@contextmanager
def erasing() -> Iterator[None]:
    """Let the block change and delete versions, in one transaction; triggers refuse it everywhere else."""
    with transaction.atomic():
        ErasurePermit.objects.get_or_create(pk=_PERMIT)
        yield
        ErasurePermit.objects.filter(pk=_PERMIT).delete()


def delete_old_versions(before: datetime) -> int:
    """Delete the versions made before a time, and return their number; each record keeps its latest version."""
    later = Version.objects.filter(
        kind=OuterRef("kind"), record_id=OuterRef("record_id"), number__gt=OuterRef("number")
    )
    with erasing():
        old = list(Version.objects.filter(Exists(later), made_at__lt=before).values_list("pk", flat=True))
        for start in range(0, len(old), _ROWS_AT_ONCE):
            Version.objects.filter(pk__in=old[start : start + _ROWS_AT_ONCE]).delete()
    return len(old)


def clean_versions(kinds: Iterable[str], erase: Callable[[str, int, Any, Any], tuple[Any, Any]]) -> int:
    """Erase something from versions of these kinds and from rows of merges; return how many versions were changed.

    Call it within `erasing()`.

    Args:
        kinds: Names of models, as in `Version.kind`.
        erase: Returns a version's state and rows without it, given its kind, the id of its record, and both.
    """
    changed = 0
    found = Version.objects.filter(Q(kind__in=list(kinds)) | ~Q(rows=[]))
    for version in found.iterator(chunk_size=_ROWS_AT_ONCE):
        state, rows = erase(version.kind, version.record_id, version.state, version.rows)
        if (state, rows) != (version.state, version.rows):
            Version.objects.filter(pk=version.pk).update(state=state, rows=rows)
            changed += 1
    return changed
