"""The topics of a meeting: those of the controlled list whose terms the report uses, ranked."""

import functools
from collections.abc import Iterable

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.readings import EvidenceReading, TopicReading
from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.word_classes import load_word_list
from meetings.text.fold import fold

MAX_TOPICS = 6
_PARTICLES = ("", *load_word_list("topic_particle"))
_PARTICLES_WITH_ARTICLE = load_word_list("topic_particle_with_article")


@functools.cache
def _terms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return, for the first folded word of a term, the term's words and its topic, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_rows("topics"):
        for term in split_values(row["terms"]):
            words = tuple(fold(term).split())
            if words:
                table.setdefault(words[0], []).append((words, row["code"]))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@functools.lru_cache(20_000)
def _firsts(word: str) -> tuple[str, ...]:
    """Return the forms under which a word may open a term: without its particles, with its article."""
    forms = [word[len(p) :] for p in _PARTICLES if word.startswith(p)]
    forms += [ARTICLE + word[len(p) :] for p in _PARTICLES_WITH_ARTICLE if word.startswith(p)]
    return tuple(form for form in forms if form in _terms())


def find_topics(text: Text, sentences: Iterable[int]) -> tuple[list[TopicReading], list[EvidenceReading]]:
    """Return the topics of the given sentences (by number) with the words that state them."""
    scores: dict[str, float] = {}
    first_words: dict[str, tuple[int, int]] = {}
    for number in sentences:
        sentence = text.sentences[number]
        weight = 3.0 if sentence.role == "headline" else 2.0 if number < 3 else 1.0
        for index in range(sentence.start, sentence.end):
            for code, end in find_terms_at(text.words, index, sentence.end):
                scores[code] = scores.get(code, 0.0) + weight
                first_words.setdefault(code, (index, end))
    ranked = sorted(scores, key=lambda code: (-scores[code], first_words[code]))[:MAX_TOPICS]
    top = scores[ranked[0]] if ranked else 1.0
    found = [TopicReading(code, round(scores[code] / top, 3)) for code in ranked]
    return found, [
        EvidenceReading("topic", *text.span(*first_words[code]), f"term:{code}", value=code) for code in ranked
    ]


def find_terms_at(folded: list[str], index: int, stop: int) -> list[tuple[str, int]]:
    """Return the topics whose term begins at word `index` of the `folded` words, each with the end of its term."""
    found: dict[str, int] = {}
    for first in _firsts(folded[index]):
        for words, code in _terms()[first]:
            end = index + len(words)
            if code not in found and end <= stop and tuple(folded[index + 1 : end]) == words[1:]:
                found[code] = end
    return list(found.items())
