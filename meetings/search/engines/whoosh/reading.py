"""Reads the documents of one commit of a Whoosh index. What was read before a change is used again after it."""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

import threading
from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterable, Sequence
from itertools import compress
from typing import Any

from meetings.search.engines.protocol import WordCounts
from meetings.search.engines.whoosh import bitsets
from meetings.search.engines.whoosh.carried import CarriedCache, Names
from meetings.search.engines.whoosh.codec import decode_positions as unpacked
from meetings.search.engines.whoosh.ranking import compute_day_ranks, compute_length_norms
from meetings.search.engines.whoosh.segment import (
    IndexSegment,
    OpenSegment,
    count_words,
    make_live_mask,
    open_segments,
)

MAX_CACHED_POSTINGS = 2_000_000  # of all cached words together; eight bytes each
MAX_CACHED_WORD_SETS = 2_000
MAX_CACHED_PLACES = 200  # words
MAX_INSERTED_DOCUMENTS = 500  # new ones that are put into their places by date one by one
Postings = tuple["array[int]", "array[float]"]  # document numbers, weights


class SnapshotCaches:
    """What the states of one index share: caches, and the lock of its files, each of which has one position."""

    def __init__(self) -> None:
        self.files = threading.Lock()
        self.postings: CarriedCache[str, Postings] = CarriedCache(
            lambda: MAX_CACHED_POSTINGS, lambda value: len(value[0]) + 20
        )
        self.positions: CarriedCache[str, tuple[array[int], list[bytes]]] = CarriedCache(lambda: MAX_CACHED_PLACES)
        self.word_sets: CarriedCache[frozenset[str], int] = CarriedCache(lambda: MAX_CACHED_WORD_SETS)
        self.values: CarriedCache[str, dict[str, int]] = CarriedCache(lambda: 1)
        self.frequencies: tuple[list[OpenSegment], WordCounts] = [], WordCounts()


