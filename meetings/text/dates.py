"""Date words resolved against the date of their report. No Django here.

A weekday means the nearest such day on or before the report's date; without a report date it stays unknown. No function
guesses a year that neither the words nor the report's date give.
"""

import datetime as dt
from dataclasses import dataclass

from hijridate import Hijri

from meetings.text.date_words import DateWords


@dataclass(frozen=True, slots=True)
class ResolvedDay:
    """A resolved date.

    Attributes:
        day: The day, or the first of a month or year; None where it is unknown.
        precision: day, month, year or unknown.
        basis: stated, hijri, weekday, relative or unknown.
        explanation: How the day is known, in Arabic.
    """

    day: dt.date | None
    precision: str
    basis: str
    explanation: str


_UNKNOWN = ResolvedDay(None, "unknown", "unknown", "")


def resolve(date: DateWords, reference: dt.date | None) -> ResolvedDay:
    """Find the day that `date` names in a report of the day `reference` (None when the report has no date)."""
    if date.kind == "hijri":
        return _resolve_hijri(date)
    if date.kind == "stated":
        return _resolve_stated(date, reference)
    if date.kind in ("weekday", "relative"):
        return _resolve_near(date, reference)
    if date.kind in ("month", "year") and date.year:
        day = _make_day(date.year, date.month or 1, 1)
        return _stated_day(day, f"ذُكر في النص: {date.words}", "month" if date.month else "year")
    return _UNKNOWN


def written(day: dt.date) -> str:
    """Return a date as the explanations print it: 10.06.2021."""
    return day.strftime("%d.%m.%Y")


def _make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day; None where the month has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _stated_day(day: dt.date | None, explanation: str, precision: str = "day") -> ResolvedDay:
    return ResolvedDay(day, precision, "stated", explanation) if day else _UNKNOWN


def _resolve_hijri(date: DateWords) -> ResolvedDay:
    try:
        day = dt.date.fromisoformat(Hijri(date.year or 0, date.month or 0, date.day or 0).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return _UNKNOWN
    return ResolvedDay(day, "day", "hijri", f"التاريخ الهجري {date.words} يوافق {written(day)}")


def _resolve_stated(date: DateWords, reference: dt.date | None) -> ResolvedDay:
    """Resolve a day of a month; a missing month or year is that of the report."""
    if date.year:
        return _stated_day(_make_day(date.year, date.month or 0, date.day or 0), f"ذُكر في النص: {date.words}")
    if reference is None:
        return ResolvedDay(None, "unknown", "unknown", f"ذُكر «{date.words}» بلا سنة، ولا تاريخ للنشر")
    if date.month is None:  # "السابع من الشهر الجاري"
        day = _make_day(reference.year, reference.month, date.day or 0)
        return _stated_day(day, f"ذُكر «{date.words}»، والشهر من تاريخ النشر {written(reference)}")
    day = _find_year(date, reference)
    return _stated_day(day, f"ذُكر «{date.words}»، والسنة من تاريخ النشر {written(reference)}")


def _find_year(date: DateWords, reference: dt.date) -> dt.date | None:
    """Return the day of the year that the report's date gives.

    Without a direction it is the nearest: a report speaks of last week or next week, seldom of last year.
    """
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [day for year in years if (day := _make_day(year, date.month or 0, date.day or 0))]
    if date.direction > 0:
        return next((day for day in days if day > reference), None)
    if date.direction < 0:
        return next((day for day in reversed(days) if day <= reference), None)
    return min(days, key=lambda day: abs((day - reference).days), default=None)


def _resolve_near(date: DateWords, reference: dt.date | None) -> ResolvedDay:
    """Resolve a weekday or relative day, counted from the report's date."""
    words = date.words.strip()
    if reference is None:
        return ResolvedDay(None, "unknown", "unknown", f"ذُكر «{words}»، ولا تاريخ للنشر يُحسب منه")
    offset = date.offset or 0
    if date.weekday is None:
        day = reference + dt.timedelta(days=offset)
        return ResolvedDay(day, "day", "relative", f"{words}، نسبة إلى تاريخ النشر {written(reference)}")
    if date.direction > 0 or offset > 0:
        day = reference + dt.timedelta(days=(date.weekday - reference.weekday()) % 7 or 7)
        return ResolvedDay(day, "day", "weekday", f"{words}، بعد تاريخ النشر {written(reference)}")
    back = (reference.weekday() - date.weekday) % 7
    if back == 0 and date.direction < 0:
        back = 7
    where = "يوم النشر" if back == 0 else "قبل تاريخ النشر"
    day = reference - dt.timedelta(days=back)
    return ResolvedDay(day, "day", "weekday", f"{words}، {where} {written(reference)}")
