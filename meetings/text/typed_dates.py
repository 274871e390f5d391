"""Dates as editors and readers type them: day first, either set of digits, Arabic month names of any tradition."""

import calendar
import datetime
import re

from meetings.text.dates import find_dates, resolve
from meetings.text.fold import fold

EARLIEST, LATEST = 1800, 2199  # years; beyond them a digit was mistyped
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}")


def gettext_noop(message: str) -> str:
    """Marks `message` for translators. Whoever shows it translates it: this package knows no Django."""
    return message


MESSAGES = {
    "invalid": gettext_noop(
        "“%(value)s” is not a date. Write day/month/year, for example 3/11/2023 or 3 November 2023."
    ),
    "short_year": gettext_noop("Write the year of “%(value)s” with four digits."),
    "no_month": gettext_noop(
        "“%(value)s” does not exist: there is no month %(month)s. The day comes first, then the month."
    ),
    "no_day": gettext_noop("“%(value)s” does not exist: that month has %(days)s days."),
    "far_year": gettext_noop("The year of “%(value)s” must lie between %(earliest)s and %(latest)s."),
}


class NotADateError(ValueError):
    """What was typed is no date. `code` is a key of MESSAGES, `params` are what its message is filled with."""

    def __init__(self, code: str, typed: str, **more: object) -> None:
        # What was typed comes back in the message, but not a page of it.
        self.code, self.params = code, {"value": typed.strip()[:40], **more}
        super().__init__(MESSAGES[code] % self.params)


def read_day(typed: str) -> datetime.date | None:
    """The day that `typed` says; None where nothing was typed. Raises NotADateError.

    Read are 3/11/2023, 3-11-2023, 3.11.2023 (day first, always: 10/06/2021 is 10 June), 2023-11-03, all of them in
    Arabic digits as well, and "3 تشرين الثاني 2023", "الثالث من نوفمبر 2023", "3 November 2023" and Hijri dates.
    """
    words = " ".join(fold(typed).split())
    if not words:
        return None
    if numbers := _YEAR_FIRST.fullmatch(words) or _DAY_FIRST.fullmatch(words):
        return _made(typed, **{name: int(number) for name, number in numbers.groupdict().items()})
    if _SHORT_YEAR.fullmatch(words):
        raise NotADateError("short_year", typed)
    return _in_words(typed, words)


def _in_words(typed: str, folded: str) -> datetime.date:
    """The date whose words are all of `folded`; a name of a month is needed, and a year."""
    found = find_dates(folded)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(folded)) or not (found[0].year and found[0].day):
        raise NotADateError("invalid", typed)
    words = found[0]
    if words.kind != "hijri":
        return _made(typed, year=words.year or 0, month=words.month or 0, day=words.day or 0)
    day = resolve(words, None).day
    if day is None:
        raise NotADateError("invalid", typed)
    return day


def _made(typed: str, *, year: int, month: int, day: int) -> datetime.date:
    if not EARLIEST <= year <= LATEST:
        raise NotADateError("far_year", typed, earliest=EARLIEST, latest=LATEST)
    if not 1 <= month <= 12:
        raise NotADateError("no_month", typed, month=month)
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise NotADateError("no_day", typed, days=days)
    return datetime.date(year, month, day)