class SnapshotReader:
    """A reader of the documents of one commit. Document numbers run over all segments."""

    def __init__(self, index: Any, previous: SnapshotReader | None = None) -> None:
        self.segments: Sequence[IndexSegment] = open_segments(index, previous.segments if previous else ())
        self.names = tuple(segment.name for segment in self.segments)
        is_same_index = previous is not None and not set(self.names).isdisjoint(previous.names)
        self.caches: SnapshotCaches = previous.caches if previous is not None and is_same_index else SnapshotCaches()
        self.size = sum(segment.opened.size for segment in self.segments)
        self.ids = [n for segment in self.segments for n in segment.opened.ids]
        self.days = [n for segment in self.segments for n in segment.opened.days]
        lengths = [n for segment in self.segments for n in segment.opened.lengths]
        mask = make_live_mask(self.size, self.segments)
        self.count = sum(mask)
        self.live = bitsets.make_from_mask(mask)
        self.numbers = dict(zip(compress(self.ids, mask), compress(range(self.size), mask), strict=True))
        self.norms = compute_length_norms(lengths, mask, self.count)
        self.by_day = self._order_by_day(previous)
        self.day_rank = compute_day_ranks(self.by_day)
        self._facet_sets: dict[str, dict[str, int]] | None = None
        self._frequencies: WordCounts | None = None

    def _order_by_day(self, previous: SnapshotReader | None) -> list[int]:
        """Return all numbers, the newest first; documents without a date come last in both orders."""
        shared = self.find_shared(previous.names)[1] if previous else 0
        if previous is None or self.size - shared > MAX_INSERTED_DOCUMENTS:
            return sorted(range(self.size), key=lambda n: (self.days[n], self.ids[n]), reverse=True)
        order = previous.by_day if shared == previous.size else [n for n in previous.by_day if n < shared]
        if shared < self.size:
            order = order.copy()
            for number in range(shared, self.size):
                insort(order, number, key=lambda n: (-self.days[n], -self.ids[n]))
        return order

    # ---------------------------------------------------------------------------------------------------- reading
    def find_shared(self, names: Names) -> tuple[int, int]:
        """Return how many segments this state and one with the segments `names` begin with, and their documents."""
        if names == self.names:
            return len(names), self.size
        start = documents = 0
        for name, segment in zip(names, self.segments, strict=False):
            if name != segment.name:
                break
            start, documents = start + 1, documents + segment.opened.size
        return start, documents

    def frequencies(self) -> WordCounts:
        """Return the words with the number of documents that contain them, including deleted ones; never changed."""
        if self._frequencies is None:
            with self.caches.files:
                counted, before = self.caches.frequencies
                present = [segment.opened for segment in self.segments]
                left = [one for one in counted if one not in present]
                new = [one for one in present if one not in counted]
                found = count_words(before, left, new) if left or new else before
                self.caches.frequencies = present, found
                self._frequencies = found
        return self._frequencies

    def places_of(self, ids: Iterable[int]) -> dict[str, list[int]]:
        """Return {name of a segment: numbers within it} of documents."""
        found: dict[str, list[int]] = {}
        for document_id in ids:
            if document_id in self.numbers:
                segment, number = self._place(self.numbers[document_id])
                found.setdefault(segment.name, []).append(number)
        return found

    def _place(self, number: int) -> tuple[IndexSegment, int]:
        """Return the segment of a document, and its number there."""
        segment = self.segments[bisect_right(self.segments, number, key=lambda one: one.base) - 1]
        return segment, number - segment.base

    def kept(self, ids: Iterable[int], name: str) -> dict[int, bytes]:
        """Return a stored field of documents by id."""
        found = {}
        with self.caches.files:
            for document_id in ids:
                if document_id in self.numbers:
                    segment, number = self._place(self.numbers[document_id])
                    found[document_id] = segment.opened.stored(number, name)
        return found

    def postings(self, word: str) -> Postings:
        """Return document numbers and weights of a word over all segments."""
        return self.caches.postings.get(word, self, self._read_postings)

    def _read_postings(
        self, word: str, before: Postings | None, documents: int, segments: Iterable[IndexSegment]
    ) -> Postings:
        numbers, weights = before or (array("I"), array("f"))
        with self.caches.files:
            parts = [found for segment in segments if (found := segment.postings(word))]
        kept = bisect_left(numbers, documents)
        if parts or kept < len(numbers):
            numbers, weights = numbers[:kept], weights[:kept]
        for some in parts:
            numbers.extend(some[0])
            weights.extend(some[1])
        return numbers, weights

    def positions(self, word: str, wanted: Container[int] | None = None) -> dict[int, tuple[int, ...]]:
        """Return document numbers with the positions of a word, for the wanted documents or for all."""
        numbers, values = self.caches.positions.get(word, self, self._read_positions)
        pairs = zip(numbers, values, strict=True)
        return {number: unpacked(value) for number, value in pairs if wanted is None or number in wanted}

    def _read_positions(
        self, word: str, before: tuple[array[int], list[bytes]] | None, documents: int, segments: Iterable[IndexSegment]
    ) -> tuple[array[int], list[bytes]]:
        numbers, values = before or (array("I"), [])
        kept = bisect_left(numbers, documents)
        numbers, values = numbers[:kept], values[:kept]
        with self.caches.files:
            for segment in segments:
                if some := segment.postings(word, with_values=True):
                    numbers.extend(some[0])
                    values.extend(some[2])
        return numbers, values

    def union(self, words: frozenset[str]) -> int:
        return self.caches.word_sets.get(words, self, self._read_union)

    def _read_union(
        self, words: frozenset[str], before: int | None, documents: int, segments: Iterable[IndexSegment]
    ) -> int:
        mask = bytearray(self.size)
        if before is None:
            for word in words:
                for number in self.postings(word)[0]:
                    mask[number] = 1
            return bitsets.make_from_mask(mask)
        found = before & bitsets.make_full(documents)
        with self.caches.files:
            for segment in segments:
                found |= segment.opened.union(words) << segment.base
        return found

    def facet_sets(self) -> dict[str, dict[str, int]]:
        """Return facet -> value -> documents, made once; filters and counts need only these sets."""
        if self._facet_sets is None:
            found: dict[str, dict[str, int]] = {}
            for name, documents in self.caches.values.get("", self, self._read_values).items():
                facet, _, value = name.partition(":")
                found.setdefault(facet, {})[value] = documents & self.live
            self._facet_sets = found
        return self._facet_sets

    def _read_values(
        self, key: str, before: dict[str, int] | None, documents: int, segments: Iterable[IndexSegment]
    ) -> dict[str, int]:
        kept = bitsets.make_full(documents)
        found = {name: bits & kept for name, bits in before.items() if bits & kept} if before else {}
        with self.caches.files:
            for segment in segments:
                for name, bits in segment.opened.values().items():
                    found[name] = found.get(name, 0) | bits << segment.base
        return found
