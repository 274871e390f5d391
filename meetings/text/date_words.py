"""Date words in folded text. No Django here.

It knows every month tradition of `months.tsv`, both digit sets (folding makes them one), Hijri dates in words and in
numbers, numbers with the day or the year first, weekdays, relative days, and ordinals ("الرابع من مارس").
"""

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from meetings.text.calendars import convert_hijri, make_day
from meetings.text.fold import fold
from meetings.text.months import load_months
from meetings.text.tables import read_table, split_values


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words that name a day, month or year: offsets into the folded text they were found in (end exclusive)."""

    start: int
    end: int
    words: str
    kind: str  # stated | hijri | weekday | relative | loose | month | year
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    offset: int | None = None  # days from the report's date; approximate for `loose`
    direction: int = 0  # -1 "الماضي", 1 "المقبل"
    conflict: str = ""  # weekday | calendars: its parts name different days, so that it is open which one is meant


def find_dates(folded: str) -> list[DateWords]:
    """Find all date words of folded text, in order.

    Neighbours that name one day ("أمس الجمعة", "الخميس 21 أيار") are joined.
    """
    found: list[DateWords] = []
    for match in _pattern().finditer(folded):
        date = _read(match)
        if date is None:
            continue
        if found and (joined := _join(found[-1], date, folded)):
            found[-1] = joined
        else:
            found.append(date)
    return found


# The tables


@functools.cache
def _numbers(kind: str) -> dict[str, int]:
    """Return the folded words of a class of `date_words.tsv` with their numbers."""
    table = read_table(Path(__file__).with_name("date_words.tsv"))
    return {
        fold(word): int(row["value"]) for row in table if row["class"] == kind for word in split_values(row["words"])
    }


# The pattern


def _either(names: Iterable[str]) -> str:
    """Return a pattern of any of `names`, the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in ordered)


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Return one alternation for all; each branch is anchored on words or digits, with no nested repetition."""
    gregorian, hijri = load_months()
    month, islamic = _either(gregorian), _either(hijri)
    ordinal, weekday = _either(_numbers("ordinal")), _either(_numbers("weekday"))
    second = rf"(?:\s?[/(]\s?(?:{month})\)?)?"
    lead = r"(?P<ml>(?<=\bفي\s)|(?<=\bوفي\s)|(?<=شهر\s))?"  # behind it a name is always a month
    twin = rf"(?:\s?[/(]\s?(?P<mt>{month})\)?)?"
    year = r"(?:\s?[,/\-]?\s?(?:(?:من\s)?(?:ال|ل)?(?:عام|سنه)\s)?(?P<{0}>(?:19|20)\d\d)(?!\d))?"
    ways, parts = "|".join(_numbers("direction")), "|".join(_numbers("part")).replace(" ", r"\s")
    way = rf"(?:\s(?P<{{0}}>{ways}))?"
    part = rf"(?:[وبل]?(?:{parts})\s){{0,2}}"
    bar = r"(?:[-.]|\s?/\s?)"
    wide = r"(?:\.|\s?[-–/]\s?)"
    nth = r"(?:st|nd|rd|th|er)?"
    branches = (
        rf"(?P<iso>(?P<iy>(?:19|20)\d\d){bar}(?P<im>\d\d?){bar}(?P<id>\d\d?)(?!\d))",
        rf"(?P<dmy>(?P<dd>\d\d?){wide}(?P<dm>\d\d?){wide}(?P<dy>(?:19|20)\d\d)(?!\d))",
        r"(?P<hiso>(?P<hiy>1[34]\d\d)[-/](?P<him>\d\d?)[-/](?P<hid>\d\d?)(?=\s?ه(?!\w)))",
        r"(?P<hdmy>(?P<hdd>\d\d?)[-/](?P<hdm>\d\d?)[-/](?P<hdy>1[34]\d\d)(?=\s?ه(?!\w)))",
        rf"(?P<hij>(?P<hd>\d\d?)\s(?:من\s)?(?:شهر\s)?(?P<hm>{islamic})\s?,?\s?(?P<hy>1[34]\d\d)(?!\d))",
        rf"(?P<full>[وب]?(?P<fd>\d\d?){nth}\s?[/\-]?\s?(?:من\s)?(?:شهر\s)?(?P<fm>{month})(?!\w)\.?{second}{year.format('fy')}{way.format('fw')})",
        rf"(?P<ord>(?P<od>{ordinal})\sمن\s(?:شهر\s)?(?P<om>{month})(?!\w){second}{year.format('oy')}{way.format('ow')})",
        rf"(?P<this>(?P<td>\d\d?|{ordinal})\s(?:من\s)?(?:هذا\sالشهر|الشهر\s(?:الحالي|الجاري)))",
        rf"(?P<us>(?P<um>{month})\.?\s(?P<ud>\d\d?){nth}(?:,\s?|\s)(?P<uy>(?:19|20)\d\d)(?!\d))",
        rf"(?P<wd>{part}[وبل]?(?P<wn>{weekday})(?!\w){way.format('ww')})",
        rf"(?P<rel>{part}[وبل]?(?P<rn>{_either(_numbers('relative'))})(?!\w))",
        rf"(?P<loose>[وبل]?(?P<ln>{_either(_numbers('loose'))})(?!\w))",
        rf"(?P<mon>{lead}(?P<mm>{month})(?!\w){twin}{year.format('my')}{way.format('mw')})",
        r"(?P<yr>(?:عام|العام|سنه)\s(?P<yy>(?:19|20)\d\d)(?!\d))",
    )
    return re.compile(r"(?<![\w.])(?:" + "|".join(branches) + ")")


# The readers of each branch of the pattern


class _Groups:
    """The groups of a match as numbers."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match

    def number(self, name: str) -> int | None:
        """Return the digits of a group."""
        digits = self.match[name]
        return int(digits) if digits else None

    def word(self, kind: str, name: str) -> int:
        """Return the number of the word of class `kind` in a group."""
        return _numbers(kind)[_spaced(self.match[name])]

    def month(self, name: str) -> int:
        """Return the number of the Gregorian month in a group."""
        return load_months()[0][_spaced(self.match[name])]

    def direction(self, name: str) -> int:
        """Return where "الماضي" or "المقبل" in a group points to; 0 where the group is empty."""
        return _numbers("direction")[self.match[name]] if self.match[name] else 0

    def date(
        self,
        kind: str,
        *,
        day: int | None = None,
        month: int | None = None,
        year: int | None = None,
        weekday: int | None = None,
        offset: int | None = None,
        direction: int = 0,
    ) -> DateWords:
        """Make the date words of the match."""
        start, end = self.match.span()
        return DateWords(start, end, self.match.group(), kind, day, month, year, weekday, offset, direction)


