"""The dates that a line states which contains little but dates: "نشر في 14 نيسان 2025 - 10:30 م". No Django here.

A headline with a date in it is not such a line, nor is a date of an event, an issue or a visit. A line may state two
days: that of publication and that of the last change.
"""

import functools
import re
from dataclasses import dataclass, replace
from pathlib import Path

from meetings.text.date_words import DateWords, find_dates, settle_weekday
from meetings.text.fold import fold
from meetings.text.tables import read_table, split_values

MAX_LINE_CHARACTERS = 200
MAX_WORDS_BESIDE = 8  # in parts of the line that a bar or dash parts from the date: a city, an author, a counter
MAX_WORDS_OF_BYLINE = 6
MAX_NAME_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(
    r"\b\d{1,2}\s?[:h٫]\s?\d{2}(?:\s?:\s?\d{2})?|t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?"
)
_BARS = re.compile(r"[|•·■▪»«()\[\]]|\s/\s|(?<=\w)/(?=\s?\x00)|(?<=\x00)/|\s[-–—_]+\s|[-–—_]+(?=\x00)|(?<=\x00)[-–—_]+")
_COMMAS = re.compile(r"[,;]")
_DATE = "\x00"
_CLOCK = "\x01"
_SIGN = re.compile(r"[\x00\x01]")
_RANGE = re.compile(r"(?<!\d)\d{1,2}\s?(?:[-–—_]|(?<!\w)(?:و|الي|حتي)(?!\w))\s?\x00|\x00\s?[-–—_]\s?\x00")
_AND_NUMBER = re.compile(r"و(?=\d)")  # "20 و22 نيسان": the particle is of the range, not of the date
_OTHER_SIGNS = "©°℃"  # of the site's rights and of the weather


@dataclass(frozen=True, slots=True)
class LineDate:
    """A day that a line states, with offsets into the folded line. `kind` is published, updated or plain."""

    words: DateWords
    kind: str


@functools.cache
def load_line_words(kind: str) -> tuple[str, ...]:
    """Return the folded words and phrases of a class of `date_line_words.tsv`, the longest first."""
    table = read_table(Path(__file__).with_name("date_line_words.tsv"))
    words = {fold(word) for row in table if row["class"] == kind for word in split_values(row["words"])}
    if kind == "filler":
        words |= set(_load_weekdays())
    return tuple(sorted(words, key=len, reverse=True))


def read_date_line(folded: str, names: frozenset[str] = frozenset()) -> list[LineDate]:
    """Return the days that a folded line states, in its order; none where the line is something else.

    Only days with their year count: a month, a year or "three hours ago" states no day.

    Args:
        folded: The line.
        names: Folded names of cities and outlets, which date lines may contain.
    """
    line = folded.strip()
    if len(line) > MAX_LINE_CHARACTERS or has_other_sign(line):
        return []
    days, masked = _find_days(line, names)
    kinds = [_kind_of(masked, number, names) for number in range(len(days))]
    if len(days) == 1 and days[0].weekday is None:
        days = [settle_weekday(days[0], _weekday_of(masked))]
    left = len(folded) - len(folded.lstrip())
    moved = [replace(day, start=day.start + left, end=day.end + left) for day in days]
    found = [LineDate(day, kind) for day, kind in zip(moved, kinds, strict=True) if kind is not None]
    return _one_of_each(found) if len(found) == len(days) else []


def _find_days(line: str, names: frozenset[str]) -> tuple[list[DateWords], str]:
    """Return the full days of a line, and the line with signs in their place; none where it names other days too."""
    dates = find_dates(line)
    days = [date for date in dates if date.kind in ("stated", "hijri") and date.year]
    masked = _mask(line, days, dates)
    is_vague = any(date.kind in ("month", "year", "loose") for date in dates)
    if is_vague or any(_names_other_day(date, line, names) for date in dates) or _is_no_single_day(masked):
        return [], masked
    return days, masked


def _weekday_of(masked: str) -> int | None:
    """Return the one weekday that stands apart from the date: "أحد, 05/11/2014", "Fri | 14 April 2025"."""
    found = {_load_weekdays()[word] for word in _WORD.findall(masked) if word in _load_weekdays()}
    return found.pop() if len(found) == 1 else None


@functools.cache
def _load_weekdays() -> dict[str, int]:
    """Return the folded words of `date_line_weekdays.tsv` with their numbers; Monday is 0."""
    table = read_table(Path(__file__).with_name("date_line_weekdays.tsv"))
    return {fold(word): int(row["weekday"]) for row in table for word in split_values(row["words"])}


def has_other_sign(line: str) -> bool:
    """Return whether a line has a sign of the weather or of rights in it, so that its date is not the report's."""
    return any(sign in line for sign in _OTHER_SIGNS)


def has_only_known_words(folded: str) -> bool:
    """Return whether a folded line has only words of date lines, or names an author: nothing of another article."""
    parts = _BARS.split(_mask(folded, [], []))
    return all(_is_date_part(part, frozenset(), is_behind=True) for part in parts)


def is_end_of_report(folded: str) -> bool:
    """Return whether a folded line says that what follows is not of the report: "اقرأ أيضا"."""
    return " ".join(_WORD.findall(folded)) in load_line_words("elsewhere")


def is_label_of_other_day(folded: str) -> bool:
    """Return whether folded text right before a date says that the date is of something else: "عضو منذ"."""
    return not has_only_known_words(_BARS.split(folded)[-1])


def is_range(folded: str) -> bool:
    """Return whether folded text has days from one to another in it: "20 - 22 نيسان 2019"."""
    dates = find_dates(folded)
    return bool(_RANGE.search(_mask(folded, dates, dates)))


