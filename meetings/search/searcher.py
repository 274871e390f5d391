"""The searcher, from request to result, over one engine and one directory of names; it uses no database."""

import contextlib
import threading
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from django.utils.timezone import localdate

from meetings.search.budget import limited_search
from meetings.search.documents.analysis import INDEX_VERSION
from meetings.search.engines.protocol import (
    Engine,
    FacetFilter,
    IndexDamagedError,
    IndexMissingError,
    MinimumMatch,
    Node,
)
from meetings.search.facets import FACETS, FACETS_BY_NAME
from meetings.search.query.entity_names import Directory
from meetings.search.query.entity_runs import EntityFinder
from meetings.search.query.expansion import Vocabulary
from meetings.search.query.parser import parse
from meetings.search.query.planned import PlannedQuery
from meetings.search.query.planner import Planner
from meetings.search.query.reader import QueryReader
from meetings.search.query.relations import Relation
from meetings.search.query.word_groups import group_readings
from meetings.search.results.did_you_mean import suggest_queries
from meetings.search.results.hits import make_hits
from meetings.search.results.tiered_answers import PUBLIC, answer_page, find_exact
from meetings.search.types import FacetValue, Notice, SearchRequest, SearchResult
from meetings.text.tokens import find_tokens, fold_words, stop_words

MIN_KEPT_WORDS = 3_000  # new words after which the vocabulary is saved


