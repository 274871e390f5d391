"""Dates as editors and readers type them: day first, either set of digits, Arabic month names of any tradition."""

import calendar
import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.text.dates import find_dates, resolve
from meetings.text.fold import fold

EARLIEST, LATEST = 1800, 2199  # years; beyond them a digit was mistyped
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}")


class ArchiveDateInput(forms.DateInput):
    """A text box for a date. Its direction follows what is typed: 3/11/2023, or words."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = "%d/%m/%Y") -> None:
        super().__init__({"dir": "auto", "autocomplete": "off", "placeholder": _("day/month/year"), **(attrs or {})})
        self.format = format


class ArchiveDateField(forms.DateField):
    """A date typed by hand.

    Read are 3/11/2023, 3-11-2023, 3.11.2023 (day first, always: 10/06/2021 is 10 June), 2023-11-03, all of them in
    Arabic digits as well, and "3 تشرين الثاني 2023", "الثالث من نوفمبر 2023", "3 November 2023" and Hijri dates.
    """

    widget = ArchiveDateInput
    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Write day/month/year, for example 3/11/2023 or 3 November 2023."),
        "short_year": _("Write the year of “%(value)s” with four digits."),
        "no_month": _("“%(value)s” does not exist: there is no month %(month)s. The day comes first, then the month."),
        "no_day": _("“%(value)s” does not exist: that month has %(days)s days."),
        "far_year": _("The year of “%(value)s” must lie between %(earliest)s and %(latest)s."),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        typed = " ".join(fold(str(value)).split())
        if not typed:
            return None
        if numbers := _YEAR_FIRST.fullmatch(typed) or _DAY_FIRST.fullmatch(typed):
            return self._made(value, **{name: int(number) for name, number in numbers.groupdict().items()})
        if _SHORT_YEAR.fullmatch(typed):
            raise self._error("short_year", value)
        return self._in_words(value, typed)

    def _in_words(self, value: str, typed: str) -> datetime.date:
        """The date whose words are all of `typed`; a name of a month is needed, and a year."""
        found = find_dates(typed)
        if len(found) != 1 or (found[0].start, found[0].end) != (0, len(typed)) or not (found[0].year and found[0].day):
            raise self._error("invalid", value)
        words = found[0]
        if words.kind != "hijri":
            return self._made(value, year=words.year or 0, month=words.month or 0, day=words.day or 0)
        day = resolve(words, None).day
        if day is None:
            raise self._error("invalid", value)
        return day

    def _made(self, value: str, *, year: int, month: int, day: int) -> datetime.date:
        if not EARLIEST <= year <= LATEST:
            raise self._error("far_year", value, earliest=EARLIEST, latest=LATEST)
        if not 1 <= month <= 12:
            raise self._error("no_month", value, month=month)
        days = calendar.monthrange(year, month)[1]
        if not 1 <= day <= days:
            raise self._error("no_day", value, days=days)
        return datetime.date(year, month, day)

    def _error(self, code: str, value: str, **more: object) -> ValidationError:
        # What was typed comes back in the message, but not a page of it.
        shown = str(value).strip()[:40]
        return ValidationError(self.error_messages[code], code=code, params={"value": shown, **more})
