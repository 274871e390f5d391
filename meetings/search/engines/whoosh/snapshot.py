"""One committed state of a Whoosh index, which answers plans."""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

import heapq
import math
from collections.abc import Container, Iterable
from itertools import compress
from typing import Any
from weakref import proxy

from meetings.search.budget import check_search_time
from meetings.search.engines.protocol import (
    AllDocuments,
    Answer,
    AnyWord,
    Conjunction,
    DateRange,
    FacetFilter,
    Group,
    MinimumMatch,
    Negation,
    Node,
    Phrase,
    SearchPlan,
)
from meetings.search.engines.whoosh import bitsets
from meetings.search.engines.whoosh.ranking import Ranking
from meetings.search.engines.whoosh.reading import SnapshotReader

MAX_HEAP_HITS = 2_000  # for more hits, sorting all documents is faster than a heap


class Snapshot(SnapshotReader):
    """The documents of one commit, which answer plans."""

    def __init__(self, index: Any, previous: Snapshot | None = None) -> None:
        super().__init__(index, previous)
        self._ranking = Ranking(proxy(self))  # no circle: an old state is freed at once

    # --------------------------------------------------------------------------------------------------- matching
    def matching(self, node: Node) -> int:
        """Return the documents that match, as bits; deleted ones may be among them."""
        check_search_time()
        match node:
            case AllDocuments():
                return self.live
            case AnyWord(words):
                return self.union(words)
            case Phrase(parts):
                return self._phrase(parts)
            case FacetFilter(facet, values):
                known = self.facet_sets().get(facet, {})
                found = 0
                for value in values:
                    found |= known.get(value, 0)
                return found
            case DateRange(first, last):
                return bitsets.make_from_numbers(
                    (n for n, day in enumerate(self.days) if day and first <= day <= last), self.size
                )
            case Conjunction(parts):
                found = self.live
                for part in parts:
                    found &= self.matching(part)
                return found
            case MinimumMatch(number, parts):
                return _at_least(number, [self.matching(part) for part in parts])
            case Negation(part):
                return self.live & ~self.matching(part)
        raise TypeError(node)

    def _phrase(self, parts: tuple[frozenset[str], ...]) -> int:
        holders = self.live
        for part in parts:
            holders &= self.union(part)
        if not holders or len(parts) == 1:
            return holders
        holding: Container[int] = set(compress(range(self.size), bitsets.make_mask(holders, self.size)))
        starts: dict[int, set[int]] = {}
        for offset, part in enumerate(parts):
            here: dict[int, set[int]] = {}
            for word in part:
                check_search_time()
                for number, places in self.positions(word, holding).items():
                    here.setdefault(number, set()).update(place - offset for place in places)
            starts = here if offset == 0 else {n: both for n, places in here.items() if (both := starts[n] & places)}
            holding = starts
        return bitsets.make_from_numbers(starts, self.size)

    # ----------------------------------------------------------------------------------------------------- ranking
    def run(self, plan: SearchPlan) -> Answer:
        matched = self.matching(plan.match) & self.live
        filters = {facet: self.matching(node) for facet, node in plan.filters.items()}
        found = matched
        for chosen in filters.values():
            found &= chosen
        answer = Answer(total=found.bit_count(), facets=self._count(plan.facets, matched, filters))
        if answer.total and plan.offset < answer.total:
            numbers, scores = self._ranked(plan, found)
            answer.ids = [self.ids[number] for number in numbers]
            answer.scores = scores
        return answer

    def _count(self, facets: Iterable[str], matched: int, filters: dict[str, int]) -> dict[str, dict[str, int]]:
        counted: dict[str, dict[str, int]] = {}
        for facet in facets:
            check_search_time()
            narrowed = matched
            for other, chosen in filters.items():
                if other != facet:
                    narrowed &= chosen
            values = self.facet_sets().get(facet, {})
            counted[facet] = {v: n for v, documents in values.items() if (n := (documents & narrowed).bit_count())}
        return counted

    def _ranked(self, plan: SearchPlan, found: int) -> tuple[list[int], list[float]]:
        mask = bitsets.make_mask(found, self.size)
        last = plan.offset + plan.limit
        if plan.sort == "relevance" and plan.groups:
            scores = self._ranking.scores(plan.groups)
            if plan.near:
                self._ranking.favour_near(plan.near, mask, scores)
            candidates = compress(range(self.size), mask)
            best = (
                heapq.nlargest(last, candidates, key=scores.__getitem__)
                if last < MAX_HEAP_HITS
                else sorted(candidates, key=scores.__getitem__, reverse=True)
            )
            page = best[plan.offset : last]
            return page, [scores[number] for number in page]
        order: list[int] = [number for number in self.by_day if mask[number]]
        if plan.sort == "oldest":
            dated = [number for number in order if self.days[number]]
            order = dated[::-1] + order[len(dated) :]
        page = order[plan.offset : last]
        return page, [0.0] * len(page)

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        number = self.numbers.get(document_id)
        if number is None:
            return []
        allowed = self.matching(within) & self.live & ~(1 << number)
        scores = self._ranking.scores(groups)
        best = max(scores) or 1.0
        scores = [score / best for score in scores]
        reached = 0
        for node in shared:
            members = self.matching(node) & allowed
            worth = math.log(1 + self.count / (members.bit_count() + 1))
            reached |= members
            for member in compress(range(self.size), bitsets.make_mask(members, self.size)):
                scores[member] += worth
        mask = bitsets.make_mask(reached if shared and reached else allowed, self.size)
        found = heapq.nlargest(limit, compress(range(self.size), mask), key=scores.__getitem__)
        return [self.ids[n] for n in found if scores[n] > 0]


def _at_least(number: int, sets: list[int]) -> int:
    """Return the documents in at least `number` of the sets."""
    if number <= 1:
        found = 0
        for one in sets:
            found |= one
        return found
    reached = [0] * number  # reached[k]: documents seen in k + 1 sets so far
    for one in sets:
        for k in range(number - 1, 0, -1):
            reached[k] |= reached[k - 1] & one
        reached[0] |= one
    return reached[-1]
