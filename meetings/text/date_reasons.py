"""Reasons for the day of a meeting: a code, the report's words, and the day they are counted from. No Django here.

Records keep the reason as an Arabic sentence, which an editor may replace by another. The sentences of the table
are read back, so that each page says the reason in its language and shows the words as the report spells them.
"""

import datetime as dt
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from meetings.text.calendars import make_day
from meetings.text.date_words import DateWords, find_dates
from meetings.text.fold import fold
from meetings.text.tables import read_table, split_values

_PARTS = {"words": r"(?P<words>[^؛;]{1,80}?)", "day": r"(?P<day>[^؛;]{6,40}?)"}
_BRACKETS = re.compile(r"[()]")


@dataclass(frozen=True, slots=True)
class DateReason:
    """Why a day is that of a meeting: a code of `date_reasons.tsv`, words of the report, and a day of publication."""

    code: str
    words: str = ""
    day: dt.date | None = None


@functools.cache
def list_reason_codes() -> tuple[str, ...]:
    """Return the codes of the reasons."""
    return tuple(_sentences())


def write_reason(code: str, words: str = "", day: dt.date | None = None) -> str:
    """Return the Arabic sentence of a reason."""
    return _sentences()[code][0].format(words=words, day=format_date(day) if day else "")


def read_reason(sentence: str) -> DateReason | None:
    """Return the reason that a sentence of the table gives; None where an editor wrote the sentence."""
    for code, pattern in _patterns():
        match = pattern.fullmatch(sentence.strip())
        if match is None:
            continue
        found = match.groupdict()
        day = _day(found["day"]) if "day" in found else None
        if day or "day" not in found:
            return DateReason(code, found.get("words", ""), day)
    return None


def format_date(day: dt.date) -> str:
    """Return a date as the sentences print it: 10.06.2021."""
    return day.strftime("%d.%m.%Y")


@functools.cache
def _sentences() -> dict[str, list[str]]:
    table = read_table(Path(__file__).with_name("date_reasons.tsv"))
    return {row["code"]: split_values(row["text"]) for row in table}


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, _pattern(text)) for code, texts in _sentences().items() for text in texts)


def _pattern(text: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(words|day)\}", text)
    return re.compile("".join(_PARTS.get(piece, re.escape(piece)) for piece in pieces))


def _day(text: str) -> dt.date | None:
    """Return the one full day that a part of a sentence is: "الاثنين 22 نيسان 2019", "20.04.2019"."""
    folded = _BRACKETS.sub(" ", fold(text)).strip()
    dates = find_dates(folded)
    return _make(dates[0]) if len(dates) == 1 and dates[0].end - dates[0].start == len(folded) else None


def _make(date: DateWords) -> dt.date | None:
    return make_day(date.year, date.month, date.day) if date.kind == "stated" else None
