"""Ranking of the documents that a Whoosh index found: BM25 over the readings of each word, and closeness of words."""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

import contextlib
import heapq
import math
from array import array
from collections import OrderedDict
from collections.abc import Container
from itertools import compress
from typing import Protocol

from meetings.search.budget import check_search_time
from meetings.search.engines.protocol import Group

# BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework"), tuned on questions over short paragraphs.
B, K1 = 0.85, 0.6
MAX_CACHED_SCORES = 2_000_000  # scored documents over all cached groups; eight bytes each
MAX_NEAR_DOCUMENTS = 100  # the best ones, whose closeness is computed
MAX_NEAR_WEIGHT = 0.1  # the largest share that adjacent words add to a score

Pair = tuple[frozenset[str], frozenset[str]]


class IndexState(Protocol):
    """The state of an index that ranking reads; documents have numbers in it."""

    size: int  # documents, deleted ones included
    count: int  # documents that are not deleted
    norms: list[float]  # of each document: the effect of its length
    day_rank: list[float]  # of each document: a score so small that it only orders equal ones, the newest first

    def postings(self, word: str) -> tuple[array[int], array[float]]:
        """Return the documents that contain `word` and its weight in each."""

    def positions(self, word: str, wanted: Container[int] | None = None) -> dict[int, tuple[int, ...]]:
        """Return the positions of `word` in the wanted documents that contain it."""


class Ranking:
    """The scores of documents in one state of an index; the scores of a word are cached for the next query with it."""

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
        """Return the scores of one query word for each document with one of its readings; cached by the readings."""
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
        check_search_time()
        numbers, weights = self._index.postings(word)
        if not occurrences and share == 1.0:
            occurrences.update(zip(numbers, weights, strict=True))
            return
        for number, weight in zip(numbers, weights, strict=True):
            occurrences[number] = occurrences.get(number, 0.0) + weight * share

    def _add_level(self, weight: float, occurrences: dict[int, float], total: dict[int, float]) -> None:
        """Add the BM25 score of a level's words, as one term, to `total`."""
        factor = weight * (math.log(max(self._index.count, 1) / (len(occurrences) + 1)) + 1) * (K1 + 1)
        norms = self._index.norms
        for number, count in occurrences.items():
            total[number] = total.get(number, 0.0) + factor * count / (count + norms[number])

    def favour_near(self, near: tuple[Pair, ...], mask: bytes, scores: list[float]) -> None:
        """Raise the best documents in which neighbours of the query are close to each other.

        No score decreases, so the order of the other documents does not change.

        Args:
            near: Neighbours in the query, each with its readings.
            mask: One byte for each document: 1 where it was found.
            scores: The score of each document; changed in place.
        """
        best = heapq.nlargest(MAX_NEAR_DOCUMENTS, compress(range(self._index.size), mask), key=scores.__getitem__)
        closeness = dict.fromkeys(best, 0.0)
        for one, other in near:
            left, right = self._places_in(closeness, one), self._places_in(closeness, other)
            for number in left.keys() & right.keys():
                closeness[number] += 1 / _least_distance(left[number], right[number])
        for number, close in closeness.items():
            scores[number] *= 1 + MAX_NEAR_WEIGHT * close / len(near)

    def _places_in(self, wanted: Container[int], words: frozenset[str]) -> dict[int, list[int]]:
        """Return the positions of any of `words` in the wanted documents."""
        found: dict[int, list[int]] = {}
        for word in words:
            check_search_time()
            for number, places in self._index.positions(word, wanted).items():
                found.setdefault(number, []).extend(places)
        return found


def _least_distance(left: list[int], right: list[int]) -> int:
    """Return the smallest distance between two lists of positions, at least 1, in either order."""
    return max(1, min(abs(one - other) for one in left[:50] for other in right[:50]))


def compute_length_norms(lengths: list[int], live: bytearray, count: int) -> list[float]:
    """Return the length norm of each document, relative to the average of the documents that are not deleted."""
    average = (sum(compress(lengths, live)) / count if count else 1) or 1
    return [K1 * (1 - B + B * length / average) for length in lengths]


def compute_day_ranks(by_day: list[int]) -> list[float]:
    """Return a score for each document so small that it only orders equal ones, the newest first."""
    ranks = [0.0] * len(by_day)
    for rank, number in enumerate(by_day):
        ranks[number] = -rank * 1e-9
    return ranks
