"""How well a name fits what was typed: the exact name first, then names that begin so, then names with the words.

The lists that complete what a reader or an editor types order their entries by this rank, and equals by their meetings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from meetings.text.tokens import fold_words

ARTICLE = "ال"
MIN_REST_LETTERS = 3  # of a typed word without its article; less begins too many names


class NameFit(IntEnum):
    """The relation of a record's names to the typed words, the best first."""

    EXACT = 0
    EXACT_OTHER = 1  # the whole of another name, of a demonym or of a code
    BEGINS = 2  # a name begins with the typed words; the last of them may be incomplete
    WORDS = 3  # each typed word begins a word of a name
    INSIDE = 4  # each typed word is inside the names
    BESIDE = 5  # some words are only beside the names: the side of an office, the office of a person


def split_name(name: str) -> tuple[str, ...]:
    """Return the folded words of a name; single letters (U.N.) are one word."""
    words = fold_words(name)
    return ("".join(words),) if len(words) > 1 and all(len(word) == 1 for word in words) else tuple(words)


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word that was typed: as it is and without the Arabic article, which a name on record may have or not."""

    forms: tuple[str, ...]

    @classmethod
    def of(cls, word: str) -> "TypedWord":
        """Return the typed `word`, which is folded."""
        rest = word.removeprefix(ARTICLE)
        return cls((word, rest) if rest != word and len(rest) >= MIN_REST_LETTERS else (word,))

    def is_in(self, text: str) -> bool:
        """Return whether the word is anywhere in `text`."""
        return any(form in text for form in self.forms)

    def begins(self, word: str) -> bool:
        """Return whether a word of a name begins so, with or without its article."""
        return any(word.startswith(form) or word.removeprefix(ARTICLE).startswith(form) for form in self.forms)

    def equals(self, word: str) -> bool:
        """Return whether a word of a name is this word, with or without an article."""
        return word in self.forms or word.removeprefix(ARTICLE) in self.forms


def read_typed(text: str, most: int = 8) -> tuple[TypedWord, ...]:
    """Return the words of a typed text, at most as many as `most`."""
    return tuple(map(TypedWord.of, split_name(text)[:most]))


def is_exact(typed: Sequence[TypedWord], name: Sequence[str]) -> bool:
    """Return whether `name` is what was typed, with or without articles."""
    return len(typed) == len(name) and all(one.equals(word) for one, word in zip(typed, name, strict=True))


def _is_begun(typed: Sequence[TypedWord], name: Sequence[str]) -> bool:
    if not typed or len(typed) > len(name):
        return False
    last = len(typed) - 1
    return typed[last].begins(name[last]) and all(
        one.equals(word) for one, word in zip(typed[:last], name[:last], strict=True)
    )


def _has_words(typed: Sequence[TypedWord], name: Sequence[str]) -> bool:
    return all(any(one.begins(word) for word in name) for one in typed)


@dataclass(frozen=True, slots=True)
class RankedNames:
    """The names of a record: the shown ones, the others, and words that tell it from others of the same name."""

    shown: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...]
    text: str  # all names
    beside: str  # folded

    @classmethod
    def of(cls, shown: Iterable[str], others: Iterable[str] = (), beside: Iterable[str] = ()) -> "RankedNames":
        """Return the names in the form for ranking."""
        main = tuple(dict.fromkeys(filter(None, map(split_name, shown))))
        more = tuple(dict.fromkeys(name for name in map(split_name, others) if name and name not in main))
        words = " ".join(" ".join(name) for name in (*main, *more))
        return cls(main, more, words, " ".join(" ".join(split_name(text)) for text in beside))

    def rank(self, typed: Sequence[TypedWord]) -> NameFit | None:
        """Return how the names fit; None if a typed word is in none of them. No words fit all names."""
        whole = f"{self.text} {self.beside}"
        if not all(one.is_in(whole) for one in typed):
            return None
        if not typed:
            return NameFit.INSIDE
        if any(is_exact(typed, name) for name in self.shown):
            return NameFit.EXACT
        if any(is_exact(typed, name) for name in self.others):
            return NameFit.EXACT_OTHER
        names = (*self.shown, *self.others)
        if any(_is_begun(typed, name) for name in names):
            return NameFit.BEGINS
        if any(_has_words(typed, name) for name in names):
            return NameFit.WORDS
        return NameFit.INSIDE if all(one.is_in(self.text) for one in typed) else NameFit.BESIDE
