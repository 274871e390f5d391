"""What the names of two people are compared by: without honorifics and filiation, across spellings, and never with one
given name for another (محمد is not محمود)."""

import functools
import re

from meetings import gazetteer
from meetings.gazetteer.offices import without_courtesy
from meetings.text.fold import fold
from meetings.text.names import skeleton

# Filiation is written by one outlet and left out by another; a prince is called one with or without his name.
_FILIATION = frozenset(fold("بن ابن بنت آل الأمير الأميرة الملك").split())

# Written in one word or in two: عبد الفتاح, عبدالفتاح.
_TWO_PART = re.compile(r"\b(عبد|ابو|ابي|ابا) (\w)")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a folded name by which it is compared, without honorifics."""
    words = _TWO_PART.sub(r"\1\2", fold(name).replace("-", " ").replace(".", " ")).split()
    # A given name may be a rank too (عماد): two words are the least that a full name has.
    return tuple(word for word in without_courtesy(words, keep=2) if word not in _FILIATION)


def name_key(name: str) -> tuple[str, ...]:
    """What a name's words are compared by: the same for كوردستان and كردستان, بارزاني and البارزاني."""
    return tuple(compared_by(word) for word in name_words(name))


@functools.cache
def given_names() -> frozenset[str]:
    """Given names, folded, that differ from others in their vowels alone."""
    return frozenset(fold(name) for row in gazetteer.rows("namesakes") for name in gazetteer.values(row["names"]))


def compared_by(word: str) -> str:
    """What a folded word of a name is compared by: its skeleton, or for given names that differ in their vowels alone
    (محمد and محمود) the word itself."""
    return word if word in given_names() else skeleton(word)


def shortened(key: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether one name is the other with words left out, first and last word kept."""
    shorter, longer = sorted((key, name), key=len)
    return len(shorter) > 1 and shorter[0] == longer[0] and shorter[-1] == longer[-1] and set(shorter) <= set(longer)
