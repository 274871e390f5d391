"""The participants that the lines of a list name, with the records that the archive has. Nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.extraction.listed_person import ListedPerson, read_listed_person
from meetings.extraction.readings import ParticipantReading
from meetings.matching.officials import KnownOfficials
from meetings.matching.rules import is_same_office
from meetings.models import Country, Official, Organisation, Position
from meetings.queries.completion import complete_names
from meetings.queries.offices import choose_certain_office, make_offices_prefetch
from meetings.queries.sides import find_sides

MAX_LINES = 200


@dataclass(frozen=True, slots=True)
class ListedParticipant:
    """A line of a list: what it says, and the records on file.

    Attributes:
        read: What the line says.
        official: The official; None for a person whom the archive does not have, or where several may be meant.
        is_shared: Whether several officials have this name: an editor chooses.
        side: The side that the line names, or else that of the office.
        position: The office on record; None where the archive does not have it.
    """

    read: ListedPerson
    official: Official | None = None
    is_shared: bool = False
    side: Country | Organisation | None = None
    position: Position | None = None


def read_listed_people(text: str, day: date | None = None, precision: str = "day") -> list[ListedParticipant]:
    """Return the participants whom the lines of `text` name, at most MAX_LINES, with a fixed number of queries.

    Args:
        text: One participant a line, with or without titles and sides, Arabic or English.
        day: The day of the meeting, which decides who held an office and which office a person held.
        precision: The precision of the day.
    """
    read = [one for line in text.splitlines() if (one := read_listed_person(line)) != ListedPerson()][:MAX_LINES]
    if not read:
        return []
    people = KnownOfficials()
    readings = [
        ParticipantReading(name=one.name or None, title=one.title or None, side=one.side, is_group=one.is_group)
        for one in read
    ]
    matches = [people.find(reading, day) for reading in readings]
    chosen = [([match.official_id] if match else _find_by_name(one)) for one, match in zip(read, matches, strict=True)]
    wanted = {pks[0] for pks in chosen if len(pks) == 1}
    officials = Official.objects.prefetch_related(make_offices_prefetch()).in_bulk(wanted)
    records = SideRecords({one.side for one in read if one.side})
    return [_describe(one, pks, officials, records, (day, precision)) for one, pks in zip(read, chosen, strict=True)]


def _find_by_name(one: ListedPerson) -> list[int]:
    """Return the officials who have exactly this name; matching by office and side did not decide."""
    return [found.pk for found in complete_names("official", one.name) if found.is_exact] if one.name else []


class SideRecords:
    """The sides with some codes and their offices, read with three queries."""

    def __init__(self, codes: Iterable[str]) -> None:
        wanted = list(codes)
        self.sides = find_sides(wanted)
        self.positions: dict[str | None, list[Position]] = {}
        offices: Any = Position.objects.select_related("country", "organisation").order_by("pk")
        for office in offices.filter(country__code__in=wanted) | offices.filter(organisation__code__in=wanted):
            self.positions.setdefault(office.side_code, []).append(office)

    def find_office(self, title: str, side: str | None) -> Position | None:
        """Return the office of a side that `title` names, in any wording."""
        known = self.positions.get(side, ())
        return next((one for one in known if is_same_office(one.title_ar, side, title, side)), None)


def _describe(
    one: ListedPerson,
    pks: Sequence[int],
    officials: dict[int, Official],
    records: SideRecords,
    when: tuple[date | None, str],
) -> ListedParticipant:
    official = officials.get(pks[0]) if len(pks) == 1 else None
    side: Any = records.sides.get(one.side or "")
    position = records.find_office(one.office or one.title, one.side) if one.title else None
    if official and not one.title:
        position = _choose_held_office(official, one.side, when)
    if official and side is None:
        side = position.side if position else get_only_side(official)
    return ListedParticipant(one, official, len(pks) > 1, side, position)


def _choose_held_office(official: Official, side: str | None, when: tuple[date | None, str]) -> Position | None:
    """Return the only office held on the day of the meeting, if it is one of the side that the line names."""
    day, precision = when
    held = choose_certain_office(official.appointments.all(), day, precision) if day else None
    return held if held and side in (None, held.side_code) else None


def get_only_side(official: Official) -> Country | Organisation | None:
    """Return the side of all offices of an official, whose appointments are loaded; None where there are several."""
    sides: dict[tuple[type, int], Any] = {}
    for one in official.appointments.all():
        if side := one.position.side:
            sides[type(side), side.pk] = side
    return next(iter(sides.values())) if len(sides) == 1 else None
