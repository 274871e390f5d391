"""The analysis of a document's text for every engine: folded words with weights and positions.

Words are folded but not stemmed. The query finds their other forms and meanings (query/expansion.py), among the words
that the index really holds.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meetings.search.facets import FACET_NAMES
from meetings.text.tokens import find_tokens, fold_words, stop_words

ANALYSIS_VERSION = 7  # raise it with any change that makes an older index answer differently
# The version of an index changes with the analysis and with the facets, so that an older index needs a rebuild.
INDEX_VERSION = zlib.crc32(" ".join((str(ANALYSIS_VERSION), *FACET_NAMES)).encode())

LEAD_WORDS = 6  # the first words of a text say what it is about,
LEAD_WEIGHT = 2.0  # so each of them gets this additional weight
SECTION_GAP_POSITIONS = 20  # between sections, so that no phrase runs from one into the next

# First parts of names that are often written together with the next word.
_JOINED = frozenset(("عبد", "ابو", "ابن", "ال"))

# A short acronym is indexed in capitals too: folding makes WHO, US and UN words of English and French.
_ACRONYM = re.compile(r"(?<![\w.&-])[A-Z][A-Z0-9]{1,3}(?![\w&-])")
# A Latin word is also indexed with a capital, as a name, where the text writes it so: Turkey, not turkey.
_LATIN_LETTERS = re.compile(r"[A-Za-z]{3}")
_LATIN_WORD = re.compile(r"[a-z]{3,}")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\n\u2026])[^\w\n]*\Z")
_SMALL = re.compile(r"[a-z]|[^\W\d_A-Za-z]")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: its text, the weight of each word, and whether its first words get more weight."""

    text: str
    weight: float = 1.0
    has_lead: bool = False


def analyse(sections: Iterable[Section]) -> tuple[dict[str, tuple[float, list[int]]], int]:
    """Return the words of a document as {word: (weight, positions)}, and the number without stop words."""
    weights: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    stops = stop_words()
    position = length = 0
    for section in sections:
        sequence = fold_words(section.text)
        length += sum(word not in stops for word in sequence)
        for index, word in enumerate(sequence):
            weight = section.weight + (LEAD_WEIGHT if section.has_lead and index < LEAD_WORDS else 0.0)
            several = [word]
            if joined := _joined(word, sequence[index + 1 : index + 2]):
                several.append(joined)
            for one in several:
                if one in places:
                    weights[one] += weight
                    places[one].append(position)
                else:
                    weights[one] = weight
                    places[one] = [position]
            position += 1
        for place, acronym in _find_acronyms(section.text):
            weights[acronym] = weights.get(acronym, 0.0) + section.weight
            places.setdefault(acronym, []).append(position - len(sequence) + place)
        for place, name in _find_capitalised(section.text):
            weights[name] = weights.get(name, 0.0) + section.weight
            places.setdefault(name, []).append(position - len(sequence) + place)
        position += SECTION_GAP_POSITIONS
    return {word: (weights[word], places[word]) for word in places}, length


def _find_acronyms(text: str) -> Iterator[tuple[int, str]]:
    """Yield (place among the words, acronym); none from a text that is in capitals throughout."""
    if not _ACRONYM.search(text) or not _SMALL.search(text):
        return
    tokens = list(find_tokens(text))
    for match in _ACRONYM.finditer(text):
        yield next(place for place, token in enumerate(tokens) if token.start >= match.start()), match[0]


def _find_capitalised(text: str) -> Iterator[tuple[int, str]]:
    """Yield (place among the words, word with a capital) of the Latin words that the text writes as names.

    The first word of a sentence has a capital always: it counts unless the text has it in small letters too. In a text
    without capitals each word may be a name.
    """
    if not _LATIN_LETTERS.search(text):
        return
    tokens = [(place, token) for place, token in enumerate(find_tokens(text)) if _LATIN_WORD.fullmatch(token.word)]
    small = {token.word for _, token in tokens if not text[token.start].isupper()}
    has_capitals = any(map(str.isupper, text))
    for place, token in tokens:
        is_name = text[token.start].isupper() if has_capitals else True
        if is_name and not (token.word in small and has_capitals and _begins_sentence(text, token.start)):
            yield place, token.word.capitalize()


def _begins_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE_END.search(text[max(start - 4, 0) : start])) or start == 0


def _joined(word: str, following: list[str]) -> str:
    """Return two words as the one word that also spells them: عبد الله; مه سرور, whose ه is a Kurdish short vowel."""
    if not following:
        return ""
    if word in _JOINED:
        return word + following[0]
    if len(word) == 2 and word[1] == "ه" and word not in stop_words():
        return word[0] + following[0]
    return ""
