"""Whoosh's parts as this project needs them: ready-made words as a field, postings pooled by word, blocks read whole."""

import struct
from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec

BLOCK = 1024  # postings a block: larger than Whoosh's 128, since blocks are read whole
FARTHEST = 65_535  # last position that is kept; longer texts are still found, their far phrases are not


class ReadyFormat(formats.Format):
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


class ReadyWords(fields.FieldType):
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
            kept = places if not places or places[-1] <= FARTHEST else [place for place in places if place <= FARTHEST]
            yield word.encode(), 1, weight, struct.pack(f"<{len(kept)}H", *kept)

    def separate_spelling(self) -> bool:
        return False

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, value: bytes) -> str:
        return value.decode()


class ReadyValues(fields.FieldType):
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
    )


def codec() -> W3Codec:
    return W3Codec(blocklimit=BLOCK, compression=1)


class WordPool:
    """Collects a segment's postings by word: only the words are sorted in the end, not every posting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._terms: dict[tuple[str, bytes], list[tuple[int, float, bytes]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        key = item[:2]
        found = self._terms.get(key)
        if found is None:
            self._terms[key] = [item[2:]]
        else:
            found.append(item[2:])

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        for key in sorted(self._terms):
            for posting in sorted(self._terms.pop(key)):
                yield (*key, *posting)

    def cleanup(self) -> None:
        self._terms = {}


def read_postings(
    reader: Any, field: str, word: str, with_values: bool = False
) -> tuple[list[int], list[float], list[bytes]]:
    """All postings of a word in one segment: document numbers, weights and, if asked, values. Deleted ones included."""
    numbers: list[int] = []
    weights: list[float] = []
    values: list[bytes] = []
    if (field, word) not in reader:
        return numbers, weights, values
    matcher = reader.postings(field, word)
    matcher = getattr(matcher, "child", matcher)  # the filter of deleted documents: callers mask them all at once
    whole_blocks = hasattr(matcher, "_next_block")
    while matcher.is_active():
        if whole_blocks:
            matcher.id(), matcher.weight()
            numbers.extend(matcher._ids)
            weights.extend(matcher._weights)
            if with_values:
                matcher.value()
                values.extend(matcher._values)
            matcher._next_block()
        else:
            numbers.append(matcher.id())
            weights.append(matcher.weight())
            if with_values:
                values.append(matcher.value())
            matcher.next()
    return numbers, weights, values
