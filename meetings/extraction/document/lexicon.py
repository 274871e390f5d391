"""The trie of all words in the tables: titles, sides, places, verbs, cues. No Django here.

A lookup follows the trie over folded words. The first word of a form may carry particles (و ف ب ل ك and their runs);
the hit retains them, because they govern: "بالرئيس" is the person met, "والرئيس" is one more of the same. The trie is
built once, in some tens of milliseconds; a lookup is a few dictionary reads for each word.
"""

import functools
from dataclasses import dataclass, field

from meetings.extraction.document.everyday_words import EverydayWords
from meetings.extraction.document.lexicon_entries import ARTICLE, LexiconEntry, make_lexicon_entries
from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.word_classes import load_word_list
from meetings.text.fold import fold


@dataclass(frozen=True, slots=True)
class LexiconHit:
    """A form at words [start, end) of a text; `particle` is the prefix of its first word ("" for nothing)."""

    entry: LexiconEntry
    start: int
    end: int
    particle: str


__all__ = ["ARTICLE", "Lexicon", "LexiconEntry", "LexiconHit", "get_lexicon"]


@dataclass(slots=True)
class _Node:
    """A node of the trie: the words that may follow, and the meanings of a form that ends here."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    entries: list[LexiconEntry] = field(default_factory=list)


_PARTICLES = load_word_list("particles")
_LIKE, _TO = load_word_list("particle_like")[0], load_word_list("particle_to")[0]
_MAX_CACHED_WORDS = 50_000


class Lexicon:
    """The trie, and the classes of single words in names."""

    def __init__(self) -> None:
        """Read the tables and build the trie."""
        self._root = _Node()
        self.core = _words_of("common")
        self.common = self.core | _words_of("press_words")
        self.first, self.joint = _given("first"), _given("joint")
        self.ordinal, self.waw, self.soft = _given("ordinal"), _given("waw"), _given("soft")
        self.last, self.syllable, self.shared = _given("last"), _given("syllable"), _given("shared")
        for form, entry in make_lexicon_entries():
            self._add(form, entry)
        lands = frozenset(word for word, node in self._root.following.items() if _is_land(node))
        self._openings = functools.lru_cache(_MAX_CACHED_WORDS)(self._find_openings)
        self.is_core_form = functools.lru_cache(_MAX_CACHED_WORDS)(EverydayWords(self.core, lands).includes)
        self.is_common = functools.lru_cache(_MAX_CACHED_WORDS)(EverydayWords(self.common, lands).includes)

    def _add(self, form: str, entry: LexiconEntry) -> None:
        """Add `form` (one or several words) to the trie."""
        words = fold(form).split()
        if not words:
            return
        node = self._root
        for word in words:
            node = node.following.setdefault(word, _Node())
        if entry not in node.entries:
            node.entries.append(entry)

    def _find_openings(self, word: str) -> tuple[tuple[str, _Node], ...]:
        """Return the nodes that `word` opens, each with the particle that was removed."""
        opened = self._root.following
        found = [("", opened[word])] if word in opened else []
        for particle in _PARTICLES:
            if word.startswith(particle) and len(word) >= len(particle) + 2:
                node = _open_behind(opened, particle, word[len(particle) :])
                if node is not None:
                    found.append((particle, node))
        return tuple(found)

    def hits(self, words: list[str], start: int, stop: int) -> list[LexiconHit]:
        """Return all forms that begin at `start` and end before `stop`, the longest first."""
        found = []
        for particle, node in self._openings(words[start]):
            index = start
            here: _Node | None = node
            while here is not None:
                index += 1
                for entry in here.entries:
                    found.append(LexiconHit(entry, start, index, particle))
                here = here.following.get(words[index]) if index < stop else None
        if len(found) > 1:
            found.sort(key=lambda hit: (-hit.end, len(hit.particle)))
        return found


def _words_of(table: str) -> frozenset[str]:
    """Return the folded words of a table of words."""
    return frozenset(fold(word) for row in load_rows(table) for word in split_values(row["words"]))


def _given(kind: str) -> frozenset[str]:
    """Return the words of names of one kind: first, joint, ordinal, waw, soft, last, syllable, shared."""
    return frozenset(
        fold(word) for row in load_rows("given") if row["kind"] == kind for word in split_values(row["words"])
    )


def _open_behind(opened: dict[str, _Node], particle: str, rest: str) -> _Node | None:
    """Return the node that the word opens after its particle."""
    if particle[-1] == _LIKE and len(rest) < 3:
        return None  # وكان is not و + ك + ان
    if particle[-1] != _TO:
        return opened.get(rest)
    if rest.startswith(_TO) and (node := opened.get(ARTICLE + rest[1:])) is not None:
        return node  # للرئيس
    return None if rest.startswith(ARTICLE) else opened.get(rest)


def _is_land(node: _Node) -> bool:
    """Return whether a node's word alone is a country or place."""
    return any(entry.kind in ("country", "place") for entry in node.entries)


@functools.cache
def get_lexicon() -> Lexicon:
    """Return the one lexicon of the process."""
    return Lexicon()
