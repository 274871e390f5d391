"""Whoosh's parts as this project needs them: ready-made words as a field, postings by the word, blocks read whole."""

from __future__ import annotations  # array[int] is no object before Python 3.12

import io
import pickle
import struct
import zlib
from array import array
from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter

Posting = tuple[int, float, bytes]  # document number, weight, value

MAX_BLOCK_POSTINGS = 1024  # postings a block: larger than Whoosh's 128, since blocks are read whole
MAX_POSITION = 65_535  # last position that is kept; longer texts are still found, their far phrases are not


class ReadyFormat(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Postings with a weight and positions of two bytes each."""

    def __init__(self) -> None:
        self.field_boost = 1.0
        self.options: dict[str, Any] = {}

    def word_values(self, value: Any, analyzer: Any, **kwargs: Any) -> Iterator[Any]:
        raise NotImplementedError("words come ready-made")

    def decode_positions(self, value: bytes) -> tuple[int, ...]:
        return positions(value)

    def supports(self, name: str) -> bool:
        return name == "positions"


def positions(value: bytes) -> tuple[int, ...]:
    """The positions in a posting's value."""
    return struct.unpack(f"<{len(value) // 2}H", value)


class ReadyWords(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose value is {word: (weight, positions)}."""

    indexed, stored, unique, scorable, vector, column_type, spelling = True, False, False, False, None, None, False

    def __init__(self) -> None:
        self.format = ReadyFormat()
        self.analyzer = None

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    __hash__ = None  # type: ignore[assignment]

    def index(
        self, value: dict[str, tuple[float, list[int]]], **kwargs: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, (weight, places) in value.items():
            kept = (
                places
                if not places or places[-1] <= MAX_POSITION
                else [place for place in places if place <= MAX_POSITION]
            )
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

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    __hash__ = None  # type: ignore[assignment]

    def index(self, value: list[str], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for item in value:
            yield item.encode(), 1, 1.0, b""

    separate_spelling = ReadyWords.separate_spelling
    to_bytes = ReadyWords.to_bytes
    from_bytes = ReadyWords.from_bytes


def schema() -> fields.Schema:
    """words and facet values to search, three numbers to sort and score by, the text to show."""
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
    """Writes a word's postings block by block instead of one by one, and asks no field for its length.

    Takes what `WordPool` gives: a word with all its postings, words in order.
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
    """Whoosh's codec with larger blocks, uncompressed: they are read whole, and most words have one small block."""

    def __init__(self) -> None:
        super().__init__(blocklimit=MAX_BLOCK_POSTINGS, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> W3FieldWriter:
        return PlainFieldWriter(self, storage, segment)


class WordPool:
    """Collects a segment's postings by word: only the words are sorted in the end, not every posting."""

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
        """Words in order, each with its postings in order. Numbers only ever grow unless segments were merged."""
        for field, word in sorted(self._terms):
            postings = self._terms.pop((field, word))
            postings.sort(key=itemgetter(0))
            yield field, word, postings

    def cleanup(self) -> None:
        self._terms = {}


Extent = tuple[int, int]
_INT = struct.Struct("!i")
_MAGIC = 4  # bytes before the first block


def extents(leaf: Any, field: str) -> Iterator[tuple[str, int, Extent]]:
    """Every word of a field in one segment: the word, how many documents hold it, where its postings stand."""
    for (name, word), info in leaf.iter_from(field, ""):
        if name != field:
            return
        start, length = info.extent()
        extent = start, length[0] if isinstance(length, tuple) else length  # Whoosh 2.7.4 unpacks it only half
        yield word.decode() if isinstance(word, bytes) else word, info.doc_frequency(), extent


def read_postings(leaf: Any, extent: Extent, with_values: bool = False) -> tuple[array[int], array[float], list[bytes]]:
    """All postings of a word in one segment: document numbers, weights and, if asked, values; deleted ones included.

    The layout is that of Whoosh's W3 codec (versions 2.7 and 3): blocks of a length, pickled statistics and pickled
    lists, the numbers as differences. Whoosh's own matcher steps from posting to posting; here blocks are read whole.
    """
    start, length = extent
    buffer = bytes(leaf._terms._postfile.get(start, length))
    numbers, weights = array("I"), array("f")
    values: list[bytes] = []
    at = _MAGIC
    last = False
    while not last:
        size = _INT.unpack_from(buffer, at)[0]
        last, size = size < 0, abs(size)
        block = io.BytesIO(buffer[at + _INT.size : at + _INT.size + size])
        count, _, _, compressed, *_ = pickle.load(block)
        rest = block.read()
        differences, their_weights, their_values = pickle.loads(zlib.decompress(rest) if compressed else rest)
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
