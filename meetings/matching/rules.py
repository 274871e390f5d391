"""The rules of identity that the import, the desk and the search for duplicates share: days, manner, offices."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.offices import is_same_office_key, list_office_keys, make_office_key, split_title
from meetings.models import Participation
from meetings.models.people import Precision
from meetings.models.terms import Holding, Term

MAX_NEWS_DAYS = 4  # after a meeting, in which the press reports it
MAX_DAYS_APART = 2  # between the days that two reports give for one meeting
MAX_SEEN_DAYS = (
    366  # from a day on which reports name an official by an office to one on which it is certainly the same
)
MAX_TERM_DAYS = 4 * 366  # a usual term of office: farther apart, two reports of one office may name its next holder
MIN_SHARED_SIDES = 2  # a meeting has two sides; with one in common it may be any other


def is_exact_day(day: date | None, precision: str) -> bool:
    """Return whether the exact day is known; with another precision, the first day means the whole month or year."""
    return day is not None and precision == Precision.DAY


def is_in_news(day: date, published: date) -> bool:
    """Return whether an article published on `published` can report a meeting of `day`."""
    return 0 <= (published - day).days <= MAX_NEWS_DAYS


def is_same_manner(kind: str, other: str) -> bool:
    """Return whether two kinds of meeting can be one meeting: both remote, or both in person."""
    return is_remote(kind) == is_remote(other)


@functools.lru_cache(50_000)
def is_same_office(title: str | None, side: str | None, other_title: str | None, other_side: str | None) -> bool:
    """Return whether two titles, in any wording, name one office of one side, also among several."""
    if side != other_side or not title or not other_title:
        return False
    keys, others = list_office_keys(title, side), list_office_keys(other_title, other_side)
    return any(is_same_office_key(key, other) for key in keys for other in others)


def get_title_of_participation(part: Participation) -> str:
    """Return a participant's title: in the words of a report, else that of the office on record."""
    return part.title_ar or (part.position.title_ar if part.position else "")


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held for a side, and when."""

    office: str  # the key, see meetings.gazetteer.offices
    title: str
    side: str | None
    term: Term

    @classmethod
    def of_title(cls, title: str, side: str | None, term: Term) -> "Tenure":
        """Return the tenure of the office that `title` names."""
        return cls(make_office_key(title, side), title, side, term)

    def may_cover(self, day: date | None) -> bool:
        """Return whether the dates on record allow the office on `day`. An unknown day fits any tenure.

        A tenure without dates fits no day: nothing says that the office was held then.
        """
        return day is None or self.term.holding_on(day) in (Holding.HELD, Holding.DOUBTFUL)

    def covers(self, day: date) -> bool:
        """Return whether the dates on record say that the office was held on `day`."""
        return self.term.holding_on(day) == Holding.HELD

    def overlaps(self, other: "Tenure") -> bool:
        """Return whether both were certainly held at one time; a tenure without dates is never certain."""
        return self.term.overlaps(other.term)

    def is_same_office(self, other: "Tenure | SeenOffice") -> bool:
        """Return whether both are one office of one side, in any years."""
        return is_same_office(self.title, self.side, other.title, other.side)


@dataclass(frozen=True, slots=True)
class SeenOffice:
    """An office by which reports name an official, and the first and last day that they tell of.

    It does not say when the term began or ended. The office is empty where reports give no title.
    """

    office: str  # the key, see meetings.gazetteer.offices
    title: str
    side: str | None
    first: date
    last: date

    @classmethod
    def of_title(cls, title: str, side: str | None, day: date) -> "list[SeenOffice]":
        """Return the offices that `title` names, seen on `day`; one without a key where there is no title."""
        return [
            cls(make_office_key(office, side) if office else "", office, side, day, day)
            for office in (split_title(title) if title else ("",))
        ]

    def and_on(self, day: date) -> "SeenOffice":
        """Return the office with another day on which it was seen."""
        return replace(self, first=min(self.first, day), last=max(self.last, day))

    def is_same_office(self, other: "SeenOffice | Tenure") -> bool:
        """Return whether both are one office of one side."""
        return is_same_office(self.title, self.side, other.title, other.side)

    def is_near(self, day: date, days: int = MAX_SEEN_DAYS) -> bool:
        """Return whether `day` is between the first and the last day, or at most `days` away."""
        return (self.first - day).days <= days and (day - self.last).days <= days

    def is_near_to(self, other: "SeenOffice", days: int) -> bool:
        """Return whether the days on which both were seen overlap, or are at most `days` apart."""
        return (self.first - other.last).days <= days and (other.first - self.last).days <= days


SeenOffices = dict[tuple[str, str | None], SeenOffice]  # by title and side


def add_seen(seen: SeenOffices, new: Iterable[SeenOffice]) -> None:
    """Add offices, each of one day, to those in which an official was seen."""
    for office in new:
        key = office.title, office.side
        seen[key] = seen[key].and_on(office.first) if key in seen else office
