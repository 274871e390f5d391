"""Days of the calendars in which the press writes dates. No Django here."""

import datetime as dt

from hijridate import Hijri


def make_day(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """Return a day; None where the month has no such day."""
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def convert_hijri(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """Return the day of a Hijri date (Umm al-Qura); None where there is no such date."""
    try:
        return dt.date.fromisoformat(Hijri(year or 0, month or 0, day or 0).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None
