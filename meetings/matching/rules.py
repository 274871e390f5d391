"""The rules of identity that the import, the desk and the search for duplicates share: days, manner, offices."""

from dataclasses import dataclass
from datetime import date

from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.offices import office_key, same_office
from meetings.models import Participation
from meetings.models.people import Precision
from meetings.models.terms import Holding, Term

MAX_NEWS_DAYS = 4  # after a meeting, in which the press reports it
MAX_DAYS_APART = 2  # between the days that two reports give for one meeting
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


def is_same_office(title: str | None, side: str | None, other_title: str | None, other_side: str | None) -> bool:
    """Return whether two titles, in any wording, name one office of one side."""
    if side != other_side or not title or not other_title:
        return False
    return same_office(office_key(title, side), office_key(other_title, other_side))


def title_of_participation(part: Participation) -> str:
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
        return cls(office_key(title, side), title, side, term)

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

    def is_same_office(self, other: "Tenure") -> bool:
        """Return whether both are tenures of one office of one side, in any years."""
        return self.side == other.side and same_office(self.office, other.office)
