"""Repair of what the pages of a PDF file add to its text: page numbers, and the same header or footer on each page.

The head of the first page stays, since the headline and the date of a report are repeated on its other pages.
"""

import itertools
import re
from collections import Counter

from meetings.text.repair.layers import Changed, Edit, apply_edits

MAX_EDGE_LINES = 2  # of a page, among which headers and footers are
MAX_EDGE_CHARACTERS = 80
MIN_SHARE_OF_PAGES = 0.5  # that have the same header or footer
_LINE = re.compile(r"[^\s][^\n\r\f]*")
_WORD = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:صفحة|الصفحة|ص|page|p\.?)?\s?[-–—(\[]{0,2}\s?\d{1,3}\s?(?:(?:من|of|/)\s?\d{1,3})?\s?[-–—)\]]{0,2}",
    re.IGNORECASE,
)
Span = tuple[int, int]


def repair_pages(text: str) -> Changed | None:
    """Remove headers, footers and page numbers around the form feeds between pages, so that no sentence ends there."""
    bodies = _find_bodies(text) if "\f" in text else []
    edits = [Edit(before[1], after[0], "\n") for before, after in itertools.pairwise(bodies)]
    if bodies:
        edits = [Edit(0, bodies[0][0]), *edits, Edit(bodies[-1][1], len(text))]
    return apply_edits(text, [edit for edit in edits if edit.end > edit.start])


def _find_bodies(text: str) -> list[Span]:
    """Return what is between the header and the footer of each page."""
    pages = [page for page in _split_pages(text) if page]
    seen = Counter(key for page in pages for key in {_key(text, line) for line in _edges(page)})
    bodies: list[Span] = []
    for page in pages:
        edges = _edges(page) if bodies else _edges(page)[MAX_EDGE_LINES:]
        furniture = {line for line in edges if _is_repeated(text, line, seen, len(pages))}
        furniture |= {line for line in _edges(page) if _NUMBER.fullmatch(text[slice(*line)].strip())}
        if body := [line for line in page if line not in furniture]:
            bodies.append((body[0][0], body[-1][1]))
    return bodies


def _split_pages(text: str) -> list[list[Span]]:
    """Return the lines with text of each page."""
    start, pages = 0, []
    for page in text.split("\f"):
        pages.append([(start + line.start(), start + line.end()) for line in _LINE.finditer(page)])
        start += len(page) + 1
    return pages


def _edges(page: list[Span]) -> list[Span]:
    """Return the first and the last lines of a page."""
    return [*page[:MAX_EDGE_LINES], *page[MAX_EDGE_LINES:][-MAX_EDGE_LINES:]]


def _key(text: str, line: Span) -> str:
    """Return a line without its numbers, which differ from page to page; a line of numbers alone stays as it is."""
    words = text[slice(*line)].strip()
    return _DIGITS.sub("#", words) if _WORD.search(words) else words


def _is_repeated(text: str, line: Span, seen: Counter[str], pages: int) -> bool:
    is_common = seen[_key(text, line)] >= max(2, MIN_SHARE_OF_PAGES * pages)
    return is_common and len(text[slice(*line)].strip()) <= MAX_EDGE_CHARACTERS
