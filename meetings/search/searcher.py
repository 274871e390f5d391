"""The searcher, from request to result, over one engine and one directory of names; it uses no database."""

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from meetings.models.languages import is_english_first
from meetings.search.documents.analysis import INDEX_VERSION
from meetings.search.engines.protocol import (
    Answer,
    Conjunction,
    DateRange,
    Engine,
    FacetFilter,
    IndexMissingError,
    MinimumMatch,
    Node,
    SearchPlan,
    StoredText,
)
from meetings.search.facets import FACET_NAMES, FACETS, FACETS_BY_NAME
from meetings.search.query.entity_names import Directory
from meetings.search.query.expansion import Relation, Vocabulary
from meetings.search.query.parser import parse
from meetings.search.query.planner import PlannedQuery, Planner
from meetings.search.query.word_groups import group_readings
from meetings.search.results.did_you_mean import suggest_queries
from meetings.search.results.highlighting import MatchedWord, get_wording, make_snippet, mark_matches
from meetings.search.types import (
    FacetValue,
    Hit,
    MatchReason,
    Notice,
    SearchRequest,
    SearchResult,
    WordMatch,
)
from meetings.text.tokens import find_tokens, fold_words, stop_words

PUBLIC = FacetFilter("state", frozenset(("published",)))
MAX_PAGE_HITS = 100
MIN_KEPT_WORDS = 3_000  # new words after which the vocabulary is saved
MAX_HITS = 10_000  # that pages can show
PLAIN_RELATIONS = ("exact", "prefix")  # matches that need no explanation
_OFFICIALS = ("official",)


