"""A document's text as the engines get it: folded words with weights and positions. One analysis for every engine.

Words are folded and otherwise left whole: what they may also mean is found when they are asked for (see relations.py),
over the words that the index really holds.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.search.facets import FACET_NAMES
from meetings.text.tokens import stop_words, words

ANALYSIS_VERSION = 2  # raise it with any change that makes an older index answer differently
# Of an index: another one with another analysis or other facets, so that an older index asks for a rebuild.
INDEX_VERSION = zlib.crc32(" ".join((str(ANALYSIS_VERSION), *FACET_NAMES)).encode())

LEAD_WORDS = 6  # the first words of a text say what it is about,
LEAD_WEIGHT = 2.0  # so each counts that much more
SECTION_GAP_POSITIONS = 20  # positions between sections, so that no phrase runs from one into the next

# First parts of names that are written together as often as apart.
_JOINED = frozenset(("عبد", "ابو", "ابن", "ال"))
MAX_FIRST_PART_LETTERS = 3  # letters


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: its text, how much a word of it counts, and whether it begins with what it is about."""

    text: str
    weight: float = 1.0
    has_lead: bool = False


def analyse(sections: Iterable[Section]) -> tuple[dict[str, tuple[float, list[int]]], int]:
    """The words of a document as {word: (weight, positions)}, and the number of its words that carry a topic."""
    weights: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    stops = stop_words()
    position = length = 0
    for section in sections:
        sequence = words(section.text)
        length += sum(word not in stops for word in sequence)
        for index, word in enumerate(sequence):
            weight = section.weight + (LEAD_WEIGHT if section.has_lead and index < LEAD_WORDS else 0.0)
            several = [word]
            if len(word) <= MAX_FIRST_PART_LETTERS and (joined := _joined(word, sequence[index + 1 : index + 2])):
                several.append(joined)
            for one in several:
                if one in places:
                    weights[one] += weight
                    places[one].append(position)
                else:
                    weights[one] = weight
                    places[one] = [position]
            position += 1
        position += SECTION_GAP_POSITIONS
    return {word: (weights[word], places[word]) for word in places}, length


def _joined(word: str, following: list[str]) -> str:
    """Two words as the one that they are also written as: عبد الله; مه سرور, whose ه is a Kurdish short vowel."""
    if not following:
        return ""
    if word in _JOINED:
        return word + following[0]
    if len(word) == 2 and word[1] == "ه" and word not in stop_words():
        return word[0] + following[0]
    return ""
