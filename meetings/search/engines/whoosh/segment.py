"""A segment of a Whoosh index.

A written segment never changes (deletions are stored beside it), so it stays open, with its facts, from one state of
the index to the next.
"""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

import io
from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any
from weakref import ref

from whoosh import columns
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import SegmentReader

from meetings.search.engines.protocol import WordCounts
from meetings.search.engines.whoosh import bitsets
from meetings.search.engines.whoosh.codec import Extent, list_extents, read_postings

MAX_OPENINGS = 10  # attempts to open the segments of a folder while a writer replaces some of them


class OpenSegment:
    """A segment open for reading, with its columns and the place of the postings of each word.

    Each of Whoosh's files has one position: callers must allow only one thread at a time.
    """

    def __init__(self, storage: Any, schema: Any, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self._leaf = SegmentReader(storage, schema, segment)
        if isinstance(self._leaf._terms._postfile, BufferFile):
            # Whoosh copies the file into memory for reading at a position; we read slices of the mapped file.
            self._leaf._terms._postfile.file = io.BytesIO()
        self.size: int = self._leaf.doc_count_all()
        self.ids, self.days, self.lengths = (
            self._read_column(name, code) for name, code in (("id", "q"), ("day", "i"), ("length", "i"))
        )
        self._places: dict[str, dict[str, tuple[int, Extent]]] = {}
        self._values: dict[str, int] | None = None

    def _read_column(self, name: str, code: str) -> array[int]:
        column = self._leaf.column_reader(name, columns.NumericColumn(code))
        return array(code, (column[number] for number in range(self.size)))

    def _find_places(self, field: str) -> dict[str, tuple[int, Extent]]:
        """Return {word: (number of documents, place of its postings)} for all words of a field, read once."""
        found = self._places.get(field)
        if found is None:
            found = {word: (frequency, extent) for word, frequency, extent in list_extents(self._leaf, field)}
            self._places[field] = found
        return found

    def frequencies(self) -> dict[str, int]:
        """Return the words with the number of documents that contain them."""
        return {word: frequency for word, (frequency, _) in self._find_places("words").items()}

    def postings(
        self, word: str, with_values: bool = False, field: str = "words"
    ) -> tuple[array[int], array[float], list[bytes]] | None:
        """Return document numbers, weights and, if asked, values of a word; None if not present."""
        place = self._find_places(field).get(word)
        return None if place is None else read_postings(self._leaf, place[1], with_values)

    def union(self, words: Iterable[str]) -> int:
        """Return the documents with any of the words, as bits."""
        mask = bytearray(self.size)
        for word in words:
            if found := self.postings(word):
                for number in found[0]:
                    mask[number] = 1
        return bitsets.make_from_mask(mask)

    def values(self) -> dict[str, int]:
        """Return the documents of each facet value, as bits; read once."""
        if self._values is None:
            found = {}
            for name in self._find_places("values"):
                postings = self.postings(name, field="values")
                found[name] = bitsets.make_from_numbers(postings[0], self.size) if postings else 0
            self._values = found
        return self._values

    def stored(self, number: int, name: str) -> bytes:
        """Return a stored field of a document."""
        value: bytes = self._leaf.stored_fields(number)[name]
        return value


class IndexSegment:
    """A segment in one state of the index: which of its documents are deleted, and the number of the first one."""

    def __init__(self, opened: OpenSegment, base: int, deleted: Iterable[int]) -> None:
        self.opened, self.base = opened, base
        self.deleted = [base + number for number in deleted]

    @property
    def name(self) -> str:
        """The name of its files."""
        return self.opened.name

    def postings(self, word: str, with_values: bool = False) -> tuple[array[int], array[float], list[bytes]] | None:
        """Return document numbers in the whole index, weights and, if asked, values of a word; None if not present."""
        found = self.opened.postings(word, with_values)
        if found is None or not self.base:
            return found
        return array("I", map(self.base.__add__, found[0])), *found[1:]


def open_segments(index: Any, previous: Sequence[IndexSegment]) -> list[IndexSegment]:
    """Return the segments of an index with documents.

    Those that `previous` has are not opened again and come first, in their order, so that most documents keep their
    numbers; of the others the largest come first.
    """
    known = {segment.name: segment.opened for segment in previous}
    ranks = {name: rank for rank, name in enumerate(known)}
    for attempt in range(1, MAX_OPENINGS + 1):
        written = index._read_toc()
        segments = [segment for segment in written.segments if segment.doc_count_all()]
        segments.sort(key=lambda one: (ranks.get(one.segment_id(), len(ranks)), -one.doc_count_all()))
        try:
            opened = [
                known.get(one.segment_id()) or OpenSegment(index.storage, written.schema, one) for one in segments
            ]
        except OSError:  # a writer has merged and deleted a segment since the list was read
            if attempt == MAX_OPENINGS:
                raise
            continue
        found, base = [], 0
        for segment, one in zip(segments, opened, strict=True):
            found.append(IndexSegment(one, base, segment.deleted_docs()))
            base += one.size
        return found
    raise AssertionError("every attempt returns or raises")


def make_live_mask(size: int, segments: Iterable[IndexSegment]) -> bytearray:
    """Return one byte for each document: 0 where it is deleted."""
    mask = bytearray(b"\x01" * size)
    for segment in segments:
        for number in segment.deleted:
            mask[number] = 0
    return mask


def count_words(before: WordCounts, left: Iterable[OpenSegment], new: Iterable[OpenSegment]) -> WordCounts:
    """Return the frequencies of words in an index that has lost some segments and got others."""
    found = WordCounts(before)
    for segment in new:
        for word, number in segment.frequencies().items():
            found[word] = found.get(word, 0) + number
    found.before, found.added = ref(before), tuple(islice(found, len(before), None))
    for segment in left:
        for word, number in segment.frequencies().items():
            found[word] -= number
            if not found[word]:
                del found[word]
    return found
