"""Dates as editors and readers type them: the one reader for forms, URLs, the API and the query language.

Day first, either set of digits, Arabic month names of every tradition, Hijri days. A month or a year is a span of days;
`read_day` accepts one day only.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from meetings.text.date_words import find_dates
from meetings.text.dates import resolve
from meetings.text.fold import fold

MIN_YEAR, MAX_YEAR = 1800, 2199  # a year outside this range has a mistyped digit
MAX_REPEATED_CHARACTERS = 40  # of the typed text, in a message about it
_PARTS = (
    re.compile(r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>(?!0000)\d{4})"),
)
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}")


def gettext_noop(message: str) -> str:
    """Mark `message` for translators. The caller that shows it translates it: this package does not know Django."""
    return message


MESSAGES = {
    "invalid": gettext_noop(
        "We could not read “%(value)s” as a date. Enter day/month/year, for example 3/11/2023 or 3 November 2023."
    ),
    "short_year": gettext_noop("Write the year of “%(value)s” with four digits."),
    "no_month": gettext_noop(
        "“%(value)s” does not exist: there is no month %(month)s. The day comes first, then the month."
    ),
    "no_day": gettext_noop("“%(value)s” does not exist: that month has %(days)s days."),
    "far_year": gettext_noop("The year of “%(value)s” must lie between %(earliest)s and %(latest)s."),
}


class NotADateError(ValueError):
    """An error in a typed date. `code` is a key of MESSAGES, `params` fill its message."""

    def __init__(self, code: str, typed: str, **more: object) -> None:
        # The message repeats the typed text, but not a page of it.
        self.code, self.params = code, {"value": typed.strip()[:MAX_REPEATED_CHARACTERS], **more}
        super().__init__(MESSAGES[code] % self.params)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days that a typed day, month or year has, from the first to the last."""

    first: datetime.date
    last: datetime.date


def read_days(typed: str) -> DaySpan | None:
    """Return the days that `typed` names: one day, or all of a month or a year; None where nothing was typed.

    It reads 3/11/2023, 3-11-2023, 3.11.2023 (day first, always: 10/06/2021 is 10 June), 2023-11-03, 2023-11, 11/2023,
    2023, all of them in Arabic digits as well; "3 تشرين الثاني 2023", "الثالث من نوفمبر 2023", "3 November 2023",
    "نوفمبر 2023", "عام 2023" and Hijri days.

    Raises:
        NotADateError: The text is not a date; the error says why.
    """
    words = " ".join(fold(typed).split())
    if not words:
        return None
    for form in _PARTS:
        if numbers := form.fullmatch(words):
            return _span(typed, **{part: int(number) for part, number in numbers.groupdict().items()})
    if _SHORT_YEAR.fullmatch(words):
        raise NotADateError("short_year", typed)
    return _read_words(typed, words)


def read_day(typed: str) -> datetime.date | None:
    """Return the day that `typed` names; None where nothing was typed.

    Raises:
        NotADateError: The text is not a date, or it is a month or a year; the error says which.
    """
    days = read_days(typed)
    if days is None:
        return None
    if days.first != days.last:
        raise NotADateError("invalid", typed)
    return days.first


def _read_words(typed: str, folded: str) -> DaySpan:
    """Return the days of the date that fills all of `folded`; without a year it is not a date."""
    found = find_dates(folded)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(folded)) or not found[0].year:
        raise NotADateError("invalid", typed)
    words = found[0]
    if words.kind != "hijri":
        return _span(typed, year=words.year or 0, month=words.month, day=words.day)
    day = resolve(words, None).day
    if day is None:
        raise NotADateError("invalid", typed)
    return DaySpan(day, day)


def _span(typed: str, *, year: int, month: int | None = None, day: int | None = None) -> DaySpan:
    """Return the days of a year, of one of its months, or of one day."""
    if not MIN_YEAR <= year <= MAX_YEAR:
        raise NotADateError("far_year", typed, earliest=MIN_YEAR, latest=MAX_YEAR)
    if month is None:
        return DaySpan(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if not 1 <= month <= 12:
        raise NotADateError("no_month", typed, month=month)
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return DaySpan(datetime.date(year, month, 1), datetime.date(year, month, days))
    if not 1 <= day <= days:
        raise NotADateError("no_day", typed, days=days)
    return DaySpan(datetime.date(year, month, day), datetime.date(year, month, day))