def _read_day_first(groups: _Groups) -> DateWords:
    day, month = groups.number("dd") or 0, groups.number("dm") or 0
    if month > 12 >= day:  # the American order, where no other reading is possible
        day, month = month, day
    return groups.date("stated", day=day, month=month, year=groups.number("dy"))


def _read_hijri(groups: _Groups) -> DateWords:
    month = load_months()[1][_spaced(groups.match["hm"])]
    return groups.date("hijri", day=groups.number("hd"), month=month, year=groups.number("hy"))


def _read_day_and_month(groups: _Groups) -> DateWords:
    return groups.date(
        "stated",
        day=groups.number("fd"),
        month=groups.month("fm"),
        year=groups.number("fy"),
        direction=groups.direction("fw"),
    )


def _read_ordinal(groups: _Groups) -> DateWords:
    return groups.date(
        "stated",
        day=groups.word("ordinal", "od"),
        month=groups.month("om"),
        year=groups.number("oy"),
        direction=groups.direction("ow"),
    )


def _read_this_month(groups: _Groups) -> DateWords:
    is_digits = groups.match["td"].isdigit()
    return groups.date("stated", day=groups.number("td") if is_digits else groups.word("ordinal", "td"))


def _read_month(groups: _Groups) -> DateWords | None:
    if all(groups.match[name] is None for name in ("my", "mw", "mt", "ml")):
        return None  # a bare month name is too often another word (مارس, آب)
    return groups.date("month", month=groups.month("mm"), year=groups.number("my"), direction=groups.direction("mw"))


_READERS: dict[str, Callable[[_Groups], DateWords | None]] = {
    "iso": lambda g: g.date("stated", day=g.number("id"), month=g.number("im"), year=g.number("iy")),
    "dmy": _read_day_first,
    "hij": _read_hijri,
    "hiso": lambda g: g.date("hijri", day=g.number("hid"), month=g.number("him"), year=g.number("hiy")),
    "hdmy": lambda g: g.date("hijri", day=g.number("hdd"), month=g.number("hdm"), year=g.number("hdy")),
    "full": _read_day_and_month,
    "ord": _read_ordinal,
    "this": _read_this_month,
    "us": lambda g: g.date("stated", day=g.number("ud"), month=g.month("um"), year=g.number("uy")),
    "wd": lambda g: g.date("weekday", weekday=g.word("weekday", "wn"), direction=g.direction("ww")),
    "rel": lambda g: g.date("relative", offset=g.word("relative", "rn")),
    "loose": lambda g: g.date("loose", offset=g.word("loose", "ln")),
    "mon": _read_month,
    "yr": lambda g: g.date("year", year=g.number("yy")),
}


