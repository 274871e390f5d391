"""Keys that compare the names of two people.

They leave out honorifics and filiation and join spellings, but never two different given names (محمد is not محمود).
"""

import functools
import re

from meetings import gazetteer
from meetings.gazetteer.offices import strip_courtesy
from meetings.text.fold import fold
from meetings.text.names import make_skeleton

# One outlet writes filiation and another leaves it out; a prince appears with and without "الأمير".
_FILIATION = frozenset(fold("بن ابن بنت آل الأمير الأميرة الملك").split())
_CHILD = frozenset(fold("بن ابن بنت").split())

# Written in one word or in two: عبد الفتاح, عبدالفتاح.
_TWO_PART = re.compile(r"\b(عبد|ابو|ابي|ابا) (\w)")


def name_words(name: str) -> tuple[str, ...]:
    """Return the words that compare a folded name, without honorifics."""
    # A given name may be a rank too (عماد); a full name has at least two words.
    return tuple(word for word in strip_courtesy(_split(name), keep=2) if word not in _FILIATION)


def is_child_name(name: str, other: str) -> bool:
    """Return whether `name` says that its bearer is a child of `other`: تميم بن حمد بن خليفة, حمد بن خليفة."""
    words, parent = _split(name), name_words(other)
    starts = (place + 1 for place, word in enumerate(words) if word in _CHILD)
    return bool(parent) and any(name_words(" ".join(words[start:]))[: len(parent)] == parent for start in starts)


def _split(name: str) -> list[str]:
    return _TWO_PART.sub(r"\1\2", fold(name).replace("-", " ").replace(".", " ")).split()


def name_key(name: str) -> tuple[str, ...]:
    """Return the key of a name's words: the same for كوردستان and كردستان, بارزاني and البارزاني."""
    return tuple(make_comparison_key(word) for word in name_words(name))


@functools.cache
def load_given_names() -> frozenset[str]:
    """Return the given names, folded, that differ from others in their vowels alone."""
    return frozenset(
        fold(name) for row in gazetteer.load_rows("namesakes") for name in gazetteer.split_values(row["names"])
    )


def make_comparison_key(word: str) -> str:
    """Return the key of one folded word of a name.

    It is the word's skeleton, or the word itself for given names that differ in their vowels alone (محمد and محمود),
    without its article (الحسن and الحسين).
    """
    bare = word.removeprefix("ال")
    return next((given for given in (word, bare) if given in load_given_names()), "") or make_skeleton(word)


@functools.cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Return the given names that each short form stands for, folded."""
    found: dict[str, set[str]] = {}
    for row in gazetteer.load_rows("short_given_names"):
        for short in gazetteer.split_values(row["short"]):
            found.setdefault(fold(short), set()).update(map(fold, gazetteer.split_values(row["full"])))
    return {short: frozenset(full) for short, full in found.items()}


def is_short_given_name(word: str, other: str) -> bool:
    """Return whether one folded given name is the usual short form of the other: مايك, مايكل."""
    forms = _short_forms()
    return other in forms.get(word, ()) or word in forms.get(other, ())


@functools.cache
def has_whole_names(side: str | None) -> bool:
    """Return whether no word of the names of this side's officials is left out: لي تشيانغ is not لي كه تشيانغ."""
    rows = gazetteer.load_rows("name_customs")
    return any(side in gazetteer.split_values(row["sides"]) for row in rows if row["custom"] == "whole")


def is_shortened(key: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Return whether one name is the other with words left out but the same first and last word."""
    shorter, longer = sorted((key, name), key=len)
    return len(shorter) > 1 and shorter[0] == longer[0] and shorter[-1] == longer[-1] and set(shorter) <= set(longer)
