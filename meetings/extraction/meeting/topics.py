"""What they spoke of: the topics of the controlled list whose terms the report uses, ranked, at most six."""

import functools
from collections.abc import Iterable

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.readings import EvidenceReading, TopicReading
from meetings.gazetteer import rows, values
from meetings.text.fold import fold

MOST = 6
_PARTICLES = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")


@functools.cache
def _terms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First folded word of a term -> the term's words and its topic, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("topics"):
        for term in values(row["terms"]):
            words = tuple(fold(term).split())
            if words:
                table.setdefault(words[0], []).append((words, row["code"]))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@functools.lru_cache(20_000)
def _firsts(word: str) -> tuple[str, ...]:
    """The forms under which a word may open a term: without its particles, with its article."""
    forms = [word[len(p) :] for p in _PARTICLES if word.startswith(p)]
    if word.startswith("لل"):
        forms.append("ال" + word[2:])
    return tuple(form for form in forms if form in _terms())


def topics(text: Text, sentences: Iterable[int]) -> tuple[list[TopicReading], list[EvidenceReading]]:
    """Topics of the given sentences (by number) with the words that told them."""
    scores: dict[str, float] = {}
    first_words: dict[str, tuple[int, int]] = {}
    for number in sentences:
        sentence = text.sentences[number]
        weight = 3.0 if sentence.role == "headline" else 2.0 if number < 3 else 1.0
        for index in range(sentence.start, sentence.end):
            for code, end in terms_at(text.words, index, sentence.end):
                scores[code] = scores.get(code, 0.0) + weight
                first_words.setdefault(code, (index, end))
    ranked = sorted(scores, key=lambda code: (-scores[code], first_words[code]))[:MOST]
    top = scores[ranked[0]] if ranked else 1.0
    found = [TopicReading(code, round(scores[code] / top, 3)) for code in ranked]
    return found, [
        EvidenceReading("topic", *text.span(*first_words[code]), f"term:{code}", value=code) for code in ranked
    ]


def terms_at(folded: list[str], index: int, stop: int) -> list[tuple[str, int]]:
    """Topics whose term begins at word `index` of the `folded` words, with the end of the term; one hit a topic."""
    found: dict[str, int] = {}
    for first in _firsts(folded[index]):
        for words, code in _terms()[first]:
            end = index + len(words)
            if code not in found and end <= stop and tuple(folded[index + 1 : end]) == words[1:]:
                found[code] = end
    return list(found.items())
