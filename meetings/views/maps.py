"""The map of the world, shaded by numbers of meetings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, log

from meetings.gazetteer.sides import is_region
from meetings.models import Country

LEVELS = 5
WIDTH, HEIGHT = 2000, 870  # of static/maps/world.svg
# Where a region without an outline has its mark: its capital (Erbil, 44.01 E, 36.19 N) in the projection of the map
# (fixtures/build/world_map.py).
REGION_MARKS = {"IQ-KRI": (1222, 222)}


@dataclass(frozen=True, slots=True)
class CountryShape:
    """A country or region on the map: its code, its name, its number of meetings, its shade (1 to 5) and its link.

    A region has no outline: it has a `mark`, a point of the map.
    """

    code: str
    name: str
    meetings: int
    level: int
    address: str
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The shaded countries, the marks of regions, the rows of the table, and the range of numbers of each shade."""

    shapes: list[CountryShape]
    rows: list[CountryShape]
    ranges: list[tuple[int, int, int]]
    marks: list[CountryShape] = field(default_factory=list)
    home: str = ""
    home_mark: tuple[int, int] | None = None


def draw_world_map(numbers: Iterable[tuple[Country, int, str]], home: Country | None = None) -> WorldMap | None:
    """Return the map for (country, number of meetings, address) rows; None without rows.

    The map outlines `home`, the country or region whose meetings it shows. A region is a side apart from its state: it
    has a separate mark, and its meetings do not shade the state. Each number is that of the page behind the link.
    """
    rows = sorted(numbers, key=lambda row: (-row[1], row[0].code))
    if not rows:
        return None
    largest = max(number for _country, number, _address in rows)
    found = [
        CountryShape(
            country.code, country.name, number, get_level(number, largest), address, REGION_MARKS.get(country.code)
        )
        for country, number, address in rows
    ]
    return WorldMap(
        shapes=[row for row in found if not is_region(row.code)],
        rows=found,
        ranges=list_ranges(largest),
        marks=[row for row in found if row.mark],
        home=home.code if home and not is_region(home.code) else "",
        home_mark=REGION_MARKS.get(home.code) if home else None,
    )


def get_level(number: int, largest: int) -> int:
    """Return the shade of `number`, from 1 to 5, in equal steps of its logarithm."""
    return min(LEVELS, 1 + int(LEVELS * log(number) / log(largest + 1)))


def list_ranges(largest: int) -> list[tuple[int, int, int]]:
    """Return (shade, smallest number, largest number) of each shade that a number can have."""
    found: list[tuple[int, int, int]] = []
    edges = [ceil((largest + 1) ** (step / LEVELS) - 1e-9) for step in range(LEVELS + 1)]
    for step in range(LEVELS):
        low, high = edges[step], edges[step + 1] - 1
        if low <= high:
            found.append((step + 1, low, high))
    return found
