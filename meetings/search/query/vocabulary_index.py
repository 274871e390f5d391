"""The vocabulary of an index, arranged by all properties that relate a query word to its words, with a cache file."""

import hashlib
import marshal
import os
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from itertools import filterfalse
from pathlib import Path
from typing import TypeVar

from meetings import gazetteer, text
from meetings.search.engines.hashed_content import add_hash, remove_hash
from meetings.search.engines.protocol import WordCounts
from meetings.search.gc_pause import pause_collection
from meetings.search.query.name_words import load_name_words
from meetings.search.query.word_lists import find_families, load_lexicon, load_title_words, strip_article
from meetings.search.query.word_shapes import end_keys, get_ending, is_native
from meetings.search.query.written_names import is_written
from meetings.text.names import make_full_sound_keys, make_skeleton
from meetings.text.roots import find_readings
from meetings.text.stems import find_lemmas, stem_light10

Key = TypeVar("Key", bound=Hashable)
Word = TypeVar("Word", str, tuple[str, str])


class Arrangement:
    """The words of an index by their lemmas, stems, roots, sounds and other properties.

    `add` extends it. Words that are no longer in the index remain but find nothing, since they have no documents.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.frequencies: Mapping[str, int] = {}
        self.names: set[str] = set()
        self._arranged: set[str] = set()
        self._lemmas: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._roots: dict[str, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        self._sounds: dict[str, list[str]] = {}
        self._ends: dict[str, list[tuple[str, str]]] = {}
        self._families: dict[int | str, list[str]] = {}
        self.know_names(names)

    def know_names(self, names: Iterable[str]) -> None:
        """Set the words that are names of people and places, besides those of the tables; skip words of the lexicon."""
        before = self.names
        self.names = set(load_name_words()) | {
            name for name in names if name not in load_lexicon() and name not in load_title_words()
        }
        for name in self.names ^ before:
            for word in self._lemmas.get(name, ()):
                self._arrange_sounds(word)
        self.changed()

    def add(self, frequencies: Mapping[str, int]) -> int:
        """Add all the words of an index with their frequencies, which must not change; return how many are new."""
        since = self.frequencies
        added = frequencies.list_added(since) if isinstance(frequencies, WordCounts) else frequencies
        new = sorted(filterfalse(self._arranged.__contains__, added))
        self.frequencies = frequencies
        with pause_collection():
            for word in new:
                self._arrange(word)
        self._arranged.update(new)
        self.changed()
        return len(new)

    def changed(self) -> None:
        """React to a change of words or names; subclasses clear their caches here."""

    def save(self, path: Path) -> None:
        """Save the arrangement to a file: reading it takes a tenth of the time of making it."""
        maps = [getattr(self, name) for name in _MAPS]
        beside = path.with_suffix(f".{os.getpid()}")
        words = dict.fromkeys(self._arranged, 0) | dict(self.frequencies)
        beside.write_bytes(add_hash(marshal.dumps([self._stamp(), words, *maps])))
        beside.replace(path)

    def load(self, path: Path) -> bool:
        """Load the arrangement that `save` wrote, if the same rules made it; return whether it was loaded."""
        try:
            with pause_collection():
                content = remove_hash(path.read_bytes())
                if content is None:
                    return False
                stamp, frequencies, *maps = marshal.loads(content)  # nosec B302  # with its hash, in the folder of the index
        except (OSError, ValueError, EOFError, TypeError):
            return False
        if stamp != self._stamp() or len(maps) != len(_MAPS):
            return False
        self.frequencies, self._arranged = frequencies, set(frequencies)
        for name, kept in zip(_MAPS, maps, strict=True):
            setattr(self, name, kept)
        return True

    def _stamp(self) -> str:
        """Return a hash that changes with the tables and with the code that arranges words."""
        return hash_rules(gazetteer.FOLDER, Path(text.__file__).parent, Path(__file__).parent)

    def _arrange(self, word: str) -> None:
        if word.isdigit() or is_written(word):
            return
        for lemma in find_lemmas(word):
            _insert(self._lemmas, lemma, word)
        if not word.isascii():
            _insert(self._stems, stem_light10(word), word)
            for root in {root for root, _, _ in find_readings(word)}:
                _insert(self._roots, root, word)
            if key := make_skeleton(word):
                _insert(self._skeletons, key, word)
        for family in find_families(word):
            _insert(self._families, family, word)
        self._arrange_sounds(word)
        short = strip_article(word)
        for key in end_keys(short, len(short)):
            _insert(self._ends, key, (short, word))

    def _arrange_sounds(self, word: str) -> None:
        """Add a word to the lists of its sounds; remove it from those of short sounds that count for names only."""
        least = 4 if is_native(word) and not self.is_name(word) else 2
        for key in make_full_sound_keys(word):
            if len(key) >= least:
                _insert(self._sounds, key, word)
            elif word in self._sounds.get(key, ()):
                self._sounds[key].remove(word)

    def is_name(self, word: str) -> bool:
        """Return whether a simple reading of the word is a known name, with no ending but one that names take."""
        return word not in load_lexicon() and any(
            cost <= 1 and lemma in self.names and get_ending(word, lemma) in NAME_ENDINGS
            for lemma, cost in find_lemmas(word).items()
        )


# Endings that a name may take: those of the adjective of relation, and Sorani's "from".
NAME_ENDINGS = frozenset(("", "وه", "ي", "يه", "يا", "يون", "يين", "يات", "يان"))
PEOPLE_ENDINGS = frozenset(("ه", "ات", "ون", "ين", "ان"))  # of words for the people of a country


def _insert(lists: dict[Key, list[Word]], key: Key, word: Word) -> None:
    """Add a word to the sorted list of a key, so that the order of arrival changes no answer."""
    words = lists.setdefault(key, [])
    at = len(words) if not words or words[-1] < word else bisect_left(words, word)
    if words[at : at + 1] != [word]:
        words.insert(at, word)


@cache
def hash_rules(*folders: Path) -> str:
    """Return a hash of every table and module in `folders`.

    Compiled modules count only where a release has no source files.
    """
    stamp = hashlib.sha256()
    for folder in folders:
        for suffixes in ((".py", ".tsv"), (".pyc",)):
            files = sorted(path for path in folder.rglob("*") if path.suffix in suffixes)
            for path in files:
                stamp.update(path.relative_to(folder).as_posix().encode())
                stamp.update(path.read_bytes())
            if any(path.suffix != ".tsv" for path in files):
                break
    return stamp.hexdigest()


_MAPS = ("_lemmas", "_stems", "_roots", "_skeletons", "_sounds", "_ends", "_families")
