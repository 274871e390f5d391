"""Periods in a query: years, months, days, and words such as "since 2019", "قبل 2020", "last month"."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from meetings import gazetteer
from meetings.search.query.aliases import load_aliases
from meetings.text.months import find_month
from meetings.text.tokens import fold_words
from meetings.text.typed_dates import DaySpan, NotADateError, read_days

_AND = "و"
MAX_DATE_WORDS = 6  # "الثالث من تشرين الثاني عام 2023"


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A period: the days from `first` to `last` (None: without a limit), or a month of any year."""

    first: date | None = None
    last: date | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period and its words: numbers of the first word and of the one behind the last."""

    start: int
    end: int
    period: AskedPeriod


@dataclass(frozen=True, slots=True)
class _Span:
    """Days with a first and a last one, and the number of the word behind theirs."""

    end: int
    days: DaySpan


@cache
def _load_phrases() -> dict[tuple[str, ...], str]:
    """Return {folded words: kind} of `search_periods.tsv`."""
    found: dict[tuple[str, ...], str] = {}
    for row in gazetteer.load_rows("search_periods"):
        found |= {tuple(fold_words(words)): row["kind"] for words in gazetteer.split_values(row["words"])}
    return found


class PeriodReader:
    """A reader of the periods in the words of a query."""

    def __init__(self, words: Sequence[str], get_text: Callable[[int, int], str], today: date) -> None:
        """Set up the reader.

        Args:
            words: The folded words.
            get_text: A function that returns the typed text from one word to before another one.
            today: The day from which "last month" is counted.
        """
        self.words = words
        self.get_text = get_text
        self.today = today

    def read(self, start: int) -> PeriodWords | None:
        """Return the period that begins at a word; None where none begins there."""
        if found := self._read_between(start) or self._read_open(start):
            return found
        if span := self._read_span(start, leads=True) or self._read_counted(start):
            return PeriodWords(start, span.end, AskedPeriod(span.days.first, span.days.last))
        return self._read_month(start)

    def _find_kind(self, start: int, *kinds: str) -> tuple[str, int] | None:
        """Return (kind, number of words) of the longest phrase of the table at a word."""
        for size in range(min(4, len(self.words) - start), 0, -1):
            kind = _load_phrases().get(tuple(self.words[start : start + size]))
            if kind in kinds:
                return kind, size
        return None

    def _read_between(self, start: int) -> PeriodWords | None:
        lead = self._find_kind(start, "between")
        first = self._read_span(start + lead[1]) if lead else None
        if first is None:
            return None
        joined = self._find_kind(first.end, "and")
        at = first.end + (joined[1] if joined else 0)
        last = self._read_span(at) or self._read_joined(at)
        if last is None:
            return None
        return PeriodWords(start, last.end, AskedPeriod(first.days.first, last.days.last))

    def _read_joined(self, at: int) -> _Span | None:
        """Return the days behind a written-on "و": the tokeniser divides "و2021" into two words, not "وأيار"."""
        if at >= len(self.words) or not self.words[at].startswith(_AND):
            return None
        if self.words[at] == _AND:
            return self._read_span(at + 1)
        for size in range(min(MAX_DATE_WORDS, len(self.words) - at), 0, -1):
            if days := read_typed_days(self.get_text(at, at + size).removeprefix(_AND)):
                return _Span(at + size, days)
        return None

    def _read_open(self, start: int) -> PeriodWords | None:
        lead = self._find_kind(start, "before", "after", "since", "until")
        if lead is None:
            return None
        at = start + lead[1]
        found = self._read_span(at, leads=True) or self._read_counted(at)
        if found is None:
            return None
        one_day = timedelta(days=1)
        opened = {
            "before": AskedPeriod(last=found.days.first - one_day),
            "after": AskedPeriod(first=found.days.last + one_day),
            "since": AskedPeriod(first=found.days.first),
            "until": AskedPeriod(last=found.days.last),
        }
        return PeriodWords(start, found.end, opened[lead[0]])

    def _read_span(self, start: int, *, leads: bool = False) -> _Span | None:
        """Return the days that a day, a month with its year, or a year names; with `leads` also behind "في عام"."""
        for size in range(min(MAX_DATE_WORDS, len(self.words) - start), 0, -1):
            if days := read_typed_days(self.get_text(start, start + size)):
                return _Span(start + size, days)
        lead = self._find_kind(start, "lead") if leads else None
        return self._read_span(start + lead[1]) if lead else None

    def _read_counted(self, start: int) -> _Span | None:
        found = self._find_kind(start, *_COUNTED)
        if found is None:
            return None
        kind, size = found
        return _Span(start + size, DaySpan(*_COUNTED[kind](self.today)))

    def _read_month(self, start: int) -> PeriodWords | None:
        """Return the month of any year that a month's name alone means."""
        lead = self._find_kind(start, "lead")
        at = start + (lead[1] if lead else 0)
        for size in (2, 1):
            if at + size > len(self.words):
                continue
            name = " ".join(self.words[at : at + size])
            month = find_month(name)
            if month and (lead or name not in load_aliases().unclear):
                return PeriodWords(start, at + size, AskedPeriod(month=month))
        return None


def is_telling(word: str) -> bool:
    """Return whether a folded word of a period says which one it is: "2017" and "نوفمبر", not "عام" or "since"."""
    return (word,) not in _load_phrases() and (word.isdecimal() or len(word) > 2)


def read_typed_days(text: str, today: date | None = None) -> DaySpan | None:
    """Return the days that a text names, counted from `today` where it says "أمس" or "last month"; None for others."""
    if today and (kind := _load_phrases().get(tuple(fold_words(text)))) in _COUNTED:
        return DaySpan(*_COUNTED[kind](today))
    try:
        return read_days(text)
    except NotADateError:
        return None


def _find_week(today: date, weeks_ago: int) -> tuple[date, date]:
    """Return the days of a week, which begins on Sunday."""
    first = today - timedelta(days=(today.weekday() + 1) % 7 + 7 * weeks_ago)
    return first, first + timedelta(days=6)


def _find_month_days(today: date, months_ago: int) -> tuple[date, date]:
    year, month = divmod(today.year * 12 + today.month - 1 - months_ago, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _find_year_days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


_COUNTED: dict[str, Callable[[date], tuple[date, date]]] = {
    "today": lambda today: (today, today),
    "yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
    "this-week": lambda today: _find_week(today, 0),
    "last-week": lambda today: _find_week(today, 1),
    "this-month": lambda today: _find_month_days(today, 0),
    "last-month": lambda today: _find_month_days(today, 1),
    "this-year": lambda today: _find_year_days(today.year),
    "last-year": lambda today: _find_year_days(today.year - 1),
}
