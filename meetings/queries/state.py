"""A cache of values that depend on the whole archive, valid until the archive changes."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache

from meetings.models import ArchiveState

MAX_CACHE_SECONDS = 24 * 3600  # a full cache drops values that no reader requests earlier
_NOTHING = object()
Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


def state() -> int | None:
    """Return the number of the archive's present state, the same in every process; None if it is unknown."""
    return ArchiveState.objects.sum_changes()


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


def get_each_cached(
    name: str,
    keys: Iterable[Key],
    make: Callable[[list[Key]], dict[Key, Value]],
    read_versions: Callable[[list[Key]], dict[Key, str]],
) -> dict[Key, Value]:
    """Return the cached value of each of `keys`, computed once for each version of what it is made from.

    In a state of the archive that was seen before, this costs the query for the state and nothing else.

    Args:
        name: What the values are, and what all of them depend on, such as the language.
        keys: The keys of the wanted values.
        make: Computes the values of those keys of which none is cached. It leaves out the keys that have no value.
        read_versions: Reads, for much less than a value costs, a text for each key that changes whenever the value
            does. It leaves out the keys that have no value.
    """
    wanted = list(keys)
    number = state()
    if number is None:
        return make(wanted)
    found = _get_each({key: f"archive:{number}:{name}:{key}" for key in wanted})
    if missing := [key for key in wanted if key not in found]:
        versions = read_versions(missing)
        places = {key: f"version:{version}:{name}:{key}" for key, version in versions.items()}
        known = _get_each(places)
        if fresh := [key for key in versions if key not in known]:
            made = make(fresh)
            cache.set_many({places[key]: value for key, value in made.items()}, MAX_CACHE_SECONDS)
            known |= made
        cache.set_many({f"archive:{number}:{name}:{key}": value for key, value in known.items()}, MAX_CACHE_SECONDS)
        found |= known
    return found


def _get_each(places: dict[Key, str]) -> dict[Key, Any]:
    """Return the cached values of the keys, each at its place; keys without one are left out."""
    values = cache.get_many(places.values())
    return {key: values[place] for key, place in places.items() if place in values}
