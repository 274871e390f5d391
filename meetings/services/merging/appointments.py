"""Appointments that become one in a merge: those of one official to one office, in dates that can be the same."""

from collections.abc import Callable, Iterable
from datetime import date

from meetings.models import Appointment
from meetings.models.people import Precision

_FINEST_FIRST = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)

Pair = tuple[Appointment, Appointment]  # the one that stays, and the one that is joined to it


def plan_appointments(
    kept: Iterable[Appointment], other: Iterable[Appointment], has_same: Callable[[Appointment, Appointment], bool]
) -> tuple[list[Pair], list[Appointment]]:
    """Return the pairs that become one, and the appointments of `other` that move.

    Args:
        kept: The appointments of the record that stays.
        other: Those of the record that is merged into it.
        has_same: Whether two of them have the same official, or the same office, where the other one becomes the same.
    """
    left, joined, moved = list(kept), [], []
    for appointment in other:
        same_one = [one for one in left if has_same(one, appointment)]
        # The database refuses two with one start. If several match, none is joined.
        same = [one for one in same_one if one.start == appointment.start]
        same = same or [one for one in same_one if may_be_one(one, appointment)]
        if len(same) == 1:
            left.remove(same[0])
            joined.append((same[0], appointment))
        else:
            moved.append(appointment)
    return joined, moved


def may_be_one(one: Appointment, other: Appointment) -> bool:
    """Return whether two appointments to one office can be one: an unknown date fits any, 2019 fits its days."""
    joined_start = choose_finer_date(one.start, one.start_precision, other.start, other.start_precision)[0]
    joined_end = choose_finer_date(one.end, one.end_precision, other.end, other.end_precision)[0]
    return (
        is_same_date(one.start, one.start_precision, other.start, other.start_precision)
        and is_same_date(one.end, one.end_precision, other.end, other.end_precision)
        and (joined_start is None or joined_end is None or joined_start <= joined_end)
    )


def is_same_date(one: date | None, precision: str, other: date | None, other_precision: str) -> bool:
    """Return whether two dates can be the same, in their common precision."""
    if one is None or other is None:
        return True
    coarser = max(precision, other_precision, key=_FINEST_FIRST.index)
    length = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1, Precision.UNKNOWN: 0}[Precision(coarser)]
    return one.timetuple()[:length] == other.timetuple()[:length]


def choose_finer_date(
    one: date | None, precision: str, other: date | None, other_precision: str
) -> tuple[date | None, str]:
    """Return the known one of two dates of one event, or of two known ones the more exact, with its precision."""
    if one is None:
        return (one, precision) if other is None else (other, other_precision)
    is_finer = _FINEST_FIRST.index(Precision(other_precision)) < _FINEST_FIRST.index(Precision(precision))
    return (other, other_precision) if other is not None and is_finer else (one, precision)


def join_appointments(joined: Iterable[Pair]) -> list[tuple[Appointment, str]]:
    """Join each pair, with the more exact dates; return the joined ones with what they could not take, in words."""
    left_over = []
    for kept, other in joined:
        same_end = is_same_date(kept.end, kept.end_precision, other.end, other.end_precision)
        if not same_end or len({kept.source_url, other.source_url} - {""}) > 1:
            words = f"{other.position}: {other.start or '…'} – {other.end or '…'} {other.source_url}".strip()
            left_over.append((kept, words))
        kept.start, kept.start_precision = choose_finer_date(
            kept.start, kept.start_precision, other.start, other.start_precision
        )
        if same_end:
            kept.end, kept.end_precision = choose_finer_date(
                kept.end, kept.end_precision, other.end, other.end_precision
            )
        kept.source_url = kept.source_url or other.source_url
        Appointment.objects.filter(pk=other.pk).delete()
        kept.save()
    return left_over
