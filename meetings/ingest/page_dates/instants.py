"""Dates as programs write them: ISO 8601, RFC 5322, seconds since 1970, and the same words that people write."""

import datetime
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from django.utils import timezone

from meetings.text.date_lines import read_date_line
from meetings.text.dates import resolve
from meetings.text.fold import fold
from meetings.text.typed_dates import MAX_YEAR, MIN_YEAR

MAX_VALUE_CHARACTERS = 120
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_RFC = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d{2}:\d{2}")
_SECONDS, _MILLISECONDS = re.compile(r"\d{9,10}(?:\.\d+)?"), re.compile(r"\d{13}")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
_PLACEHOLDERS = frozenset(  # what programs print for "no date"
    map(datetime.date.fromisoformat, ("1899-12-30", "1899-12-31", "1900-01-01", "1969-12-31", "1970-01-01"))
)


@dataclass(frozen=True, slots=True)
class ReadInstant:
    """The day of an instant in the archive's time zone, and the day as it is written."""

    day: datetime.date
    printed: datetime.date


def read_instant(value: str) -> ReadInstant | None:
    """Return the day of `value`, a date in a page's markup; None where it states no day.

    An instant with its zone is converted to the archive's. Midnight sharp is a day that a program wrote as an instant,
    and is not converted. "04/05/2025" states no day in markup: programs of both orders write it.
    """
    value = value.strip()
    if not value or len(value) > MAX_VALUE_CHARACTERS:
        return None
    try:
        read = _read_machine(value)
        found = read if read is not None else _read_words(value)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return found if found and is_likely(found.day) else None


def is_likely(day: datetime.date) -> bool:
    """Return whether a day can be meant: not what programs print where they have none."""
    return MIN_YEAR <= day.year <= MAX_YEAR and day not in _PLACEHOLDERS


def _read_machine(value: str) -> ReadInstant | None:
    if _SECONDS.fullmatch(value):
        return _in_zone(datetime.datetime.fromtimestamp(float(value), datetime.UTC))
    if _MILLISECONDS.fullmatch(value):
        return _in_zone(datetime.datetime.fromtimestamp(int(value) / 1000, datetime.UTC))
    if match := _ISO.fullmatch(value):
        return _read_iso(match)
    return _in_zone(parsedate_to_datetime(value)) if _RFC.match(value) else None


def _read_iso(match: re.Match[str]) -> ReadInstant:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone = (match[7] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    written = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}{zone}"
    return _in_zone(datetime.datetime.fromisoformat(written))


def _in_zone(moment: datetime.datetime) -> ReadInstant:
    """Return the day of a moment in the archive's zone; without a zone in it, as it is written."""
    printed = moment.date()
    if moment.tzinfo is None or moment.time() == datetime.time():
        return ReadInstant(printed, printed)
    return ReadInstant(moment.astimezone(timezone.get_default_timezone()).date(), printed)


def _read_words(value: str) -> ReadInstant | None:
    folded = fold(value)
    numbers = _NUMBERS.match(folded)
    if numbers and numbers[1] != numbers[2] and int(numbers[1]) <= 12 and int(numbers[2]) <= 12:
        return None
    dates = [one for one in read_date_line(folded) if one.kind != "updated"]
    day = resolve(dates[0].words, None).day if len(dates) == 1 else None
    return ReadInstant(day, day) if day else None
