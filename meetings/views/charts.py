"""Coordinates of the small charts that the server draws as SVG.

Horizontal values are in percent of the chart's width, so that it fits every screen with letters of one size. Vertical
values are in pixels.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.translation import get_language_bidi

LABEL_PIXELS = 46  # width of the label of a year
MIN_YEARS = 8  # a chart has space for at least so many years, so that a few bars are not too wide
MIN_FULL_BAR_MEETINGS = 5  # fewer meetings never fill the height of the chart: one meeting must not look like many
WIDE, NARROW = 600, 300  # least width of the chart in pixels, on a desktop and on a phone


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its number and its bar. The bar is `wide_only` if only a wide chart has space for its label."""

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
        """The centre of the bar and its label, in percent."""
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
        """The number of years that the chart has space for."""
        return max(len(self.bars), MIN_YEARS)


def draw_year_bars(counts: list[tuple[int, int]], height: int = 96, wide: int = WIDE) -> Bars | None:
    """Return bars for (year, number) pairs in the reading direction of the page; None without pairs.

    The bar of a year with meetings has at least 3 pixels, so that it never looks empty. `height` and `wide` are the
    height and the width of the chart on a desktop, in pixels.
    """
    if not counts:
        return None
    largest = max(number for _, number in counts)
    scale = height / max(largest, MIN_FULL_BAR_MEETINGS)
    last = len(counts) - 1
    slot = 100 / max(len(counts), MIN_YEARS)  # a few years use only the start of the line
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


def make_calendar_rows(counts: dict[tuple[int, int], int]) -> list[tuple[int, list[CalendarMonth]]]:
    """Return (year, its twelve months) for all years from the first to the last with a meeting, the latest first."""
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


def place_term(start: date | None, end: date | None, years: list[int]) -> tuple[float, float] | None:
    """Return (x, width), in percent, of the time in an office on the axis of `draw_year_bars` for `years`.

    An open end reaches the edge. Return None if the office is outside these years, or if both dates are unknown.
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
