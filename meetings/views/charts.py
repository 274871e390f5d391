"""Shapes of the small pictures that the server draws as SVG.

Across, everything is in percent of the picture's width, so that it fits every screen with letters of one size; down, in
pixels.
"""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import get_language_bidi

LABEL = 46  # pixels that a year needs
FULL = 5  # a bar fills the picture from so many meetings on: one meeting must not look like many
WIDE, NARROW = 600, 300  # pixels that the picture has at least, on a desk and on a phone


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its number and where its bar stands. Labels that only a wide picture has room for are `wide_only`."""

    label: int
    number: int
    x: float  # percent
    width: float  # percent
    y: float  # pixels from the top
    height: float  # pixels
    labelled: bool
    wide_only: bool

    @property
    def middle(self) -> float:
        """Where its label is centred, in percent."""
        return round(self.x + self.width / 2, 3)


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars, `height` pixels tall without its labels."""

    bars: list[Bar]
    height: int
    largest: int
    total: int


def year_bars(counts: list[tuple[int, int]], height: int = 96, wide: int = WIDE) -> Bars | None:
    """Bars for (year, number) pairs in the reading direction of the page; None where there is nothing to draw.

    A year with meetings has a bar of at least 3 pixels, so that it is never taken for an empty one. `wide` is the
    width in pixels that the picture has on a desk.
    """
    if not counts:
        return None
    largest = max(number for _, number in counts)
    scale = height / max(largest, FULL)
    last = len(counts) - 1
    slot = 100 / max(len(counts), 8)  # few years: bars of a decent width, from the start of the line
    every, every_narrow = (ceil(len(counts) * LABEL / room) for room in (wide, min(wide, NARROW)))
    bars = []
    for index, (year, number) in enumerate(counts):
        tall = max(3.0, scale * number) if number else 0.0
        left = 100 - (index + 1) * slot if get_language_bidi() else index * slot
        bars.append(
            Bar(
                label=year,
                number=number,
                x=round(left + slot * 0.15, 3),
                width=round(slot * 0.7, 3),
                y=round(height - tall, 1),
                height=round(tall, 1),
                labelled=(last - index) % every == 0,
                wide_only=(last - index) % every_narrow != 0,
            )
        )
    return Bars(bars, height, largest, sum(number for _, number in counts))
