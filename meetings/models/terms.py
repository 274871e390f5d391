"""Terms of office: whether an office was held on a day, as far as the dates on record say.

A date that is known to the month or the year means any day of it. No date means that nothing is known: an appointment
without dates covers no day.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Holding(models.TextChoices):
    """The relation of a term of office to a day."""

    HELD = "held", _("in office")
    DOUBTFUL = "doubtful", _("perhaps in office")  # the day is within the year or month of the start or the end
    FORMER = "former", pgettext_lazy("office", "former")
    LATER = "later", _("not yet in office")
    UNKNOWN = "unknown", _("dates not known")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date | None, precision: str) -> Self | None:
        """Return the days that `day` means with this precision (`Precision`); None for an unknown date."""
        if day is None or precision == "unknown":
            return None
        if precision == "year":
            return cls(date(day.year, 1, 1), date(day.year, 12, 31))
        if precision == "month":
            return cls(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
        return cls(day, day)


@dataclass(frozen=True, slots=True)
class Term:
    """The time from the start to the end of an appointment. Without an end, no end is on record."""

    start: Period | None
    end: Period | None

    @classmethod
    def of(cls, start: date | None, start_precision: str, end: date | None, end_precision: str) -> Self:
        """Return the term with these dates."""
        return cls(Period.of(start, start_precision), Period.of(end, end_precision))

    def holding_on(self, day: date, precision: str = "day") -> Holding:
        """Return the relation of the term to `day`; for a month or a year, to all of its days.

        A term without a start is doubtful up to its end. One without an end is held from its start on.
        """
        asked = Period.of(day, precision)
        if asked is None or (self.start is None and self.end is None):
            return Holding.UNKNOWN
        if self.start and asked.last < self.start.first:
            return Holding.LATER
        if self.end and asked.first > self.end.last:
            return Holding.FORMER
        began = self.start is not None and self.start.last <= asked.first
        goes_on = self.end is None or asked.last <= self.end.first
        return Holding.HELD if began and goes_on else Holding.DOUBTFUL

    def overlaps(self, other: "Term") -> bool:
        """Return whether both terms certainly include the same days, more than the day of a handover.

        A term without a start counts from its end only, so it certainly overlaps nothing that ended before.
        """
        return self._outlasts_start_of(other) and other._outlasts_start_of(self)

    def _outlasts_start_of(self, other: "Term") -> bool:
        """Return whether this term certainly lasts beyond the day on which `other` began."""
        begun = other.start or other.end
        if begun is None or (self.start is None and self.end is None):
            return False
        return self.end is None or self.end.first > begun.last
