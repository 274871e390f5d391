"""One line of a page, and the facts that its words alone give."""

import functools
import re
from dataclasses import dataclass

from meetings.gazetteer import load_rows, split_values
from meetings.text.date_lines import LineDate, is_range, load_line_words, read_date_line
from meetings.text.date_words import DateWords, find_dates
from meetings.text.fold import fold

PAGE_WORD = re.compile(r"[^\W\d_]+")
SENTENCE_ENDS = (".", "!", "?", '"', "”", "»", ":", "…")
MAX_HEADING_WORDS = 18  # a longer line is prose
MAX_RANGE_CHARACTERS = 60  # in which a range of days stands for a date line


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
    """Return the words around the report on pages, by kind; `dated` are those of publication and of changes."""
    around = {
        kind: tuple(
            fold(word) for row in load_rows("noise") if row["kind"] == kind for word in split_values(row["words"])
        )
        for kind in ("related", "end", "line", "signature")
    }
    return {**around, "dated": (*load_line_words("published"), *load_line_words("updated"))}


@functools.cache
def _date_line_names() -> frozenset[str]:
    """Return the folded names of cities and outlets, which date lines contain beside their date."""
    tables = (("places", ("name_ar", "names")), ("outlets", ("name_ar", "name_en", "names")))
    names = {
        " ".join(PAGE_WORD.findall(fold(name)))
        for table, columns in tables
        for row in load_rows(table)
        for column in columns
        for name in split_values(row[column])
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


def find_full_date(text: str) -> DateWords | None:
    """Return the first date of `text` that states its year; none where days from one to another begin the text."""
    if is_range(text[:MAX_RANGE_CHARACTERS]):
        return None
    return next((date for date in find_dates(text) if date.kind == "stated" and date.year), None)
