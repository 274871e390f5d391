"""The measure of who is the same as whom: pairs of names of real officials, each with a side, an office and a day.

A file of pairs has one person in two spellings or lengths (`same`: yes) and two people with similar names (no). Each
pair is measured on an archive that has learned from reports alone: officials, meetings and titles, no appointments.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from meetings.extraction.readings import ParticipantReading
from meetings.matching.officials import KnownOfficials
from meetings.matching.similar_officials import find_likely_pairs
from meetings.models import Country, Meeting, Official, OfficialName, Organisation, Participation
from meetings.text.tables import read_table

FILES = ("open", "hidden")


@dataclass(frozen=True, slots=True)
class NamedOfficial:
    """An official as a report names them: a name, the side, the title and the day."""

    name: str
    side: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names, and whether they are of one person."""

    one: NamedOfficial
    other: NamedOfficial
    is_same: bool


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """Whether the rules propose a pair to editors, and in which directions the import takes it for one person."""

    pair: NamePair
    is_proposed: bool
    matches: tuple[bool, bool]


def read_pairs(path: Path) -> list[NamePair]:
    """Return the pairs of the file at `path`."""
    return [
        NamePair(_read_official(row, ""), _read_official(row, "other_"), row["same"] == "yes")
        for row in read_table(path)
    ]


def _read_official(row: dict[str, str], prefix: str) -> NamedOfficial:
    day = date.fromisoformat(row[f"{prefix}day"])
    return NamedOfficial(row[f"{prefix}name"], row[f"{prefix}side"], row[f"{prefix}title"], day)


def judge_pairs(pairs: Iterable[NamePair]) -> Iterator[PairOutcome]:
    """Yield what the rules make of each pair. The archive must be empty; each pair is removed again."""
    for pair in pairs:
        yield PairOutcome(
            pair, _is_proposed(pair), (_is_matched(pair.one, pair.other), _is_matched(pair.other, pair.one))
        )


def _is_proposed(pair: NamePair) -> bool:
    with transaction.atomic():
        _record(pair.one)
        _record(pair.other)
        found = bool(find_likely_pairs())
        transaction.set_rollback(True)
    return found


def _is_matched(known: NamedOfficial, read: NamedOfficial) -> bool:
    """Return whether the import takes `read` for `known`."""
    with transaction.atomic():
        _record(known)
        found = KnownOfficials().find(ParticipantReading(name=read.name, title=read.title, side=read.side), read.day)
        transaction.set_rollback(True)
    return found is not None


def _record(one: NamedOfficial) -> None:
    """Record an official as the import does, with a meeting of the day."""
    number = Official.objects.count()
    official = Official.objects.create(slug=f"official-{number}", name_ar=one.name)
    OfficialName.objects.create(official=official, name=one.name, kind=OfficialName.Kind.MAIN)
    meeting = Meeting.objects.create(slug=f"meeting-{number}", date=one.day, date_precision="day", headline_ar="لقاء")
    country = Country.objects.filter(code=one.side).first()
    body = Organisation.objects.filter(code=one.side).first()
    Participation.objects.create(
        meeting=meeting, official=official, country=country, organisation=body, name_as_written=one.name,
        title_ar=one.title,
    )  # fmt: skip


def measure(outcomes: Iterable[PairOutcome]) -> dict[str, float]:
    """Return the share of pairs of one person and of two people that editors see, and that the import takes for one."""
    found = list(outcomes)
    figures = {}
    for word, is_same in (("one", True), ("two", False)):
        some = [outcome for outcome in found if outcome.pair.is_same == is_same]
        figures[f"{word}_proposed"] = sum(outcome.is_proposed for outcome in some) / len(some)
        figures[f"{word}_matched"] = sum(sum(outcome.matches) for outcome in some) / (2 * len(some))
    return figures
