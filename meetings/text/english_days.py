"""English words of days in the archive's own texts, where `find_dates` reads only dates in full. No Django here.

A report's page has English words around the Arabic text, which say nothing about its meeting, so the readers of reports
leave them out: a weekday ("on Thursday"), and a day of a month in the American order without a year ("the March 13
talks").
"""

import functools
import re
from pathlib import Path

from meetings.text.date_words import DateWords
from meetings.text.tables import read_table, split_values


def find_english_days(folded: str) -> list[DateWords]:
    """Find the English weekdays and the days of a month without a year in folded text, in order."""
    found = []
    for match in _pattern().finditer(folded):
        if match["weekday"]:
            weekday = _numbers("weekday")[match["weekday"]]
            found.append(DateWords(match.start(), match.end(), match.group(), "weekday", weekday=weekday))
        else:
            month, day = _numbers("month")[match["month"]], int(match["day"])
            found.append(DateWords(match.start(), match.end(), match.group(), "stated", day=day, month=month))
    return found


@functools.cache
def _numbers(kind: str) -> dict[str, int]:
    """Return the English names of weekdays or months with their numbers."""
    if kind == "weekday":
        table = read_table(Path(__file__).with_name("english_days.tsv"))
        return {word: int(row["weekday"]) for row in table for word in split_values(row["words"])}
    months = read_table(Path(__file__).with_name("months.tsv"))
    return {
        name: int(row["month"]) for row in months if row["calendar"] == "english" for name in split_values(row["names"])
    }


@functools.cache
def _pattern() -> re.Pattern[str]:
    weekdays, months = ("|".join(sorted(_numbers(kind), key=len, reverse=True)) for kind in ("weekday", "month"))
    return re.compile(
        rf"\b(?:(?P<weekday>{weekdays})\b"
        rf"|(?P<month>{months})\.?\s(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?\b(?!,?\s(?:19|20)\d\d))"
    )
