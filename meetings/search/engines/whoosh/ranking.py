"""The order of what a Whoosh index found: BM25 over the readings of each word, and closeness of neighbours."""

from __future__ import annotations  # array[int] is no object before Python 3.12

import contextlib
import heapq
import math
from array import array
from collections import OrderedDict
from collections.abc import Container
from itertools import compress
from typing import Protocol

from meetings.search.engines.protocol import Group

# BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework"), fitted on questions over short paragraphs.
B, K1 = 0.85, 0.6
MAX_CACHED_SCORES = 2_000_000  # scored documents over all cached groups; eight bytes each
MAX_NEAR_DOCUMENTS = 100  # documents that are looked at for closeness
MAX_NEAR_WEIGHT = 0.1  # what words side by side add to a score at most

Pair = tuple[frozenset[str], frozenset[str]]


class IndexState(Protocol):
    """What ranking needs to know of one state of an index; documents by their numbers in it."""

    size: int  # documents, deleted ones included
    count: int  # documents that are not deleted
    norms: list[float]  # of each document: how its length counts
    day_rank: list[float]  # of each document: a score so small that it orders equals only, the newest first

    def postings(self, word: str) -> tuple[array[int], array[float]]:
        """Return the documents that hold `word` and its weight in each."""

    def positions(self, word: str, wanted: Container[int] | None = None) -> dict[int, tuple[int, ...]]:
        """Return the places of `word` in the wanted documents that hold it."""


class Ranking:
    """Scores documents of one state of an index; what a word gives is kept for the next query with it."""

    def __init__(self, index: IndexState) -> None:
        self._index = index
        self._scored: OrderedDict[Group, tuple[array[int], array[float]]] = OrderedDict()
        self._cached = 0

    def scores(self, groups: tuple[Group, ...]) -> list[float]:
        scores = self._index.day_rank.copy()
        for group in groups:
            numbers, parts = self._group(group)
            for number, part in zip(numbers, parts, strict=True):
                scores[number] += part
        return scores

    def _group(self, group: Group) -> tuple[array[int], array[float]]:
        """What one query word gives to each document that holds one of its readings; cached by the word's readings."""
        found = self._scored.get(group)
        if found is not None:
            with contextlib.suppress(KeyError):  # another thread has just dropped it
                self._scored.move_to_end(group)
            return found
        total: dict[int, float] = {}
        occurrences: dict[int, float] = {}
        counted: set[tuple[str, float]] = set()
        for level in group.levels:
            if not counted.issubset(level.words):
                counted, occurrences = set(), {}
            for word, share in level.words:
                if (word, share) not in counted:
                    self._add_word(word, share, occurrences)
            counted.update(level.words)
            self._add_level(level.weight, occurrences, total)
        found = (array("I", total), array("f", total.values()))
        self._scored[group] = found
        self._cached += len(found[0])
        while self._cached > MAX_CACHED_SCORES and len(self._scored) > 1:
            _, (numbers, _) = self._scored.popitem(last=False)
            self._cached -= len(numbers)
        return found

    def _add_word(self, word: str, share: float, occurrences: dict[int, float]) -> None:
        numbers, weights = self._index.postings(word)
        if not occurrences and share == 1.0:
            occurrences.update(zip(numbers, weights, strict=True))
            return
        for number, weight in zip(numbers, weights, strict=True):
            occurrences[number] = occurrences.get(number, 0.0) + weight * share

    def _add_level(self, weight: float, occurrences: dict[int, float], total: dict[int, float]) -> None:
        """BM25 of a level's words as one term."""
        if not occurrences:
            return
        factor = weight * (math.log(max(self._index.count, 1) / (len(occurrences) + 1)) + 1) * (K1 + 1)
        norms = self._index.norms
        for number, count in occurrences.items():
            total[number] = total.get(number, 0.0) + factor * count / (count + norms[number])

    def favour_near(self, near: tuple[Pair, ...], mask: bytes, scores: list[float]) -> None:
        """Raise the best documents by how close neighbours in the query stand in them. No score falls, so the order of
        the others stays as it is."""
        best = heapq.nlargest(MAX_NEAR_DOCUMENTS, compress(range(self._index.size), mask), key=scores.__getitem__)
        closeness = dict.fromkeys(best, 0.0)
        for one, other in near:
            left, right = self._places_in(closeness, one), self._places_in(closeness, other)
            for number in left.keys() & right.keys():
                closeness[number] += 1 / _least_distance(left[number], right[number])
        for number, close in closeness.items():
            scores[number] *= 1 + MAX_NEAR_WEIGHT * close / len(near)

    def _places_in(self, wanted: Container[int], words: frozenset[str]) -> dict[int, list[int]]:
        """The places of any of `words` in the wanted documents."""
        found: dict[int, list[int]] = {}
        for word in words:
            for number, places in self._index.positions(word, wanted).items():
                found.setdefault(number, []).extend(places)
        return found


def _least_distance(left: list[int], right: list[int]) -> int:
    """How far apart the nearest two of two lists of places are; at least 1. Order does not matter."""
    return max(1, min(abs(one - other) for one in left[:50] for other in right[:50]))


def length_norms(lengths: list[int], live: bytearray, count: int) -> list[float]:
    """Return what the length of each document means for its scores, beside the average of those not deleted."""
    average = (sum(compress(lengths, live)) / count if count else 1) or 1
    return [K1 * (1 - B + B * length / average) for length in lengths]


def day_ranks(by_day: list[int]) -> list[float]:
    """Return a score for each document that orders equals only, the newest first."""
    ranks = [0.0] * len(by_day)
    for rank, number in enumerate(by_day):
        ranks[number] = -rank * 1e-9
    return ranks
