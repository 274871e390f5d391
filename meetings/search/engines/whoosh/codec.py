"""Adapted parts of Whoosh: fields of ready-made words, postings sorted by word, and blocks that are read whole."""

from __future__ import annotations  # before Python 3.12, array[int] fails at run time

import io
import pickle  # nosec B403  # the format of Whoosh's blocks
import struct
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter

Posting = tuple[int, float, bytes]  # document number, weight, value

MAX_BLOCK_POSTINGS = 1024  # larger than Whoosh's 128, since blocks are read whole
MAX_POSITION = 65_535  # positions have two bytes; words beyond it are found, but not in phrases


class ReadyFormat(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Postings with a weight and positions of two bytes each."""

    def __init__(self) -> None:
        self.field_boost = 1.0
        self.options: dict[str, Any] = {}

    def word_values(self, value: Any, analyzer: Any, **kwargs: Any) -> Iterator[Any]:
        raise NotImplementedError("words come ready-made")

    def decode_positions(self, value: bytes) -> tuple[int, ...]:
        return decode_positions(value)


def decode_positions(value: bytes) -> tuple[int, ...]:
    """Return the positions in a posting's value."""
    return struct.unpack(f"<{len(value) // 2}H", value)


class ReadyWords(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose value is {word: (weight, positions)}."""

    indexed, stored, unique, scorable, vector, column_type, spelling = True, False, False, False, None, None, False

    def __init__(self) -> None:
        self.format = ReadyFormat()
        self.analyzer = None

    def index(
        self, value: dict[str, tuple[float, list[int]]], **kwargs: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, (weight, places) in value.items():
            kept = places[: bisect_right(places, MAX_POSITION)]
            yield word.encode(), 1, weight, struct.pack(f"<{len(kept)}H", *kept)

    def separate_spelling(self) -> bool:
        return False

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, value: bytes) -> str:
        return value.decode()


class ReadyValues(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose value is a list of exact values; no weights, no positions."""

    indexed, stored, unique, scorable, vector, column_type, spelling = True, False, False, False, None, None, False

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None

    def index(self, value: list[str], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for item in value:
            yield item.encode(), 1, 1.0, b""

    separate_spelling = ReadyWords.separate_spelling
    to_bytes = ReadyWords.to_bytes
    from_bytes = ReadyWords.from_bytes


def make_schema() -> fields.Schema:
    """Return the schema: words and facet values to search, three numbers to sort and score by, stored texts."""
    number = columns.NumericColumn
    return fields.Schema(
        words=ReadyWords(),
        values=ReadyValues(),
        id=fields.COLUMN(number("q")),
        day=fields.COLUMN(number("i")),
        length=fields.COLUMN(number("i")),
        body=fields.STORED,
        facts=fields.STORED,
    )


class PlainFieldWriter(W3FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """A writer of whole blocks of postings instead of single postings; it does not read field lengths.

    Its input is that of `WordPool`: each word with all its postings, in the order of words.
    """

    def add_postings(self, schema: Any, lengths: Any, items: Iterator[tuple[str, bytes, list[Posting]]]) -> None:
        current = None
        for field, word, postings in items:
            if field != current:
                if current is not None:
                    self.finish_field()
                self.start_field(field, schema[field])
                current = field
            self.start_term(word)
            self._add_blocks(postings)
            self.finish_term()
        if current is not None:
            self.finish_field()

    def _add_blocks(self, postings: list[Posting]) -> None:
        writer = self._postwriter
        for start in range(0, len(postings), MAX_BLOCK_POSTINGS):
            if start:
                writer._write_block()
            numbers, weights, values = zip(*postings[start : start + MAX_BLOCK_POSTINGS], strict=True)
            writer._ids.extend(numbers)
            writer._weights.extend(weights)
            writer._values.extend(value for value in values if value)
            writer._maxweight = max(weights)


class PlainCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec with larger, uncompressed blocks: they are read whole, and most words have one small block."""

    def __init__(self) -> None:
        super().__init__(blocklimit=MAX_BLOCK_POSTINGS, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> W3FieldWriter:
        return PlainFieldWriter(self, storage, segment)


class WordPool:
    """The postings of a segment, collected by word, so that only the words are sorted at the end, not the postings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._terms: dict[tuple[str, bytes], list[Posting]] = {}

    def add(self, item: Any) -> None:
        key = item[:2]
        found = self._terms.get(key)
        if found is None:
            self._terms[key] = [item[2:]]
        else:
            found.append(item[2:])

    def iter_postings(self) -> Iterator[tuple[str, bytes, list[Posting]]]:
        """Yield the words in order, each with its postings in the order of documents."""
        for field, word in sorted(self._terms):
            postings = self._terms.pop((field, word))
            postings.sort(key=itemgetter(0))  # out of order only after segments were merged
            yield field, word, postings

    def cleanup(self) -> None:
        self._terms = {}


Extent = tuple[int, int]
_INT = struct.Struct("!i")
_MAGIC = 4  # bytes before the first block


def list_extents(leaf: Any, field: str) -> Iterator[tuple[str, int, Extent]]:
    """Yield every word of a field in one segment: the word, its number of documents, the place of its postings."""
    for (name, word), info in leaf.iter_from(field, ""):
        if name != field:
            return
        start, length = info.extent()
        extent = start, length[0] if isinstance(length, tuple) else length  # Whoosh 2.7.4 returns a tuple of one
        yield word.decode() if isinstance(word, bytes) else word, info.doc_frequency(), extent


def read_postings(leaf: Any, extent: Extent, with_values: bool = False) -> tuple[array[int], array[float], list[bytes]]:
    """Return all postings of a word in one segment, including deleted documents: numbers, weights, values if asked.

    The layout is that of Whoosh's W3 codec (versions 2.7 and 3): blocks of a length, pickled statistics and pickled
    lists, with the numbers as differences. Whoosh's own matcher reads one posting at a time; this reads whole blocks.
    """
    start, length = extent
    buffer = bytes(leaf._terms._postfile.get(start, length))
    numbers, weights = array("I"), array("f")
    values: list[bytes] = []
    at = _MAGIC
    last = False
    while not last:
        signed = _INT.unpack_from(buffer, at)[0]  # negative before the last block
        size = abs(signed)
        last = signed != size
        block = io.BytesIO(buffer[at + _INT.size : at + _INT.size + size])
        count, _, _, compressed, *_ = pickle.load(block)  # nosec B301  # the index, which Mahdar alone writes
        rest = block.read()
        block_values = zlib.decompress(rest) if compressed else rest
        differences, their_weights, their_values = pickle.loads(block_values)  # nosec B301  # as above
        numbers.extend(accumulate(differences))
        if their_weights is None:
            weights.extend([1.0] * count)
        elif isinstance(their_weights, float):
            weights.extend([their_weights] * count)
        else:
            weights.extend(their_weights)
        if with_values:
            values.extend(their_values or [b""] * count)
        at += _INT.size + size
    return numbers, weights, values