class Searcher:
    """A searcher, which answers requests. Threads can share it."""

    def __init__(self, engine: Engine, directory: Directory | None = None, keep: Path | None = None) -> None:
        """Set up the searcher; `keep` is a file for the arranged vocabulary, so that the next process can load it."""
        self._keep = keep
        self.engine = engine
        self.directory = directory or Directory()
        self._vocabulary: Vocabulary | None = None
        self._generation = ""
        self._lock = threading.Lock()

    def vocabulary(self) -> Vocabulary:
        """Return the words of the index, updated when the index has changed."""
        generation = self.engine.generation()
        if self._vocabulary is not None and generation == self._generation:
            return self._vocabulary
        with self._lock:
            if self._vocabulary is None or generation != self._generation:
                vocabulary = self._vocabulary or self._kept_vocabulary()
                vocabulary.know_names(self.directory.name_words())
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
        result = SearchResult(request)
        try:
            version = self.engine.analysis_version()
            if version is None:
                raise IndexMissingError
            if version != INDEX_VERSION:
                result.notices.append(Notice("index-old"))
            return self._search(request, result)
        except IndexMissingError:
            result.notices.append(Notice("index-missing"))
            return result

    def _search(self, request: SearchRequest, result: SearchResult) -> SearchResult:
        planned = Planner(self.vocabulary(), self.lookup).plan(parse(request.query))
        planned.typed = {token.word: request.query[token.start : token.end] for token in find_tokens(request.query)}
        result.notices.extend(planned.notices)
        if request.query.strip() and not planned.narrowed:
            result.notices.append(Notice("no-words"))
        plan, answer = self._answer(request, planned, result)
        result.total = answer.total
        size = plan.limit
        result.pages = max(1, -(-min(answer.total, MAX_HITS) // size))
        result.page = plan.offset // size + 1
        if result.page > result.pages:  # past the end: the last page rather than an empty one
            result.page = result.pages
            answer = self.engine.run(replace(plan, offset=(result.pages - 1) * size))
            result.notices.append(Notice("page-cut"))
        result.facets = self._facets(request, answer.facets)
        result.hits = self._hits(answer.ids, answer.scores, planned)
        self._around(request, planned, result)
        return result

    def ids(self, request: SearchRequest) -> list[int]:
        """Return the ids of all meetings that `request` finds, in its order, without pages."""
        try:
            if self.engine.analysis_version() is None:
                raise IndexMissingError
            planned = Planner(self.vocabulary(), self.lookup).plan(parse(request.query))
            plan, _ = self._answer(replace(request, page=1, page_size=1), planned, SearchResult(request))
            return self.engine.run(replace(plan, limit=max(self.engine.count(), 1), facets=())).ids
        except IndexMissingError:
            return []

    def _answer(self, request: SearchRequest, planned: PlannedQuery, result: SearchResult) -> tuple[SearchPlan, Answer]:
        """Return the first plan that finds something, from all the words to fewer, and its answer."""
        plan = self._plan(request, planned, planned.match)
        answer = self.engine.run(plan)
        for wider in planned.fallbacks if not answer.total else ():
            plan = self._plan(request, planned, wider)
            answer = self.engine.run(plan)
            if answer.total:
                result.notices.append(Notice("fewer-words"))
                break
        return plan, answer

    # ------------------------------------------------------------------------------------------------------ planning
    def _plan(self, request: SearchRequest, planned: PlannedQuery, match: Node) -> SearchPlan:
        must = [match, PUBLIC] if request.public else [match]
        if request.date_from or request.date_to:
            first = request.date_from.toordinal() if request.date_from else 1
            last = request.date_to.toordinal() if request.date_to else 10**7
            must.append(DateRange(first, last))
        size = min(max(request.page_size, 1), MAX_PAGE_HITS)
        page = max(request.page, 1)
        sort = request.sort if planned.groups or request.sort == "oldest" else "newest"
        return SearchPlan(
            match=Conjunction(tuple(must)) if len(must) > 1 else must[0],
            filters={
                facet: FacetFilter(facet, frozenset(chosen))
                for facet in FACET_NAMES
                if (chosen := request.chosen.get(facet))
            },
            groups=tuple(planned.groups),
            near=tuple(planned.near),
            sort=sort,
            offset=(min(page, MAX_HITS // size) - 1) * size,
            limit=size,
            facets=FACET_NAMES,
        )

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

    def _hits(self, ids: list[int], scores: list[float], planned: PlannedQuery) -> list[Hit]:
        stored = self.engine.stored(ids)
        english = is_english_first()
        hits = []
        for document_id, score in zip(ids, scores, strict=True):
            body = stored.get(document_id, StoredText("", ""))
            title, in_title = mark_matches(body.title, planned.matches)
            text, in_text = make_snippet(body.text, planned.matches, latin=english)
            why = self._why(document_id, planned, {**in_text, **in_title})
            hits.append(Hit(document_id, score, title, text, why, get_wording(text, body.text)))
        return hits

    def _why(self, document_id: int, planned: PlannedQuery, seen: dict[str, MatchedWord]) -> list[MatchReason]:
        """Return the matches that need an explanation: other forms, and words that the page does not show."""
        found = []
        for query_word in dict.fromkeys(planned.words):
            typed = planned.typed.get(query_word, query_word)
            shown = seen.get(query_word)
            if shown is not None:
                how = shown.match.how
                if how not in PLAIN_RELATIONS and not (
                    how == "form" and (shown.word in query_word or query_word in shown.word)
                ):
                    found.append(MatchReason(typed, shown.written, how))
                continue
            hidden = self._hidden(document_id, query_word, planned.matches)
            if hidden:
                found.append(MatchReason(typed, hidden, "alias"))
        return found

    def _hidden(self, document_id: int, query_word: str, matches: Mapping[str, WordMatch]) -> str:
        """Return the best match among words that are indexed but not shown: other names, places, topics."""
        held = self.engine.words_of(document_id)
        best = max(
            (
                (match.weight, word)
                for word, match in matches.items()
                if match.query_word == query_word and word in held
            ),
            default=(0.0, ""),
        )
        return best[1]

    def _around(self, request: SearchRequest, planned: PlannedQuery, result: SearchResult) -> None:
        if not request.query.strip():
            return
        kinds = ("official", "country", "organisation")
        for entry in islice(self.directory.named(planned.words, kinds), 12):
            if entry.kind == "official":
                result.officials.append(entry.id)
            else:
                (result.countries if entry.kind == "country" else result.organisations).append(entry.key)
        if not result.total or planned.unknown:
            result.suggestions = suggest_queries(request.query, planned, self.vocabulary(), self.count)
        if planned.unknown and result.total and not result.suggestions:
            result.notices.append(Notice("fewer-words", " ".join(dict.fromkeys(planned.unknown))))

    def count(self, query: str, public: bool = True) -> int:
        """Return how many documents a query finds."""
        planned = Planner(self.vocabulary(), self.lookup).plan(parse(query))
        if not planned.narrowed:
            return 0
        match: Node = Conjunction((planned.match, PUBLIC)) if public else planned.match
        return self.engine.run(SearchPlan(match=match, limit=1)).total

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
