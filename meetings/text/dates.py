"""Date words resolved against the date of their report. No Django here.

A weekday means the nearest such day on or before the report's date; without a report date it stays unknown. No function
guesses a year that neither the words nor the report's date give.
"""

import datetime as dt
from dataclasses import dataclass

from meetings.text.calendars import convert_hijri, make_day
from meetings.text.date_reasons import write_reason
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
    """Find the day that `date` names in a report of the day `reference` (None when the report has no date).

    Words whose parts contradict each other name no day: "الجمعة 14 نيسان 2025" was a Monday.
    """
    if date.conflict:
        return ResolvedDay(None, "unknown", "unknown", write_reason(f"other-{date.conflict}", date.words))
    if date.kind == "hijri":
        return _resolve_hijri(date)
    if date.kind == "stated":
        return _resolve_stated(date, reference)
    if date.kind in ("weekday", "relative"):
        return _resolve_near(date, reference)
    if date.kind in ("month", "year"):
        day = make_day(date.year, date.month or 1, 1)
        return _stated_day(day, write_reason("stated", date.words), "month" if date.month else "year")
    return _UNKNOWN


def _stated_day(day: dt.date | None, explanation: str, precision: str = "day") -> ResolvedDay:
    return ResolvedDay(day, precision, "stated", explanation) if day else _UNKNOWN


def _resolve_hijri(date: DateWords) -> ResolvedDay:
    day = convert_hijri(date.year, date.month, date.day)
    if day is None:
        return _UNKNOWN
    return ResolvedDay(day, "day", "hijri", write_reason("hijri", date.words, day))


def _resolve_stated(date: DateWords, reference: dt.date | None) -> ResolvedDay:
    """Resolve a day of a month; a missing month or year is that of the report."""
    if date.year:
        return _stated_day(make_day(date.year, date.month, date.day), write_reason("stated", date.words))
    if reference is None:
        return ResolvedDay(None, "unknown", "unknown", write_reason("without-year", date.words))
    if date.month is None:  # "السابع من الشهر الجاري"
        day = make_day(reference.year, reference.month, date.day)
        return _stated_day(day, write_reason("month-of-publication", date.words, reference))
    day = _find_year(date, reference)
    if day and date.weekday not in (None, day.weekday()):
        return ResolvedDay(None, "unknown", "unknown", write_reason("other-weekday", date.words))
    return _stated_day(day, write_reason("year-of-publication", date.words, reference))


def _find_year(date: DateWords, reference: dt.date) -> dt.date | None:
    """Return the day of the year that the report's date gives.

    Without a direction it is the nearest: a report speaks of last week or next week, seldom of last year.
    """
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [day for year in years if (day := make_day(year, date.month, date.day))]
    if date.direction > 0:
        return next((day for day in days if day > reference), None)
    if date.direction < 0:
        return next((day for day in reversed(days) if day <= reference), None)
    return min(days, key=lambda day: abs((day - reference).days), default=None)


def _resolve_near(date: DateWords, reference: dt.date | None) -> ResolvedDay:
    """Resolve a weekday or relative day, counted from the report's date."""
    words = date.words.strip()
    if reference is None:
        return ResolvedDay(None, "unknown", "unknown", write_reason("without-publication", words))
    offset = date.offset or 0
    if date.weekday is None:
        day = reference + dt.timedelta(days=offset)
        return ResolvedDay(day, "day", "relative", write_reason("from-publication", words, reference))
    if date.direction > 0 or offset > 0:
        day = reference + dt.timedelta(days=(date.weekday - reference.weekday()) % 7 or 7)
        return ResolvedDay(day, "day", "weekday", write_reason("after-publication", words, reference))
    back = (reference.weekday() - date.weekday) % 7
    if back == 0 and date.direction < 0:
        back = 7
    code = "on-publication" if back == 0 else "before-publication"
    day = reference - dt.timedelta(days=back)
    return ResolvedDay(day, "day", "weekday", write_reason(code, words, reference))
