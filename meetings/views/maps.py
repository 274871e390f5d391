"""The map of the world, shaded by numbers of meetings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, log

from meetings.gazetteer.sides import state_of
from meetings.models import Country

LEVELS = 5
WIDTH, HEIGHT = 2000, 870  # of static/maps/world.svg


@dataclass(frozen=True, slots=True)
class CountryShape:
    """A country on the map: its code there, its name, its number of meetings, its shade (1 to 5) and its link."""

    code: str
    name: str
    meetings: int
    level: int
    address: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The shaded countries, the rows of the table, and the range of numbers of each shade."""

    shapes: list[CountryShape]
    rows: list[CountryShape]
    ranges: list[tuple[int, int, int]]
    home: str = ""


def world_map(numbers: Iterable[tuple[Country, int, str]], home: Country | None = None) -> WorldMap | None:
    """Return the map for (country, number of meetings, address) rows; None without rows.

    The map outlines `home`, the country whose meetings it shows. It has no outlines of regions: the meetings of a
    region shade its state, and have a separate row in the table.
    """
    rows = sorted(numbers, key=lambda row: (-row[1], row[0].code))
    if not rows:
        return None
    totals: dict[str, int] = defaultdict(int)
    leading: dict[str, tuple[Country, str]] = {}
    for country, number, address in rows:
        code = state_of(country.code) or country.code
        totals[code] += number
        if code not in leading or country.code == code:
            leading[code] = (country, address)
    largest = max(totals.values())
    return WorldMap(
        shapes=[
            CountryShape(code, leading[code][0].name, number, level(number, largest), leading[code][1])
            for code, number in totals.items()
        ],
        rows=[CountryShape(country.code, country.name, number, 0, address) for country, number, address in rows],
        ranges=ranges(largest),
        home=(state_of(home.code) or home.code) if home else "",
    )


def level(number: int, largest: int) -> int:
    """Return the shade of `number`, from 1 to 5, in equal steps of its logarithm."""
    return min(LEVELS, 1 + int(LEVELS * log(number) / log(largest + 1)))


def ranges(largest: int) -> list[tuple[int, int, int]]:
    """Return (shade, smallest number, largest number) of each shade that a number can have."""
    found: list[tuple[int, int, int]] = []
    edges = [ceil((largest + 1) ** (step / LEVELS) - 1e-9) for step in range(LEVELS + 1)]
    for step in range(LEVELS):
        low, high = edges[step], edges[step + 1] - 1
        if low <= high:
            found.append((step + 1, low, high))
    return found
