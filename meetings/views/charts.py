"""Shapes of the small pictures that the server draws as SVG, in the units of their view box."""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import get_language_bidi


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and number, and where it stands (x and y from the top left, y down)."""

    label: int
    number: int
    x: float
    y: float
    width: float
    height: float
    labelled: bool

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars in a view box of `width` by `height`."""

    bars: list[Bar]
    width: int
    height: int
    largest: int
    total: int


def year_bars(counts: list[tuple[int, int]], width: int = 720, height: int = 120) -> Bars | None:
    """Bars for (year, number) pairs in the reading direction of the page; None where there is nothing to draw.

    A year with meetings has a bar of at least 3 units, so that it is never taken for an empty one.
    """
    if not counts:
        return None
    largest = max(number for _, number in counts)
    slot = width / len(counts)
    gap = min(6.0, slot * 0.25)
    every = ceil(len(counts) * 46 / width)  # a label needs some 46 units
    bars = []
    for index, (year, number) in enumerate(counts):
        tall = max(3.0, height * number / largest) if number else 0.0
        place = len(counts) - 1 - index if get_language_bidi() else index
        bars.append(
            Bar(
                label=year,
                number=number,
                x=round(place * slot + gap / 2, 2),
                y=round(height - tall, 2),
                width=round(slot - gap, 2),
                height=round(tall, 2),
                labelled=(len(counts) - 1 - index) % every == 0,
            )
        )
    return Bars(bars, width, height, largest, sum(number for _, number in counts))
