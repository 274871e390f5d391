"""Figures of the whole archive, kept until the archive changes."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Sum

from meetings.models import ArchiveState

LONGEST = 24 * 3600  # seconds; what nobody asks for goes sooner, when the cache is full
_NOTHING = object()
Value = TypeVar("Value")


def state() -> int | None:
    """The number of the archive's present state, the same in every process; None where it is not known."""
    number: int | None = ArchiveState.objects.aggregate(total=Sum("number"))["total"]
    return number


def kept(name: str, make: Callable[[], Value], now: int | None = None) -> Value:
    """What `make` gives, made once for each state of the archive; `name` says of what, and with which arguments.

    `now` spares the query where the state has been asked for already. Records may be kept, texts in the language of
    one reader may not. One query more where something is kept, so it is for what costs more than that.
    """
    number = state() if now is None else now
    if number is None:
        return make()
    key = f"archive:{number}:{name}"
    value: Any = cache.get(key, _NOTHING)
    if value is _NOTHING:
        value = make()
        cache.set(key, value, LONGEST)
    return value  # type: ignore[no-any-return]
