"""Shapes of the small pictures that the server draws as SVG.

Across, everything is in percent of the picture's width, so that it fits every screen with letters of one size; down, in
pixels.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.translation import get_language_bidi

LABEL_PIXELS = 46  # pixels that a year needs
MIN_YEARS = 8  # years that a picture has room for: with fewer, bars keep a decent width
MIN_FULL_BAR_MEETINGS = 5  # a bar fills the picture from so many meetings on: one meeting must not look like many
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

    @property
    def room(self) -> int:
        """How many years the picture has room for, from the start of the line."""
        return max(len(self.bars), MIN_YEARS)


def year_bars(counts: list[tuple[int, int]], height: int = 96, wide: int = WIDE) -> Bars | None:
    """Return bars for (year, number) pairs in the reading direction of the page; None where there is nothing to draw.

    A year with meetings has a bar of at least 3 pixels, so that it is never taken for an empty one. `wide` is the width
    in pixels that the picture has on a desk.
    """
    if not counts:
        return None
    largest = max(number for _, number in counts)
    scale = height / max(largest, MIN_FULL_BAR_MEETINGS)
    last = len(counts) - 1
    slot = 100 / max(len(counts), MIN_YEARS)  # few years: bars of a decent width, from the start of the line
    every, every_narrow = (ceil(len(counts) * LABEL_PIXELS / room) for room in (wide, min(wide, NARROW)))
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


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A cell of the calendar: its number of meetings, its shade (0 to 5) and its first and last day."""

    number: int
    level: int
    first: date
    last: date


def calendar_rows(counts: dict[tuple[int, int], int]) -> list[tuple[int, list[CalendarMonth]]]:
    """Return (year, its twelve months), the latest year first, for every year from the first with a meeting to the
    last."""
    if not counts:
        return []
    largest = max(counts.values())
    rows = []
    for year in range(max(counts)[0], min(counts)[0] - 1, -1):
        months = []
        for month in range(1, 13):
            number = counts.get((year, month), 0)
            last = calendar.monthrange(year, month)[1]
            level = ceil(5 * number / largest)
            months.append(CalendarMonth(number, level, date(year, month, 1), date(year, month, last)))
        rows.append((year, months))
    return rows


def term(start: date | None, end: date | None, years: list[int]) -> tuple[float, float] | None:
    """Return (x, width) in percent of the time in an office, on the axis of `year_bars` for these years.

    An open end reaches the edge. None where the office lies outside of these years, or nothing is known of its time.
    """
    if not years or (start is None and end is None):
        return None
    slot = 100 / max(len(years), MIN_YEARS)
    first, last = years[0], years[-1] + 1

    def place(day: date | None, otherwise: float) -> float:
        return day.year + (day.timetuple().tm_yday - 1) / 366 if day else otherwise

    begin, stop = max(place(start, first), first), min(place(end, last), last)
    if begin >= stop:
        return None
    x, width = (begin - first) * slot, max((stop - begin) * slot, 0.5)
    return round(100 - x - width if get_language_bidi() else x, 3), round(width, 3)
