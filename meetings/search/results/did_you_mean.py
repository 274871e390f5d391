"""Suggestions of other queries ("Did you mean"), each of which has results."""

import re
from collections.abc import Callable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from meetings.search.budget import check_search_time
from meetings.search.query.expansion import Vocabulary
from meetings.search.query.planned import PlannedQuery
from meetings.text.fold import fold
from meetings.text.keyboard import convert_to_arabic_keys, convert_to_latin_keys
from meetings.text.tokens import find_tokens, fold_words

MAX_SUGGESTIONS = 3
MIN_LIKENESS = 0.59  # from 0 to 1; below it, a word is a different word: two letters of five may differ
_TAG = re.compile(r"</?[A-Za-z][^<>]*>?")


def suggest_queries(
    query: str, planned: PlannedQuery, vocabulary: Vocabulary, count: Callable[[str], int]
) -> list[str]:
    """Return up to three queries similar to this one, the most similar first.

    Args:
        query: The text as typed.
        planned: Its plan.
        vocabulary: The words of the index.
        count: A function that returns how many documents a query finds.
    """
    query = " ".join(_TAG.sub(" ", query).split())
    found: list[str] = []
    for candidate in (*_other_keyboard(query, vocabulary), *_corrected(query, planned, vocabulary)):
        check_search_time()
        is_new = candidate not in found and fold(candidate) != fold(query)
        if is_new and _has_word(candidate) and count(candidate):
            found.append(candidate)
        if len(found) == MAX_SUGGESTIONS:
            break
    return found


def _has_word(candidate: str) -> bool:
    """Return whether a query has more than single letters and digits."""
    return any(len(word) > 1 for word in fold_words(candidate))


def _other_keyboard(query: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the query as typed on the keyboard of the other language, if the index has such words."""
    for other in (convert_to_arabic_keys(query), convert_to_latin_keys(query)):
        some = fold_words(other)
        if some and all(any(r.strong for r in vocabulary.expand(word).values()) or len(word) < 3 for word in some):
            yield other


def _corrected(query: str, planned: PlannedQuery, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the query with each unknown word replaced by one of the nearest known words, then without these words."""
    unknown = {word for word in planned.unknown if len(word) >= 3}
    if not unknown:
        return
    nearest = {word: _nearest(word, vocabulary.common(word)) for word in unknown}
    for rank in range(2):
        pieces, at, changed = [], 0, False
        for token in find_tokens(query):
            choices = nearest.get(token.word, [])
            if len(choices) > rank:
                pieces += [query[at : token.start], choices[rank]]
                at, changed = token.end, True
        if changed:
            yield "".join([*pieces, query[at:]])
    kept = {token.word for token in find_tokens(query)} - unknown
    yield " ".join(planned.typed.get(word, word) for word in planned.words if word in kept)


def _nearest(word: str, candidates: list[str]) -> list[str]:
    found = process.extract(
        word, candidates, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=MIN_LIKENESS, limit=4
    )
    return [candidate for candidate, _, _ in found]
