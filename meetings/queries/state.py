"""Figures of the whole archive, kept until the archive changes."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Sum

from meetings.models import ArchiveState

MAX_CACHE_SECONDS = 24 * 3600  # seconds; what nobody asks for goes sooner, when the cache is full
_NOTHING = object()
Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


def state() -> int | None:
    """Return the number of the archive's present state, the same in every process; None where it is not known."""
    number: int | None = ArchiveState.objects.aggregate(total=Sum("number"))["total"]
    return number


def kept(name: str, make: Callable[[], Value], now: int | None = None) -> Value:
    """Return what `make` gives, made once for each state of the archive; `name` says of what, and with which arguments.

    `now` spares the query where the state has been asked for already. Records may be kept, texts in the language of one
    reader may not. One query more where something is kept, so it is for what costs more than that.
    """
    number = state() if now is None else now
    if number is None:
        return make()
    key = f"archive:{number}:{name}"
    value: Any = cache.get(key, _NOTHING)
    if value is _NOTHING:
        value = make()
        cache.set(key, value, MAX_CACHE_SECONDS)
    return value  # type: ignore[no-any-return]


def kept_each(name: str, keys: Iterable[Key], make: Callable[[list[Key]], dict[Key, Value]]) -> dict[Key, Value]:
    """Return for each of `keys` what `make` gives for it, made once for each state of the archive; `make` is asked for
    those that are not kept yet, all at once, and leaves out what there is not."""
    wanted = list(keys)
    number = state()
    if number is None:
        return make(wanted)
    names = {f"archive:{number}:{name}:{key}": key for key in wanted}
    found = {names[at]: value for at, value in cache.get_many(names).items()}
    if missing := [key for key in wanted if key not in found]:
        made = make(missing)
        cache.set_many({f"archive:{number}:{name}:{key}": value for key, value in made.items()}, MAX_CACHE_SECONDS)
        found |= made
    return found
