"""The dates that a line states which contains little but dates: "نشر في 14 نيسان 2025 - 10:30 م". No Django here.

A headline with a date in it is not such a line, nor is a date of an event, an issue or a visit. A line may state two
days: that of publication and that of the last change.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from meetings.text.date_words import DateWords, find_dates
from meetings.text.fold import fold
from meetings.text.tables import read_table, values

MAX_LINE_CHARACTERS = 200
MAX_WORDS_BESIDE = 8  # in parts of the line that a bar or dash parts from the date: a city, an author, a counter
MAX_WORDS_BEFORE_COMMA = 2  # "بغداد، 14 نيسان 2025"
MAX_WORDS_OF_BYLINE = 6
MAX_NAME_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(
    r"\b\d{1,2}\s?[:h٫]\s?\d{2}(?:\s?:\s?\d{2})?|t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?"
)
_BARS = re.compile(r"[|•·■▪»«()\[\]]|\s/\s|(?<=\w)/(?=\s?\x00)|(?<=\x00)/|\s[-–—_]+\s|[-–—_]+(?=\x00)|(?<=\x00)[-–—_]+")
_COMMAS = re.compile(r"[,;]")
_DATE = "\x00"


@dataclass(frozen=True, slots=True)
class LineDate:
    """A day that a line states, with offsets into the folded line. `kind` is published, updated or plain."""

    words: DateWords
    kind: str


@functools.cache
def line_words(kind: str) -> tuple[str, ...]:
    """Return the folded words and phrases of a class of `date_line_words.tsv`, the longest first."""
    table = read_table(Path(__file__).with_name("date_line_words.tsv"))
    words = {fold(word) for row in table if row["class"] == kind for word in values(row["words"])}
    return tuple(sorted(words, key=len, reverse=True))


def read_date_line(folded: str, names: frozenset[str] = frozenset()) -> list[LineDate]:
    """Return the days that a folded line states, in its order; none where the line is something else.

    Only days with their year count: a month, a year or "three hours ago" states no day.

    Args:
        folded: The line.
        names: Folded names of cities and outlets, which date lines may contain.
    """
    line = folded.strip()
    if not line or len(line) > MAX_LINE_CHARACTERS or "©" in line:
        return []
    left = len(folded) - len(folded.lstrip())
    dates = find_dates(line)
    days = [date for date in dates if date.kind in ("stated", "hijri") and date.year]
    if not days or any(date.kind in ("month", "year", "loose") for date in dates):
        return []
    masked = _mask(line, days, dates)
    found = []
    for number, day in enumerate(days):
        kind = _kind_of(masked, number, names)
        if kind is None:
            return []
        moved = DateWords(day.start + left, day.end + left, day.words, day.kind, day.day, day.month, day.year)
        found.append(LineDate(moved, kind))
    return _one_of_each(found)


def _mask(line: str, days: list[DateWords], dates: list[DateWords]) -> str:
    """Return the line with a sign in the place of each full date, and without times and other date words."""
    parts, before = [], 0
    for date in dates:
        parts += [line[before : date.start], _DATE if date in days else " "]
        before = date.end
    return _TIME.sub(" ", "".join([*parts, line[before:]]))


def _kind_of(masked: str, number: int, names: frozenset[str]) -> str | None:
    """Return what date `number` of the line is; None where its words show that the line is not a date line."""
    beside = 0
    kind = "plain"
    for part in _BARS.split(masked):
        has_date = _DATE in part
        if not has_date:
            beside += len(_WORD.findall(part))
            number_here = -1
        else:
            number_here, number = number, number - part.count(_DATE)
        if has_date and not _is_date_part(part, names):
            return None
        if has_date and 0 <= number_here < part.count(_DATE):
            kind = _marker_before(part, number_here) or kind
        elif number >= 0 and (marker := last_marker(part)):
            kind = marker  # "نشر | 14 نيسان 2025"
    return None if beside > MAX_WORDS_BESIDE else kind


def _is_date_part(part: str, names: frozenset[str]) -> bool:
    """Return whether a part of the line with a date in it has only words of date lines, or names an author."""
    clauses = _COMMAS.split(part)
    for clause in clauses:
        left = _left_over(clause, names)
        if not left:
            continue
        first = left[0]
        if any(word in line_words("other") for word in left):
            return False
        if first in line_words("byline") and len(left) <= MAX_WORDS_OF_BYLINE:
            continue
        if _DATE not in clause and len(left) <= MAX_WORDS_BEFORE_COMMA:
            continue
        if _DATE in clause and len(left) == 1:
            continue  # an agency's name beside the date
        return False
    return True


def _left_over(clause: str, names: frozenset[str]) -> list[str]:
    """Return the words of a clause that neither mark a date nor fill a date line nor are known names."""
    bare = f" {' '.join(_WORD.findall(clause))} "
    for kind in ("updated", "published", "filler"):
        for phrase in line_words(kind):
            while f" {phrase} " in bare:
                bare = bare.replace(f" {phrase} ", "  ")
    left = bare.split()
    for length in range(min(len(left), MAX_NAME_WORDS), 0, -1):
        for place in range(len(left) - length, -1, -1):
            if " ".join(left[place : place + length]) in names:
                del left[place : place + length]
    return left


def _marker_before(part: str, number: int) -> str | None:
    """Return what the words before date `number` of a part say of it."""
    before = part.split(_DATE)[number]
    return last_marker(before)


def last_marker(text: str) -> str | None:
    """Return whether the last marker in folded `text` is one of publication or of a change."""
    words = f" {' '.join(_WORD.findall(text))} "
    places = [(words.rfind(f" {phrase} ") + len(phrase), kind) for kind, phrase in _markers() if f" {phrase} " in words]
    return max(places)[1] if places else None


@functools.cache
def _markers() -> tuple[tuple[str, str], ...]:
    return tuple((kind, phrase) for kind in ("published", "updated") for phrase in line_words(kind))


def _one_of_each(found: list[LineDate]) -> list[LineDate]:
    """Return the dates, unless it is open which one counts: two of one kind, or one whose kind is not said."""
    kinds = [one.kind for one in found]
    is_open = len(set(kinds)) < len(kinds) or (len(kinds) > 1 and "plain" in kinds)
    return [] if is_open else found
