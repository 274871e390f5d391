"""One committed state of a Whoosh index, with a cache of its postings, sets of documents and columns."""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

import contextlib
import heapq
import math
import threading
from array import array
from collections import OrderedDict
from collections.abc import Container, Iterable, Mapping
from itertools import compress
from typing import Any

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
from meetings.search.engines.whoosh.codec import decode_positions as unpacked
from meetings.search.engines.whoosh.ranking import Ranking, compute_day_ranks, compute_length_norms
from meetings.search.engines.whoosh.segment import IndexSegment, make_live_mask

MAX_CACHED_POSTINGS = 2_000_000  # of all cached words together; eight bytes each
MAX_CACHED_WORD_SETS = 2_000
MAX_CACHED_PLACES = 200  # words
MAX_HEAP_HITS = 2_000  # for more hits, sorting all documents is faster than a heap


class Snapshot:
    """The documents of one commit, which answer plans. Document numbers run over all segments."""

    def __init__(self, reader: Any, previous: Snapshot | None = None) -> None:
        self._reader = reader
        self._files = threading.Lock()  # each of Whoosh's files has one position
        known = {segment.name: segment.facts for segment in previous._segments} if previous else {}
        self._segments: list[IndexSegment] = [
            IndexSegment(leaf, base, known) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()
        ]
        self.size = reader.doc_count_all()
        self.count = reader.doc_count()
        self._ids = [n for segment in self._segments for n in segment.facts.ids]
        self._days = [n for segment in self._segments for n in segment.facts.days]
        lengths = [n for segment in self._segments for n in segment.facts.lengths]
        mask = make_live_mask(self.size, self._segments)
        self.live = bitsets.make_from_mask(mask)
        self._numbers = {self._ids[number]: number for number in compress(range(self.size), mask)}
        self.norms = compute_length_norms(lengths, mask, self.count)
        # Newest first; documents without a date come last in both orders.
        self._by_day = sorted(range(self.size), key=lambda n: (self._days[n], self._ids[n]), reverse=True)
        self.day_rank = compute_day_ranks(self._by_day)
        self._ranking = Ranking(self)
        self._read: OrderedDict[tuple[str, str], tuple[array[int], array[float]]] = OrderedDict()
        self._read_size = 0
        self._placed: dict[str, tuple[array[int], list[bytes]]] = {}
        self._word_sets: dict[Any, int] = {}
        self._facet_sets: dict[str, dict[str, int]] | None = None
        self._frequencies: dict[str, int] | None = None

    # ---------------------------------------------------------------------------------------------------- reading
    def frequencies(self) -> Mapping[str, int]:
        """Return the words with the number of documents that contain them, including deleted ones."""
        if self._frequencies is None:
            with self._files:
                each = sorted((segment.frequencies("words") for segment in self._segments), key=len, reverse=True)
            found = each[0] if each else {}
            for other in each[1:]:
                for word, frequency in other.items():
                    found[word] = found.get(word, 0) + frequency
            self._frequencies = found
        return self._frequencies

    def numbers_of(self, ids: Iterable[int]) -> list[int]:
        return [self._numbers[i] for i in ids if i in self._numbers]

    def kept(self, ids: Iterable[int], name: str) -> dict[int, bytes]:
        """Return a stored field of documents by id."""
        found = {}
        with self._files:
            for document_id in ids:
                number = self._numbers.get(document_id)
                if number is not None:
                    found[document_id] = self._reader.stored_fields(number)[name]
        return found

    def postings(self, word: str, field: str = "words") -> tuple[array[int], array[float]]:
        """Return document numbers and weights of a word over all segments; recent words are cached."""
        found = self._read.get((field, word))
        if found is not None:
            with contextlib.suppress(KeyError):  # another thread has just dropped it
                self._read.move_to_end((field, word))
            return found
        numbers, weights = array("I"), array("f")
        with self._files:
            for segment in self._segments:
                if some := segment.postings(field, word):
                    numbers.extend(some[0])
                    weights.extend(some[1])
        self._read[field, word] = numbers, weights
        self._read_size += len(numbers) + 20
        while self._read_size > MAX_CACHED_POSTINGS and len(self._read) > 1:
            self._read_size -= len(self._read.popitem(last=False)[1][0]) + 20
        return numbers, weights

    def positions(self, word: str, wanted: Container[int] | None = None) -> dict[int, tuple[int, ...]]:
        """Return document numbers with the positions of a word, for the wanted documents or for all."""
        numbers, values = self._values(word)
        pairs = zip(numbers, values, strict=True)
        return {number: unpacked(value) for number, value in pairs if wanted is None or number in wanted}

    def _values(self, word: str) -> tuple[array[int], list[bytes]]:
        found = self._placed.get(word)
        if found is not None:
            return found
        every, packed = array("I"), list[bytes]()
        with self._files:
            for segment in self._segments:
                if some := segment.postings("words", word, with_values=True):
                    every.extend(some[0])
                    packed.extend(some[2])
        if len(self._placed) >= MAX_CACHED_PLACES:
            self._placed.clear()
        self._placed[word] = every, packed
        return every, packed

    # --------------------------------------------------------------------------------------------------- matching
    def matching(self, node: Node) -> int:
        """Return the documents that match, as bits; deleted ones may be among them."""
        match node:
            case AllDocuments():
                return self.live
            case AnyWord(words):
                return self._union(words)
            case Phrase(parts):
                return self._phrase(parts)
            case FacetFilter(facet, values):
                known = self._facets().get(facet, {})
                found = 0
                for value in values:
                    found |= known.get(value, 0)
                return found
            case DateRange(first, last):
                return bitsets.make_from_numbers(
                    (n for n, day in enumerate(self._days) if day and first <= day <= last), self.size
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

    def _union(self, words: frozenset[str]) -> int:
        found = self._word_sets.get(words)
        if found is None:
            mask = bytearray(self.size)
            for word in words:
                for number in self.postings(word)[0]:
                    mask[number] = 1
            found = bitsets.make_from_mask(mask)
            if len(self._word_sets) >= MAX_CACHED_WORD_SETS:
                self._word_sets.clear()
            self._word_sets[words] = found
        return found

    def _phrase(self, parts: tuple[frozenset[str], ...]) -> int:
        holders = self.live
        for part in parts:
            holders &= self._union(part)
        if not holders or len(parts) == 1:
            return holders
        holding: Container[int] = set(compress(range(self.size), bitsets.make_mask(holders, self.size)))
        starts: dict[int, set[int]] = {}
        for offset, part in enumerate(parts):
            here: dict[int, set[int]] = {}
            for word in part:
                for number, places in self.positions(word, holding).items():
                    here.setdefault(number, set()).update(place - offset for place in places)
            starts = here if offset == 0 else {n: both for n, places in here.items() if (both := starts[n] & places)}
            holding = starts
        return bitsets.make_from_numbers(starts, self.size)

    def _facets(self) -> dict[str, dict[str, int]]:
        """Return facet -> value -> documents, read once; filters and counts need only these sets."""
        if self._facet_sets is None:
            found: dict[str, dict[str, int]] = {}
            with self._files:
                names = sorted({name for segment in self._segments for name in segment.frequencies("values")})
            for name in names:
                facet, _, value = name.partition(":")
                numbers, _ = self.postings(name, "values")
                found.setdefault(facet, {})[value] = bitsets.make_from_numbers(numbers, self.size) & self.live
            self._facet_sets = found
        return self._facet_sets

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
            answer.ids = [self._ids[number] for number in numbers]
            answer.scores = scores
        return answer

    def _count(self, facets: Iterable[str], matched: int, filters: dict[str, int]) -> dict[str, dict[str, int]]:
        counted: dict[str, dict[str, int]] = {}
        for facet in facets:
            narrowed = matched
            for other, chosen in filters.items():
                if other != facet:
                    narrowed &= chosen
            values = self._facets().get(facet, {})
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
        order: list[int] = [number for number in self._by_day if mask[number]]
        if plan.sort == "oldest":
            dated = [number for number in order if self._days[number]]
            order = dated[::-1] + order[len(dated) :]
        page = order[plan.offset : last]
        return page, [0.0] * len(page)

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        number = self._numbers.get(document_id)
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
        return [self._ids[n] for n in found if scores[n] > 0]


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
