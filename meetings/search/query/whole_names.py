"""Full names of people in spellings that neither the record nor the table of aliases has: "takeshi ivaya", «ماثو تولر».

One word of a name alone may be spelled so only where it is certain; in a full name the other words say who is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from meetings import gazetteer
from meetings.search.query.aliases import load_aliases
from meetings.search.query.entity_names import NamedEntry
from meetings.search.query.name_words import load_name_words
from meetings.search.query.word_lists import strip_article
from meetings.text.fold import fold
from meetings.text.names import compare_vowels, count_consonants, make_skeleton, make_sound_keys, make_spoken_form
from meetings.text.tokens import fold_words

MAX_RUN_WORDS = 9  # with articles, which are separate words in Latin letters
MIN_NAME_WORDS = 2
MIN_LIKENESS = 0.75
MIN_KNOWN_LIKENESS = 0.82  # of a word that is also in other people's names: Salah is not Salih
_ARABIC_HALF = "عبد"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a person: its words as they are compared."""

    words: tuple[str, ...]
    entry: NamedEntry


class WholeNames:
    """The full names of people."""

    def __init__(self, people: Iterable[NamedEntry]) -> None:
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        for entry in people:
            for words in dict.fromkeys(_make_key(fold_words(name)) for name in entry.names):
                if len(words) >= MIN_NAME_WORDS:
                    name = _Name(words, entry)
                    for word in dict.fromkeys(words):
                        self._by_word[word].append(name)

    def find(self, words: Sequence[str], start: int) -> tuple[NamedEntry, int] | None:
        """Return the person whose full name begins at a word (folded), and the number behind it; the longest counts."""
        if _is_link(words[start]):
            return None
        most = min(start + MAX_RUN_WORDS, len(words))
        whole = _make_key(words[start:most])
        candidates = {id(name): name for word in whole for name in self._by_word.get(word, ())}
        for end in range(most, start + 1 if candidates else most, -1):
            key = _make_key(words[start:end])
            if len(key) < MIN_NAME_WORDS or _is_link(words[end - 1]):
                continue
            if entry := self._choose(key, (name for name in candidates.values() if len(name.words) == len(key))):
                return entry, end
        return None

    def _choose(self, key: tuple[str, ...], names: Iterable[_Name]) -> NamedEntry | None:
        """Return the person with the most similar of these names; None where none, or those of two people, are so."""
        best: dict[str, tuple[int, NamedEntry]] = {}
        for name in names:
            same = self._count_same(key, name.words)
            if same and same > best.get(name.entry.key, (0,))[0]:
                best[name.entry.key] = (same, name.entry)
        most = max((same for same, _ in best.values()), default=0)
        found = [entry for same, entry in best.values() if same == most]
        return found[0] if len(found) == 1 else None

    def _count_same(self, key: tuple[str, ...], name: tuple[str, ...]) -> int:
        """Return how many words are the same if the others are alike, and not more than those; else 0."""
        same = 0
        for one, other in zip(key, name, strict=True):
            if one == other:
                same += 1
            elif not self._is_alike(one, other):
                return 0
        return same if 2 * same >= len(key) else 0

    def _is_alike(self, typed: str, other: str) -> bool:
        """Return whether a typed word may be another spelling of a word of a name, as keys have them."""
        if typed.isascii() != other.isascii() or typed.isdigit():
            return False
        is_known = typed in self._by_word or typed in load_name_words() or typed in _load_latin_words()
        least = MIN_KNOWN_LIKENESS if is_known else MIN_LIKENESS
        if not typed.isascii() and make_skeleton(typed) == make_skeleton(other):
            few = count_consonants(make_skeleton(typed)) <= 3
            return not few or bool(compare_vowels(typed, other)) or not is_known  # حسن is not حسين
        if is_known and not set(make_sound_keys(typed)) & set(make_sound_keys(other)):
            return False
        return SequenceMatcher(None, typed, other).ratio() >= least


@cache
def _load_parts(kind: str) -> frozenset[str]:
    """Return the folded words of a kind in `search_name_parts.tsv`."""
    rows = (row for row in gazetteer.load_rows("search_name_parts") if row["kind"] == kind)
    return frozenset(fold(value) for row in rows for value in gazetteer.split_values(row["words"]))


def _is_link(word: str) -> bool:
    return word in _load_parts("link")


def _make_key(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without articles and بن, first halves joined to the next word, as they are spoken."""
    return tuple(_join_halves(word for word in words if not _is_link(word)))


def _join_halves(words: Iterable[str]) -> Iterator[str]:
    half = ""
    for word in words:
        if word in _load_parts("half") and not half:
            half = word
            continue
        yield _shorten(half, word)
        half = ""
    if half:
        yield _shorten("", half)


def _shorten(half: str, word: str) -> str:
    """Return a word as names are compared: Latin letters as they are spoken, an Arabic word without its article."""
    if word.isascii():
        spoken = make_spoken_form(half + word)
        return "".join(letter for at, letter in enumerate(spoken) if letter != spoken[at - 1 : at])
    if not half and word.startswith(_ARABIC_HALF + "ال"):
        return _ARABIC_HALF + word.removeprefix(_ARABIC_HALF + "ال")
    return half + strip_article(word)


@cache
def _load_latin_words() -> frozenset[str]:
    """Return the Latin words of the names of people in the table of aliases, as names are compared."""
    people = (concept for concept in load_aliases().concepts if concept.kind in ("leader", "name"))
    names = (name for concept in people for name in concept.spellings if name.isascii())
    return frozenset(word for name in names for word in _make_key(name.split()))
