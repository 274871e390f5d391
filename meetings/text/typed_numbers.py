"""Numbers of records in addresses and forms, which anyone can type."""

from collections.abc import Iterable

MAX_DIGITS = 15  # a database refuses numbers of more than 18


def read_number(text: str) -> int | None:
    """Return the number that `text` is in Western digits; None if it is not one, or too long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None


def read_numbers(texts: Iterable[str]) -> list[int]:
    """Return the numbers among `texts`, in their order."""
    return [number for text in texts if (number := read_number(text)) is not None]
