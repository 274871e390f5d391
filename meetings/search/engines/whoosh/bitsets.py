"""Sets of documents as bits of one large integer: filters and counts are single operations on it."""

from collections.abc import Iterable

_SPREAD = [bytes(1 if byte >> bit & 1 else 0 for bit in range(8)) for byte in range(256)]
_DIGITS = bytes([ord("0")] + [ord("1")] * 255)


def make_from_numbers(numbers: Iterable[int], size: int) -> int:
    """Return the set of `numbers`, all below `size`."""
    mask = bytearray(size)
    for number in numbers:
        mask[number] = 1
    return make_from_mask(mask)


def make_from_mask(mask: bytes | bytearray) -> int:
    """Return the set of the positions where `mask` is not zero."""
    return int(mask[::-1].translate(_DIGITS), 2) if mask else 0


def make_full(size: int) -> int:
    """Return the set of all numbers below `size`."""
    return (1 << size) - 1


def make_mask(bits: int, size: int) -> bytes:
    """Return one byte for each of `size` numbers: 1 where the set contains it."""
    spread = b"".join([_SPREAD[byte] for byte in bits.to_bytes((size + 7) // 8, "little")])
    return spread[:size]
