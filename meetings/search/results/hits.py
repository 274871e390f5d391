"""The hits of a result page: marked texts, the reasons for each match, and what a hit of the second tier lacks."""

from collections.abc import Mapping, Sequence
from datetime import date

from meetings.models.languages import is_english_first
from meetings.search.budget import check_search_time
from meetings.search.engines.protocol import (
    AllDocuments,
    AnyWord,
    Conjunction,
    DateRange,
    Engine,
    FacetFilter,
    MinimumMatch,
    Negation,
    Node,
    Phrase,
    StoredText,
)
from meetings.search.query.planned import PlannedQuery
from meetings.search.query.reader import MONTH
from meetings.search.query.tiers import Unit
from meetings.search.results.highlighting import MatchedWord, get_wording, make_snippet, mark_matches
from meetings.search.types import Hit, MatchReason, MissingPart, WordMatch

PLAIN_RELATIONS = ("exact", "prefix")  # matches that need no explanation


def make_hits(
    engine: Engine, ids: Sequence[int], scores: Sequence[float], planned: PlannedQuery, first_partial: int
) -> list[Hit]:
    """Return the hits of a page; those from number `first_partial` on belong to the second tier."""
    stored = engine.stored(ids)
    english = is_english_first()
    hits = []
    for number, (document_id, score) in enumerate(zip(ids, scores, strict=True)):
        check_search_time()
        body = stored.get(document_id, StoredText("", ""))
        title, in_title = mark_matches(body.title, planned.matches)
        text, in_text = make_snippet(body.text, planned.matches, latin=english)
        why = _explain(engine, document_id, planned, {**in_text, **in_title})
        hit = Hit(document_id, score, title, text, why, get_wording(text, body.text))
        if number >= first_partial:
            hit.is_partial = True
            hit.missing = _find_missing(engine, document_id, planned.units)
        hits.append(hit)
    return hits


def _explain(
    engine: Engine, document_id: int, planned: PlannedQuery, seen: dict[str, MatchedWord]
) -> list[MatchReason]:
    """Return the matches that need an explanation: other forms, and words that the page does not show."""
    found = []
    for query_word in dict.fromkeys(planned.words):
        typed = planned.typed.get(query_word, query_word)
        shown = seen.get(query_word)
        if shown is not None:
            if not _is_plain(shown, query_word, typed):
                found.append(MatchReason(typed, shown.written, shown.match.how))
            continue
        hidden = _find_hidden(engine, document_id, query_word, planned.matches)
        if hidden:
            found.append(MatchReason(typed, hidden, "alias"))
    for run, typed in planned.runs.items():
        shown = seen.get(run)
        if shown is not None and not any(word in seen for word in run.split()):
            found.append(MatchReason(typed, shown.written, shown.match.how))
    return found


def _is_plain(shown: MatchedWord, query_word: str, typed: str) -> bool:
    """Return whether a match needs no explanation: the word as typed, or one that has it in it or is a part of it."""
    is_part = shown.word in query_word or query_word in shown.word
    return shown.written == typed or shown.match.how in PLAIN_RELATIONS or (shown.match.how == "form" and is_part)


def _find_hidden(engine: Engine, document_id: int, query_word: str, matches: Mapping[str, WordMatch]) -> str:
    """Return the best match among words that are indexed but not shown: other names, places, topics."""
    held = engine.words_of(document_id)
    found = ((m.weight, word) for word, m in matches.items() if m.query_word == query_word and word in held)
    return max(found, default=(0.0, ""))[1]


def _find_missing(engine: Engine, document_id: int, units: Sequence[Unit]) -> list[MissingPart]:
    """Return the parts of the query that a document lacks, once each."""
    words, facets = engine.words_of(document_id), engine.facets_of(document_id)
    missing: dict[str, MissingPart] = {}
    for unit in units:
        if unit.typed and not _is_met(unit.strict, words, facets):
            is_named = unit.named is not None and _is_met(unit.named, words, facets)
            absent = [word.typed for word in unit.words if not _is_met(word.strict, words, facets)]
            for typed in absent if 0 < len(absent) < len(unit.words) else [unit.typed]:
                missing.setdefault(typed, MissingPart(typed, is_named))
    if not missing:  # a day of the same month
        missing = {unit.typed: MissingPart(unit.typed) for unit in units if unit.is_period}
    return list(missing.values())


def _is_met(node: Node, words: Mapping[str, float], facets: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a document meets a condition of a unit, from its words and facets.

    Places in the text and days are not known here: a phrase is met by its words, a range of days by one of its months.
    """
    match node:
        case AnyWord(some):
            return not words.keys().isdisjoint(some)
        case Phrase(parts):
            return all(not words.keys().isdisjoint(part) for part in parts)
        case FacetFilter(facet, values):
            return not values.isdisjoint(facets.get(facet, ()))
        case Conjunction(parts):
            return all(_is_met(part, words, facets) for part in parts)
        case MinimumMatch(number, parts):
            return sum(_is_met(part, words, facets) for part in parts) >= number
        case Negation(part):
            return not _is_met(part, words, facets)
        case DateRange(first, last):
            return _overlaps(first, last, facets)
        case AllDocuments():
            return True
    raise TypeError(node)


def _overlaps(first: int, last: int, facets: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the month, or the year without one, of a document has days from `first` to `last` (ordinals)."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    months = [int(month) for month in facets.get(MONTH, ())] or range(1, 13)
    some = ((int(year), month) for year in facets.get("year", ()) for month in months)
    return any((begin.year, begin.month) <= one <= (end.year, end.month) for one in some)
