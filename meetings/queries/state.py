"""A cache of values that depend on the whole archive, valid until the archive changes."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Sum

from meetings.models import ArchiveState

MAX_CACHE_SECONDS = 24 * 3600  # a full cache drops values that no reader requests earlier
_NOTHING = object()
Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


def state() -> int | None:
    """Return the number of the archive's present state, the same in every process; None if it is unknown."""
    number: int | None = ArchiveState.objects.aggregate(total=Sum("number"))["total"]
    return number


def get_cached(name: str, make: Callable[[], Value], now: int | None = None) -> Value:
    """Return the cached result of `make`, which is called once for each state of the archive.

    It costs one query for the state, so use it only for values that cost more. Records may be cached; texts depend on
    the reader's language and may not, unless `name` has the language.

    Args:
        name: The key of the value: what it is, and the arguments that it depends on.
        make: The function that computes the value.
        now: The state, if the caller knows it already; this saves the query.
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


def get_each_cached(name: str, keys: Iterable[Key], make: Callable[[list[Key]], dict[Key, Value]]) -> dict[Key, Value]:
    """Return the cached value of each of `keys`, computed once for each state of the archive.

    `make` gets all keys that are not in the cache at once. It leaves out the keys that have no value.
    """
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