class Searcher:
    """A searcher, which answers requests. Threads can share it."""

    def __init__(self, engine: Engine, directory: Directory | None = None, keep: Path | None = None) -> None:
        """Set up the searcher; `keep` is a file for the arranged vocabulary, so that the next process can load it."""
        self._keep = keep
        self.engine = engine
        self.directory = directory or Directory()
        self._vocabulary: Vocabulary | None = None
        self._known_to_vocabulary: Directory | None = None
        self._generation = ""
        self._names: tuple[Directory, EntityFinder] | None = None
        self._lock = threading.Lock()

    def vocabulary(self) -> Vocabulary:
        """Return the words of the index, updated when the index has changed."""
        generation = self.engine.generation()
        if self._vocabulary is not None and generation == self._generation:
            return self._vocabulary
        with self._lock:
            if self._vocabulary is None or generation != self._generation:
                vocabulary = self._vocabulary or self._kept_vocabulary()
                if self._known_to_vocabulary is not self.directory:
                    vocabulary.know_names(self.directory.name_words())
                    self._known_to_vocabulary = self.directory
                new = vocabulary.add(self.engine.frequencies())
                if self._keep is not None and new > MIN_KEPT_WORDS:
                    with contextlib.suppress(OSError):  # a full disk only makes the next start slower
                        vocabulary.save(self._keep)
                self._vocabulary, self._generation = vocabulary, generation
            return self._vocabulary

    def _kept_vocabulary(self) -> Vocabulary:
        vocabulary = Vocabulary()
        if self._keep is not None:
            vocabulary.load(self._keep)
        return vocabulary

    def search(self, request: SearchRequest) -> SearchResult:
        """Return the result; raise SearchTooLongError where it takes too long."""
        result = SearchResult(request)
        try:
            version = self.engine.analysis_version()
            if version is None:
                raise IndexMissingError
            if version != INDEX_VERSION:
                result.notices.append(Notice("index-old"))
            self.vocabulary()  # what every search needs is not the time of this one
            with limited_search():
                return self._search(request, result)
        except IndexMissingError as error:
            damaged = isinstance(error, IndexDamagedError)
            result.notices.append(Notice("index-damaged" if damaged else "index-missing"))
            return result

    def _search(self, request: SearchRequest, result: SearchResult) -> SearchResult:
        planned = self.plan(request.query)
        result.notices.extend(planned.notices)
        if request.query.strip() and not planned.narrowed:
            result.notices.append(Notice("no-words"))
        result.parts, result.only_parts = planned.parts, bool(planned.parts) and not planned.has_other_words
        result.matches = planned.matches
        found = answer_page(self.engine, request, planned)
        result.total, result.partial = found.total, found.partial
        result.page, result.pages = found.page, found.pages
        if found.is_past_end:
            result.notices.append(Notice("page-cut"))
        result.facets = self._facets(request, found.facets)
        result.hits = make_hits(self.engine, found.ids, found.scores, planned, found.first_partial)
        self._around(request, planned, result)
        return result

    def plan(self, query: str) -> PlannedQuery:
        """Return the plan of a query, as every caller runs it."""
        vocabulary = self.vocabulary()
        reader = QueryReader(self._finder(), localdate())
        planned = Planner(vocabulary, self.lookup, reader, self.engine.count()).plan(parse(query))
        planned.typed = {token.word: query[token.start : token.end] for token in find_tokens(query)}
        return planned

    def _finder(self) -> EntityFinder:
        """Return the finder of the directory's names, made again when the directory was read again."""
        known = self._names
        if known is None or known[0] is not self.directory:
            known = self._names = (self.directory, EntityFinder(self.directory))
        return known[1]

    def ids(self, request: SearchRequest) -> list[int]:
        """Return the ids of the exact set that `request` finds, in its order, without pages.

        Raises:
            IndexMissingError: The index is missing or damaged.
            SearchTooLongError: The search was stopped.
        """
        limit = max(self.engine.count(), 1)
        self.vocabulary()
        with limited_search():
            return find_exact(self.engine, request, self.plan(request.query), limit).ids

    def lookup(self, facet: str, value: str) -> list[str]:
        """Return the values of a facet that a typed name means; the typed value itself may be one."""
        kind = FACETS_BY_NAME[facet].entry_kind if facet in FACETS_BY_NAME else ""
        if not kind:
            return [value.lower()]
        named = self.directory.named(fold_words(value), (kind,))
        keys = {entry.key.lower(): entry.key for entry in self.directory.entries if entry.kind == kind}
        exact = keys.get(value.lower())
        return [exact] if exact else [entry.key for entry in named]

    # -------------------------------------------------------------------------------------------------------- result
    def _facets(self, request: SearchRequest, counted: Mapping[str, Mapping[str, int]]) -> dict[str, list[FacetValue]]:
        facets = {}
        for facet in FACETS:
            chosen = request.chosen.get(facet.name, ())
            counts = {**dict.fromkeys(chosen, 0), **counted.get(facet.name, {})}
            order = _largest_number_first if facet.is_number else _most_frequent_first
            facets[facet.name] = [FacetValue(v, n, v in chosen) for v, n in sorted(counts.items(), key=order)]
        return facets

    def _around(self, request: SearchRequest, planned: PlannedQuery, result: SearchResult) -> None:
        if not request.query.strip():
            return
        kinds = ("official", "country", "organisation")
        for entry in islice(self.directory.named(planned.words, kinds), 12):
            if entry.kind == "official":
                result.officials.append(entry.id)
            else:
                (result.countries if entry.kind == "country" else result.organisations).append(entry.key)
        if planned.unknown or not (result.total or result.partial):
            result.suggestions = suggest_queries(request.query, planned, self.vocabulary(), self.count)

    def count(self, query: str, public: bool = True) -> int:
        """Return how many documents have everything that a query asks for."""
        planned = self.plan(query)
        if not planned.narrowed:
            return 0
        return find_exact(self.engine, SearchRequest(query, public=public), planned, 1).total

    # ------------------------------------------------------------------------------------------------------- related
    def related(self, document_id: int, limit: int = 6) -> list[int]:
        """Return published documents that share people, sides, topics and rare words with this one, nearest first."""
        held = self.engine.words_of(document_id)
        if not held:
            return []
        frequencies = self.engine.frequencies()
        total = max(self.engine.count(), 1)
        stops = stop_words()
        telling = sorted(
            (
                word
                for word in held
                if word not in stops and len(word) > 2 and 1 < frequencies.get(word, 0) <= total // 3 + 1
            ),
            key=lambda word: -min(held[word], 6.0) / (frequencies[word] + 5),
        )[:25]
        facets = self.engine.facets_of(document_id)
        shared: list[Node] = [
            FacetFilter(facet, frozenset((value,))) for facet in ("person", "topic") for value in facets.get(facet, ())
        ]
        sides = [
            FacetFilter(facet, frozenset((v,))) for facet in ("country", "organisation") for v in facets.get(facet, ())
        ]
        if len(sides) > 1:
            shared.append(MinimumMatch(2, tuple(sides)))
        groups = tuple(group_readings({word: Relation("exact", 1.0, True)}) for word in telling)
        return self.engine.alike(document_id, groups, tuple(shared), PUBLIC, limit)


def _largest_number_first(counted: tuple[str, int]) -> tuple[int, str]:
    value, _ = counted
    return (-int(value) if value.isdecimal() else 0, value)


def _most_frequent_first(counted: tuple[str, int]) -> tuple[int, str]:
    value, count = counted
    return (-count, value)
