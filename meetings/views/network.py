"""The network of sides: sides on a circle, and a line between each two that met."""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from meetings.queries.sides import Pair, Side

SIZE = 640  # of the square view box; all lengths here are in its units
RADIUS = 235
MAX_LINE_WIDTH = 14


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A side, its place (from the top left, y down) and the place of its code beside it."""

    side: Side
    meetings: int
    x: float
    y: float
    size: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """The meetings of two sides as a curve that bends towards the middle."""

    first: Side
    second: Side
    meetings: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """All nodes and lines of the network, the thin lines first, so that the wide lines are on top."""

    nodes: list[NetworkNode]
    lines: list[NetworkLine]


def draw_network(pairs: list[Pair], limit: int = 20) -> Network | None:
    """Return the network of the `limit` sides with most meetings among `pairs`; None without pairs."""
    totals: dict[Side, int] = {}
    for pair in pairs:
        for side in (pair.first, pair.second):
            totals[side] = totals.get(side, 0) + pair.meetings
    chosen = sorted(totals, key=lambda side: (-totals[side], side.code))[:limit]
    if not chosen:
        return None
    places = {side: _place(index, len(chosen)) for index, side in enumerate(_spread(chosen))}
    shown = [pair for pair in pairs if pair.first in places and pair.second in places]
    largest = max(pair.meetings for pair in shown)
    return Network(
        nodes=[_node(side, totals[side], *places[side], totals[chosen[0]]) for side in places],
        lines=[_line(pair, places, largest) for pair in sorted(shown, key=lambda pair: pair.meetings)],
    )


def _spread(sides: list[Side]) -> list[Side]:
    """Return the sides with the largest ones apart: every second side from the start, then the others backwards."""
    return sides[::2] + sides[1::2][::-1]


def _place(index: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * index / count - pi / 2
    return cos(angle), sin(angle)


def _node(side: Side, meetings: int, x: float, y: float, largest: int) -> NetworkNode:
    size = round(5 + 13 * sqrt(meetings / largest), 1)
    middle, away = SIZE / 2, RADIUS + size + 8
    anchor = "middle" if abs(x) < 0.2 else "start" if x > 0 else "end"
    return NetworkNode(
        side=side,
        meetings=meetings,
        x=round(middle + RADIUS * x, 1),
        y=round(middle + RADIUS * y, 1),
        size=size,
        label_x=round(middle + away * x, 1),
        label_y=round(middle + away * y + 7 + 6 * y, 1),
        anchor=anchor,
    )


def _line(pair: Pair, places: dict[Side, tuple[float, float]], largest: int) -> NetworkLine:
    middle = SIZE / 2
    (ax, ay), (bx, by) = places[pair.first], places[pair.second]
    bend = 0.25 * RADIUS  # distance of the curve's control point from the middle
    points = (
        f"M{middle + RADIUS * ax:.1f} {middle + RADIUS * ay:.1f}"
        f"Q{middle + bend * (ax + bx) / 2:.1f} {middle + bend * (ay + by) / 2:.1f} "
        f"{middle + RADIUS * bx:.1f} {middle + RADIUS * by:.1f}"
    )
    return NetworkLine(
        pair.first, pair.second, pair.meetings, points, round(1 + (MAX_LINE_WIDTH - 1) * pair.meetings / largest, 1)
    )
