"""One line of a page, and the facts that its words alone give."""

import functools
import re
from dataclasses import dataclass

from meetings.gazetteer import rows, values
from meetings.text.date_lines import LineDate, line_words, read_date_line
from meetings.text.date_words import DateWords, find_dates
from meetings.text.fold import fold

PAGE_WORD = re.compile(r"[^\W\d_]+")
SENTENCE_ENDS = (".", "!", "?", '"', "”", "»", ":", "…")
MAX_HEADING_WORDS = 18  # a longer line is prose


@dataclass(slots=True)
class PageLine:
    """A line of the folded text: offsets, and its role: headline, body, dateline, updated, noise."""

    start: int
    end: int
    text: str
    role: str = "body"
    words: int = 0


@functools.cache
def _markers() -> dict[str, tuple[str, ...]]:
    """Return the words around the report on pages, by kind: related, end, line, updated."""
    around = {
        kind: tuple(fold(word) for row in rows("noise") if row["kind"] == kind for word in values(row["words"]))
        for kind in ("related", "end", "line")
    }
    return {**around, "updated": (*line_words("published"), *line_words("updated"))}


@functools.cache
def _date_line_names() -> frozenset[str]:
    """Return the folded names of cities and outlets, which date lines contain beside their date."""
    tables = (("places", ("name_ar", "names")), ("outlets", ("name_ar", "name_en", "names")))
    names = {
        " ".join(PAGE_WORD.findall(fold(name)))
        for table, columns in tables
        for row in rows(table)
        for column in columns
        for name in values(row[column])
    }
    return frozenset(names - {""})


def read_dates_of_line(folded: str) -> list[LineDate]:
    """Return the days that a folded line states which contains little but dates, cities and outlets."""
    return read_date_line(folded, _date_line_names())


def is_sentence(line: PageLine) -> bool:
    """Return whether a line is prose: it ends like a sentence, or is long."""
    return line.text.endswith(SENTENCE_ENDS) or line.words > MAX_HEADING_WORDS


def find_marker(text: str, kind: str) -> str | None:
    """Return the marker of `kind` that `text` begins with, if any."""
    bare = text.lstrip("•●▪*×►»«-–—/ \u00a0[(|0123456789")
    for marker in _markers()[kind]:
        if bare.startswith(marker) and not bare[len(marker) : len(marker) + 1].isalpha():
            return marker
    return None


def full_date(text: str) -> DateWords | None:
    """Return the first date of `text` that states its year."""
    return next((date for date in find_dates(text) if date.kind == "stated" and date.year), None)
