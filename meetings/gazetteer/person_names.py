"""Keys that compare the names of two people.

They leave out honorifics and filiation and join spellings, but never two different given names (محمد is not محمود).
"""

import functools
import re

from meetings import gazetteer
from meetings.gazetteer.offices import without_courtesy
from meetings.text.fold import fold
from meetings.text.names import skeleton

# One outlet writes filiation and another leaves it out; a prince appears with and without "الأمير".
_FILIATION = frozenset(fold("بن ابن بنت آل الأمير الأميرة الملك").split())

# Written in one word or in two: عبد الفتاح, عبدالفتاح.
_TWO_PART = re.compile(r"\b(عبد|ابو|ابي|ابا) (\w)")


def name_words(name: str) -> tuple[str, ...]:
    """Return the words that compare a folded name, without honorifics."""
    words = _TWO_PART.sub(r"\1\2", fold(name).replace("-", " ").replace(".", " ")).split()
    # A given name may be a rank too (عماد); a full name has at least two words.
    return tuple(word for word in without_courtesy(words, keep=2) if word not in _FILIATION)


def name_key(name: str) -> tuple[str, ...]:
    """Return the key of a name's words: the same for كوردستان and كردستان, بارزاني and البارزاني."""
    return tuple(compared_by(word) for word in name_words(name))


@functools.cache
def given_names() -> frozenset[str]:
    """Return the given names, folded, that differ from others in their vowels alone."""
    return frozenset(fold(name) for row in gazetteer.rows("namesakes") for name in gazetteer.values(row["names"]))


def compared_by(word: str) -> str:
    """Return the key of one folded word of a name.

    It is the word's skeleton, or the word itself for given names that differ in their vowels alone (محمد and محمود).
    """
    return word if word in given_names() else skeleton(word)


def shortened(key: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Return whether one name is the other with words left out but the same first and last word."""
    shorter, longer = sorted((key, name), key=len)
    return len(shorter) > 1 and shorter[0] == longer[0] and shorter[-1] == longer[-1] and set(shorter) <= set(longer)
