"""Changes to a text that know the way back: what a repair step returns. No Django here."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Edit(NamedTuple):
    """Characters [start, end) of a text, and what replaces them."""

    start: int
    end: int
    text: str = ""


class Layer(Protocol):
    """The way from a changed text back to the text before."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets before the change of characters [start, end) after it."""
        ...


class Changed(NamedTuple):
    """A changed text, and the way back."""

    text: str
    layer: Layer


class EditLayer:
    """The way back through edits. It is monotone: what comes later in the changed text was later in the one before."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """Take edits in the order of the text, none of which overlap."""
        self._edits = edits
        self._starts: list[int] = []  # of the replacements, in the changed text
        self._shifts: list[int] = []  # by which the text after each edit moved
        shift = 0
        for edit in edits:
            self._starts.append(edit.start + shift)
            shift += len(edit.text) - (edit.end - edit.start)
            self._shifts.append(shift)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets before the change; a part of a replacement is all that it replaced, unless as long."""
        first = self._character(start)[0]
        return (first, first) if start >= end else (first, max(first, self._character(end - 1)[1]))

    def _character(self, place: int) -> tuple[int, int]:
        """Return the offsets of the character at `place` before the change."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return place, place + 1
        edit, inside = self._edits[index], place - self._starts[index]
        if inside >= len(edit.text):
            place -= self._shifts[index]
            return place, place + 1
        if len(edit.text) == edit.end - edit.start:
            return edit.start + inside, edit.start + inside + 1
        return edit.start, edit.end


class OrderLayer:
    """The way back through another order of the same characters, which is not monotone: words ran backwards."""

    def __init__(self, offsets: Sequence[int]) -> None:
        """Take the offset before the change of each character after it."""
        self._offsets = offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest stretch before the change that contains the characters [start, end) after it."""
        if start >= end:
            place = self._offsets[start] if start < len(self._offsets) else len(self._offsets)
            return place, place
        places = self._offsets[start:end]
        return min(places), max(places) + 1


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text with the way back to the text as it came.

    `damages` are the names of the steps that changed something. A text without damage is `original` itself.
    """

    text: str
    original: str
    length: int  # of the part of the original that was repaired
    layers: tuple[Layer, ...] = ()
    damages: tuple[str, ...] = ()

    @property
    def unread_from(self) -> int | None:
        """The offset from which the original text was left out because of its length; None where all was repaired."""
        return self.length if self.length < len(self.original) else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of the characters [start, end) of the repaired one."""
        for layer in reversed(self.layers):
            start, end = layer.span(start, end)
        return start, end


def apply_edits(text: str, edits: Iterable[Edit]) -> Changed | None:
    """Return `text` with `edits`, which are in its order and do not overlap; None where there are none."""
    edits = tuple(edits)
    if not edits:
        return None
    parts, place = [], 0
    for edit in edits:
        parts += [text[place : edit.start], edit.text]
        place = edit.end
    return Changed("".join([*parts, text[place:]]), EditLayer(edits))


def replace_matches(
    text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]
) -> Changed | None:
    """Return `text` with what `replace` gives for each match of `pattern`; a match for which it gives None stays."""
    found = ((match, replace(match)) for match in pattern.finditer(text))
    return apply_edits(text, (Edit(*match.span(), words) for match, words in found if words is not None))
