"""Contradictions of a record: one rule for further reports, for two records that are merged, and for editors."""

from dataclasses import dataclass
from datetime import date

from meetings.extraction.readings import MeetingReading
from meetings.gazetteer.meeting_kinds import IN_PERSON, VISIT
from meetings.models import Meeting
from meetings.models.people import Precision
from meetings.text.fold import fold

_DATE_CHARACTERS = {Precision.YEAR: 4, Precision.MONTH: 7}  # the known ones of 2023-11-03; for a day, all of them


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fact on which two disagree, named as in `Disagreement`, with the value on record and the other value."""

    fact: str
    recorded: str
    said: str


@dataclass(frozen=True, slots=True)
class ComparedFacts:
    """The facts of a record or a reading of a meeting, as values of a `Disagreement`; empty where it has none."""

    date: str = ""
    kind: str = ""
    city: str = ""
    country: str = ""


FACTS = ("date", "kind", "city", "country")


def collect_facts_of_record(meeting: Meeting) -> ComparedFacts:
    """Return the facts on record of `meeting`."""
    place = meeting.place
    return ComparedFacts(
        date=date_value(meeting.date, meeting.date_precision),
        kind=meeting.kind,
        city=place.city_ar if place else "",
        country=place.country.code if place and place.country else "",
    )


def collect_facts_of_reading(read: MeetingReading) -> ComparedFacts:
    """Return the facts that a report gives about a meeting."""
    place = read.place
    return ComparedFacts(
        date=date_value(read.when.day, read.when.precision),
        kind=read.kind,
        city=(place.city if place else None) or "",
        country=(place.country if place else None) or "",
    )


def find_contradictions(recorded: ComparedFacts, said: ComparedFacts) -> list[Contradiction]:
    """Return the facts on which `said` contradicts `recorded`, in the order of `FACTS`."""
    pairs = ((fact, getattr(recorded, fact), getattr(said, fact)) for fact in FACTS)
    return [Contradiction(fact, one, other) for fact, one, other in pairs if is_contradiction(fact, one, other)]


def is_contradiction(fact: str, one: str, other: str) -> bool:
    """Return whether two values of `fact` cannot both be right.

    A missing value contradicts nothing. A month does not contradict its days, nor one spelling of a city another, nor a
    visit a meeting in person, since outlets use both words for the same event.
    """
    if not one or not other:
        return False
    if fact == "date":
        return not (one.startswith(other) or other.startswith(one))
    if fact == "kind":
        return _manner(one) != _manner(other)
    return fold(one) != fold(other)


def date_value(day: date | None, precision: str) -> str:
    """Return the known part of `day` in ISO 8601: 2023-11-03, 2023-11, 2023; empty for None."""
    if day is None:
        return ""
    return day.isoformat()[: _DATE_CHARACTERS.get(Precision(precision), 10)]


def read_date_value(value: str) -> tuple[date, Precision] | None:
    """Return the day in a `date_value` and its precision; None where an editor typed something else."""
    for precision, rest in ((Precision.DAY, ""), (Precision.MONTH, "-01"), (Precision.YEAR, "-01-01")):
        if len(value) == _DATE_CHARACTERS.get(precision, 10):
            try:
                return date.fromisoformat(value + rest), precision
            except ValueError:
                return None
    return None


def _manner(kind: str) -> str:
    return IN_PERSON if kind == VISIT else kind
