"""The vocabulary of an index, arranged by all properties that relate a query word to its words, with a cache file."""

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from meetings import gazetteer, text
from meetings.search.gc_pause import pause_collection
from meetings.search.query.word_lists import (
    find_families,
    load_known_names,
    load_lexicon,
    load_title_words,
    strip_article,
)
from meetings.search.query.word_shapes import end_keys, is_native
from meetings.text.names import make_skeleton, make_sound_keys
from meetings.text.roots import find_readings
from meetings.text.stems import find_lemmas, stem_light10


class Arrangement:
    """The words of an index by their lemmas, stems, roots, sounds and other properties.

    `add` extends it. Words that are no longer in the index remain but find nothing, since they have no documents.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.frequencies: dict[str, int] = {}
        self.names: set[str] = set()
        self.know_names(names)
        self._lemmas: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._roots: dict[str, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        self._sounds: dict[str, list[str]] = {}
        self._ends: dict[str, list[tuple[str, str]]] = {}
        self._families: dict[int | str, list[str]] = {}

    def know_names(self, names: Iterable[str]) -> None:
        """Set the words that are names of people and places, besides those of the tables; skip words of the lexicon."""
        self.names = set(load_known_names()) | {
            name for name in names if name not in load_lexicon() and name not in load_title_words()
        }
        self.changed()

    def add(self, frequencies: Mapping[str, int]) -> int:
        """Add all the words of an index with their frequencies; return how many words are new."""
        new = [word for word in frequencies if word not in self.frequencies]
        self.frequencies = dict(frequencies)
        with pause_collection():
            for word in new:
                self._arrange(word)
        self.changed()
        return len(new)

    def changed(self) -> None:
        """React to a change of words or names; subclasses clear their caches here."""

    def save(self, path: Path) -> None:
        """Save the arrangement to a file: reading it takes a tenth of the time of making it."""
        maps = [getattr(self, name) for name in _MAPS]
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(marshal.dumps([self._stamp(), self.frequencies, *maps]))
        beside.replace(path)

    def load(self, path: Path) -> bool:
        """Load the arrangement that `save` wrote, if the same rules made it; return whether it was loaded."""
        try:
            with pause_collection():
                stamp, frequencies, *maps = marshal.loads(path.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            return False
        if stamp != self._stamp() or len(maps) != len(_MAPS):
            return False
        self.frequencies = frequencies
        for name, kept in zip(_MAPS, maps, strict=True):
            setattr(self, name, kept)
        return True

    def _stamp(self) -> str:
        """Return a hash that changes with the tables and with the code that arranges words."""
        return hash_rules(gazetteer.FOLDER, Path(text.__file__).parent, Path(__file__).parent)

    def _arrange(self, word: str) -> None:
        if word.isdigit():
            return
        for lemma in find_lemmas(word):
            self._lemmas.setdefault(lemma, []).append(word)
        if not word.isascii():
            self._stems.setdefault(stem_light10(word), []).append(word)
            for root in {root for root, _, _ in find_readings(word)}:
                self._roots.setdefault(root, []).append(word)
            if key := make_skeleton(word):
                self._skeletons.setdefault(key, []).append(word)
        for family in find_families(word):
            self._families.setdefault(family, []).append(word)
        own = is_native(word) and not self.is_name(word)
        for key in make_sound_keys(word):
            if len(key) >= (4 if own else 3):
                self._sounds.setdefault(key, []).append(word)
        short = strip_article(word)
        for key in end_keys(short, len(short)):
            self._ends.setdefault(key, []).append((short, word))

    def is_name(self, word: str) -> bool:
        """Return whether a simple reading of the word is a known name."""
        return any(cost <= 1 and lemma in self.names for lemma, cost in find_lemmas(word).items())


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
