"""A segment of a Whoosh index.

A written segment never changes (deletions are stored beside it), so its facts are reused from one state of the index to
the next.
"""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

from array import array
from collections.abc import Iterable
from typing import Any

from whoosh import columns

from meetings.search.engines.whoosh.codec import Extent, list_extents, read_postings


class SegmentFacts:
    """The cached facts of a segment: its columns, and the place of the postings of each word."""

    def __init__(self, leaf: Any) -> None:
        size = leaf.doc_count_all()
        self.ids, self.days, self.lengths = (
            _column(leaf, name, code, size) for name, code in (("id", "q"), ("day", "i"), ("length", "i"))
        )
        self._places: dict[str, dict[str, tuple[int, Extent]]] = {}

    def places(self, leaf: Any, field: str) -> dict[str, tuple[int, Extent]]:
        """Return {word: (number of documents, place of its postings)} for all words of a field, read once."""
        found = self._places.get(field)
        if found is None:
            found = {word: (frequency, extent) for word, frequency, extent in list_extents(leaf, field)}
            self._places[field] = found
        return found


def _column(leaf: Any, name: str, code: str, size: int) -> array[int]:
    column = leaf.column_reader(name, columns.NumericColumn(code))
    return array(code, (column[number] for number in range(size)))


class IndexSegment:
    """A segment open for reading, and the number that its first document has in the whole index.

    Each of Whoosh's files has one position: callers must allow only one thread at a time.
    """

    def __init__(self, leaf: Any, base: int, known: dict[str, SegmentFacts]) -> None:
        self.leaf, self.base = leaf, base
        self.name: str = leaf.segment().segment_id()
        self.facts = known.get(self.name) or SegmentFacts(leaf)

    def deleted(self) -> list[int]:
        """Return the numbers, in the whole index, of deleted documents."""
        if not self.leaf.has_deletions():
            return []
        return [self.base + n for n in range(self.leaf.doc_count_all()) if self.leaf.is_deleted(n)]

    def frequencies(self, field: str) -> dict[str, int]:
        """Return the words of a field with the number of documents that contain them."""
        return {word: frequency for word, (frequency, _) in self.facts.places(self.leaf, field).items()}

    def postings(
        self, field: str, word: str, with_values: bool = False
    ) -> tuple[array[int], array[float], list[bytes]] | None:
        """Return document numbers in the whole index, weights and, if asked, values of a word; None if not present."""
        place = self.facts.places(self.leaf, field).get(word)
        if place is None:
            return None
        numbers, weights, values = read_postings(self.leaf, place[1], with_values)
        if self.base:
            numbers = array("I", (self.base + number for number in numbers))
        return numbers, weights, values


def make_live_mask(size: int, segments: Iterable[IndexSegment]) -> bytearray:
    """Return one byte for each document: 0 where it is deleted."""
    mask = bytearray(b"\x01" * size)
    for segment in segments:
        for number in segment.deleted():
            mask[number] = 0
    return mask
