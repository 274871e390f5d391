"""A cache of what was read from the segments of an index, carried from one state of the index to the next.

After a change most segments are the same. A cached value is cut to the documents of the segments that both states begin
with, and extended by the other segments when it is next asked for.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from meetings.search.engines.whoosh.segment import IndexSegment

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Names = tuple[str, ...]  # of segments, in their order

Reader = Callable[[Key, Value | None, int, Sequence[IndexSegment]], Value]


class SegmentedState(Protocol):
    """One state of an index."""

    names: Names
    segments: Sequence[IndexSegment]

    def find_shared(self, names: Names) -> tuple[int, int]:
        """Return how many segments this state and one with the segments `names` begin with, and their documents."""


class CarriedCache(Generic[Key, Value]):
    """Values by key, of which those used last are kept.

    Values must not be changed, since threads share them. Threads may read different states at the same time: each
    value is kept with the segments that it covers.
    """

    def __init__(self, limit: Callable[[], int], measure: Callable[[Value], int] = lambda value: 1) -> None:
        """Set up the cache.

        Args:
            limit: Returns the size of all values above which those are dropped that were not used for longest.
            measure: Returns the size of a value.
        """
        self._limit, self._measure = limit, measure
        self._held: OrderedDict[Key, tuple[Names, Value]] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._held)

    def get(self, key: Key, state: SegmentedState, read: Reader[Key, Value]) -> Value:
        """Return the value of `key` in a state of the index.

        `read` makes it from an earlier value (None for none), the number of documents up to which that is right, and
        the further segments.
        """
        held = self._held.get(key)
        if held is not None and held[0] == state.names:
            with self._lock:
                if key in self._held:  # another thread may have dropped it
                    self._held.move_to_end(key)
            return held[1]
        start, documents = state.find_shared(held[0]) if held is not None else (0, 0)
        before = held[1] if held is not None and start else None
        value = read(key, before, documents, state.segments[start:])
        self._keep(key, state.names, value)
        return value

    def _keep(self, key: Key, names: Names, value: Value) -> None:
        with self._lock:
            if key in self._held:
                self.size -= self._measure(self._held.pop(key)[1])
            self._held[key] = names, value
            self.size += self._measure(value)
            while self.size > self._limit() and len(self._held) > 1:
                self.size -= self._measure(self._held.popitem(last=False)[1][1])

    def clear(self) -> None:
        """Drop all values."""
        with self._lock:
            self._held.clear()
            self.size = 0