def _read(match: re.Match[str]) -> DateWords | None:
    """Read the branch of the pattern that matched."""
    return next(read(_Groups(match)) for name, read in _READERS.items() if match[name])


def _spaced(words: str) -> str:
    return " ".join(words.split())


# Neighbours that name one day

_GAP = re.compile(
    r"(?:\s?[هم](?!\w))?[\s,()\-/|]{0,3}(?:الموافق(?:\sل)?\s?|من\s|يوم\s|ه\s?(?:الموافق\s)?|صباح\s|مساء\s|ظهر\s)?"
)
_NUMBERS = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}")  # of the day and the month in either order
_BAR = re.compile(r"[/|]")  # it parts one day in two calendars, and two days as well
_NEAR = frozenset({"weekday", "relative"})
_MAX_DAYS_BETWEEN_CALENDARS = 2  # the sight of the moon against the computed calendar


def _join(first: DateWords, second: DateWords, folded: str) -> DateWords | None:
    """Join two neighbours to one date, led by the more exact one; return None where they are two dates."""
    if not _GAP.fullmatch(folded, first.end, second.start):
        return None
    kinds = {first.kind, second.kind}
    if _BAR.search(folded, first.end, second.start) and kinds == {"stated", "hijri"} and not _is_one_day(first, second):
        return None
    joined = DateWords(first.start, second.end, folded[first.start : second.end], "")
    if kinds == _NEAR:
        return _join_near(joined, first, second)
    if second.kind == "year" and first.kind in _NEAR:
        return replace(joined, kind="year", year=second.year)  # "في مثل هذا اليوم من عام 1978"
    for kind, others in (("stated", {*_NEAR, "hijri"}), ("hijri", _NEAR)):
        if kind in kinds and kinds & others:
            date, other = (first, second) if first.kind == kind else (second, first)
            date = settle_weekday(date, other.weekday)
            conflict = _conflict(date, other)
            date = replace(date, start=joined.start, end=joined.end, words=joined.words)
            return replace(date, offset=other.offset, conflict=conflict)
    return None


def settle_weekday(date: DateWords, weekday: int | None) -> DateWords:
    """Return a date with the weekday beside it, which contradicts it or shows that numbers are in the American order.

    Of a Hijri date, which may be a day off, it shows nothing.
    """
    day = make_day(date.year, date.month, date.day) if date.kind == "stated" else None
    if day is None or weekday is None or weekday == day.weekday():
        return replace(date, weekday=weekday)
    swapped = make_day(date.year, date.day, date.month) if _NUMBERS.search(date.words) else None
    if swapped is not None and swapped.weekday() == weekday:
        return replace(date, day=swapped.day, month=swapped.month, weekday=weekday)
    return replace(date, weekday=weekday, conflict="weekday")


def _conflict(date: DateWords, other: DateWords) -> str:
    """Return what contradicts a date with its year: its weekday, or the same day in the other calendar."""
    if date.kind == "stated" and date.year and other.kind == "hijri" and not date.conflict:
        is_known = convert_hijri(other.year, other.month, other.day) is not None
        return "calendars" if is_known and not _is_one_day(date, other) else ""
    return date.conflict or other.conflict


def _is_one_day(first: DateWords, second: DateWords) -> bool:
    """Return whether a Hijri date and another with its year name the same day."""
    hijri, other = (first, second) if first.kind == "hijri" else (second, first)
    day, other_day = convert_hijri(hijri.year, hijri.month, hijri.day), make_day(other.year, other.month, other.day)
    return day is not None and other_day is not None and abs((day - other_day).days) <= _MAX_DAYS_BETWEEN_CALENDARS


def _join_near(joined: DateWords, first: DateWords, second: DateWords) -> DateWords | None:
    """Join "أمس" and "الجمعة"; a weekday that has a direction ("الماضي") is another day."""
    relative, day = (first, second) if first.kind == "relative" else (second, first)
    if day.direction:
        return None
    return replace(joined, kind="weekday", weekday=day.weekday, offset=relative.offset)
