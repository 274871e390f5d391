"""Suggestions of likely duplicates: finding them, and saving them with what an editor decided on each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from meetings.matching.similar_officials import OfficialPair, find_likely_pairs, find_pairs_of
from meetings.models import LikelyDuplicate, Official
from meetings.queries.state import get_cached

_NEWEST = "duplicates-newest"  # in the cache: the newest official that was compared


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """The result of a search for duplicates: all pairs, the number of new ones, the number of old ones removed."""

    pairs: list[OfficialPair]
    new: int
    gone: int


def refresh(tell: Callable[[int, int], None] | None = None) -> RefreshResult:
    """Compare all officials and save the pairs found. Decisions of editors stay."""
    return _keep(find_likely_pairs(tell), LikelyDuplicate.objects.all())


def refresh_officials(official_ids: Iterable[int]) -> RefreshResult:
    """Compare officials that are new or changed with all others, and save the pairs found."""
    ids = list(official_ids)
    if not ids:
        return RefreshResult([], 0, 0)
    return _keep(find_pairs_of(ids), LikelyDuplicate.objects.filter(Q(first__in=ids) | Q(second__in=ids)))


def _keep(found: list[OfficialPair], known_before: Any) -> RefreshResult:
    with transaction.atomic():
        known = {(pair.first_id, pair.second_id): pair for pair in known_before}
        fresh, changed = [], []
        for one in found:
            pair = known.pop((one.first, one.second), None)
            reasons = list(one.reasons)
            if pair is None:
                fresh.append(
                    LikelyDuplicate(first_id=one.first, second_id=one.second, score=one.score, reasons=reasons)
                )
            elif (pair.score, pair.reasons) != (one.score, reasons):
                pair.score, pair.reasons = one.score, reasons
                changed.append(pair)
        gone = [
            pair.pk for pair in known.values() if pair.state != LikelyDuplicate.State.NOT_SAME
        ]  # decisions are never deleted
        LikelyDuplicate.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
        LikelyDuplicate.objects.bulk_update(changed, ["score", "reasons"], batch_size=200)
        for start in range(0, len(gone), 500):
            LikelyDuplicate.objects.filter(pk__in=gone[start : start + 500]).delete()
    return RefreshResult(found, len(fresh), len(gone))


def decide(pair: LikelyDuplicate, state: LikelyDuplicate.State, user: Any) -> None:
    """Save what `user` decided on the pair: two people, postponed, or suggested again."""
    pair.state, pair.decided_by, pair.decided_at = state, user, timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])


def refresh_if_changed() -> None:
    """Compare all officials if the archive has changed since they were compared last."""
    get_cached("likely-duplicates", lambda: refresh().new)


def refresh_new_officials() -> None:
    """Compare the officials that are new since the last call; one small query if there are none."""
    newest = Official.objects.aggregate(newest=Max("pk"))["newest"] or 0
    known = cache.get(_NEWEST)
    if known is None:  # the process has just begun
        known = LikelyDuplicate.objects.aggregate(newest=Max("second"))["newest"] or 0
    if newest > known:
        refresh_officials(Official.objects.filter(pk__gt=known).values_list("pk", flat=True))
    if newest != known:
        cache.set(_NEWEST, newest, timeout=None)