def _names_other_day(date: DateWords, line: str, names: frozenset[str]) -> bool:
    """Return whether a word beside the date counts from the day of the visit or names the eve: "اليوم", "غدا".

    The name of an outlet may have such a word in it: "أخبار اليوم".
    """
    if date.offset is None:
        return False
    if date.kind != "relative":
        return True
    word, words = date.words.strip(), " ".join(_WORD.findall(line))
    return not any(word in name.split() and name in words for name in names if " " in name)


def _is_no_single_day(masked: str) -> bool:
    return bool(_RANGE.search(masked)) or is_clock_of_visit(masked)


def is_clock_of_visit(masked: str) -> bool:
    """Return whether a time zone precedes date and time: "توقيت بغداد 14 نيسان 2025"."""
    before = _SIGN.split(masked, maxsplit=1)[0]
    words = f" {' '.join(_WORD.findall(before))} "
    return any(f" {word} " in words for word in load_line_words("clock"))


def _mask(line: str, days: list[DateWords], dates: list[DateWords]) -> str:
    """Return the line with a sign in the place of each full date and each time, and without other date words."""
    parts, before = [], 0
    for date in dates:
        joined = _AND_NUMBER.match(date.words)
        parts += [line[before : date.start], joined[0] if joined else "", _DATE if date in days else " "]
        before = date.end
    return _TIME.sub(f" {_CLOCK} ", "".join([*parts, line[before:]]))


def _kind_of(masked: str, number: int, names: frozenset[str]) -> str | None:
    """Return what date `number` of the line is; None where its words show that the line is not a date line."""
    beside = 0
    kind = "plain"
    for part in _BARS.split(masked):
        has_date, is_behind = _DATE in part, number < 0
        if not has_date:
            beside += len(_WORD.findall(part))
            number_here = -1
        else:
            number_here, number = number, number - part.count(_DATE)
        is_said = is_behind and kind != "plain"  # "نشر في 14 نيسان 2025 | أخبار الخليج": what follows is open
        if (has_date or not is_said) and not _is_date_part(part, names, is_behind=is_behind):
            return None
        if has_date and 0 <= number_here < part.count(_DATE):
            kind = _marker_before(part, number_here) or kind
        elif number >= 0 and (marker := find_last_marker(part)):
            kind = marker  # "نشر | 14 نيسان 2025"
    return None if beside > MAX_WORDS_BESIDE else kind


def _is_date_part(part: str, names: frozenset[str], *, is_behind: bool) -> bool:
    """Return whether a part of the line has only words of date lines and known names in it, or names an author.

    Any other word may say that the date is of something else: "توفي", "Expires". `is_behind` where the date is before
    the part, so that buttons may be in it.
    """
    for clause in _COMMAS.split(part):
        before, date, after = clause.rpartition(_DATE)
        left = _left_over(f"{before}{date}", names, can_have_tools=is_behind and not date)
        left += _left_over(after, names, can_have_tools=is_behind or bool(date))
        if left and not _is_byline_or_volume(left, has_date=bool(date)):
            return False
    return True


def _is_byline_or_volume(words: list[str], *, has_date: bool) -> bool:
    """Return whether other words may follow the first one: the names of authors, or the number of a volume."""
    first = words[0]
    is_volume = first in load_line_words("volume") and not has_date
    return (is_volume or first in load_line_words("byline")) and len(words) <= MAX_WORDS_OF_BYLINE


def _left_over(clause: str, names: frozenset[str], *, can_have_tools: bool) -> list[str]:
    """Return the words of a clause that neither mark a date nor fill a date line nor are known names."""
    bare = f" {' '.join(_WORD.findall(_numbered().sub(' ', clause)))} "
    for kind in ("updated", "published", "filler", "clock", "section", *(["tool"] if can_have_tools else [])):
        for phrase in load_line_words(kind):
            while f" {phrase} " in bare:
                bare = bare.replace(f" {phrase} ", "  ")
    left = bare.split()
    for length in range(min(len(left), MAX_NAME_WORDS), 0, -1):
        for place in range(len(left) - length, -1, -1):
            if " ".join(left[place : place + length]) in names:
                del left[place : place + length]
    return left


@functools.cache
def _numbered() -> re.Pattern[str]:
    """Return a pattern of the words that say nothing more where a number follows them: "العدد 4512"."""
    words = "|".join(map(re.escape, load_line_words("numbered")))
    return re.compile(rf"(?<!\w)(?:{words})\s?[:#]?\s?(?:\d+|$)")  # a bracket parts "[4512]" from its word


def _marker_before(part: str, number: int) -> str | None:
    """Return what the words before date `number` of a part say of it."""
    before = part.split(_DATE)[number]
    return find_last_marker(before)


def find_last_marker(text: str) -> str | None:
    """Return whether the last marker in folded `text` is one of publication or of a change."""
    words = f" {' '.join(_WORD.findall(text))} "
    places = [(words.rfind(f" {phrase} ") + len(phrase), kind) for kind, phrase in _markers() if f" {phrase} " in words]
    return max(places)[1] if places else None


@functools.cache
def _markers() -> tuple[tuple[str, str], ...]:
    return tuple((kind, phrase) for kind in ("published", "updated") for phrase in load_line_words(kind))


def _one_of_each(found: list[LineDate]) -> list[LineDate]:
    """Return the dates, unless it is open which one counts: two of one kind, or one whose kind is not said."""
    kinds = [one.kind for one in found]
    is_open = len(set(kinds)) < len(kinds) or (len(kinds) > 1 and "plain" in kinds)
    return [] if is_open else found
