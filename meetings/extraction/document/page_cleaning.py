"""The lines of a page and their roles: headline, date and body of the report, or noise.

Noise is navigation, related headlines, counters, tags, tables and a second article under the first. The cleaning marks
lines and does not remove them, so that every offset stays true. A line ends at a line break, a tab or a run of three
spaces, since some pages have their whole text on one line.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from meetings.extraction.document.page_lines import (
    PAGE_WORD,
    SENTENCE_ENDS,
    PageLine,
    find_marker,
    full_date,
    is_sentence,
    read_dates_of_line,
)
from meetings.extraction.document.page_noise import NOISE, LineReading, read_prose
from meetings.text.date_words import DateWords, find_dates
from meetings.text.dates import resolve

MAX_HEADER_LINES = 12  # in which a report's date line is
_BREAK = re.compile(r"\s*[\n\r\t]\s*|\s{3,}")
_MARK = re.compile(r"\s?م?\s?(?:[\w.]+\s?){0,2}[/(\-–—:|]")
_DASH = re.compile(r"\s?[-–—]{1,3}\s?|\)\s?:\s?")


@dataclass(slots=True)
class CleanedPage:
    """The lines of a folded text, and the facts about the report itself."""

    lines: list[PageLine] = field(default_factory=list)
    headline: PageLine | None = None
    published: dt.date | None = None
    published_span: tuple[int, int] | None = None  # folded offsets
    printed_weekday: int | None = None


def lines(folded: str) -> list[PageLine]:
    """Return the non-empty lines of a folded text."""
    found, start = [], 0
    for match in [*_BREAK.finditer(folded), None]:
        end = match.start() if match else len(folded)
        text = folded[start:end]
        left = len(text) - len(text.lstrip())
        text = text.strip()
        if text:
            begin = start + left
            found.append(PageLine(begin, begin + len(text), text, words=len(PAGE_WORD.findall(text))))
        start = match.end() if match else end
    return found


def clean(folded: str) -> CleanedPage:
    """Return the page of a folded text, with the roles of its lines."""
    page = CleanedPage(lines(folded))
    _drop_furniture(page)
    _read_header(page)
    _drop_second_article(page)
    _drop_headline_lists(page)
    _find_headline(page)
    _find_subheads(page)
    return page


def _drop_furniture(page: CleanedPage) -> None:
    """Mark tables, counters, navigation and lines of markers as noise."""
    reading = LineReading()
    for line in page.lines:
        reading.line = line
        if NOISE.holds(reading):
            line.role = "noise"
        else:
            read_prose(reading)


def _read_header(page: CleanedPage) -> None:
    """Find the report's own date.

    Search the first lines for one that contains little but a date, or that says when the page was published or updated;
    then the agency's line before the first sentence; then a date line at the very end. Headlines of other articles at
    the end may have dates in them, and do not count.
    """
    body = [line for line in page.lines if line.role == "body"]
    _read_dates(page, body[:MAX_HEADER_LINES])
    if page.published is None:
        _read_dateline(page, body[:4])
    if page.published is None:
        _read_dates(page, body[-3:])


def _read_dateline(page: CleanedPage, body: list[PageLine]) -> None:
    """Find a date among places and agencies in the first lines."""
    for line in body:
        date = find_agency_date(line.text)
        if date is not None:
            _take(page, line, date)
            return


def find_agency_date(folded: str) -> DateWords | None:
    """Return the date among places and agencies with which a line begins.

    Such as "الرباط 25 غشت 2022 / وكالة / ...", "بكين 14 يونيو 2023 (وكالة) ...".
    """
    date = full_date(folded[:100])
    if date is None or len(PAGE_WORD.findall(folded[: date.start])) > 9 or find_marker(folded, "updated"):
        return None
    return date if _MARK.match(folded, date.end) else None


def _read_dates(page: CleanedPage, body: list[PageLine]) -> None:
    """Find the date in lines that contain little but dates, or that begin by saying that a date follows."""
    for line in body:
        stated = sorted(read_dates_of_line(line.text), key=lambda one: one.kind == "updated")
        date = stated[0].words if stated else _marked_date(line)
        if date is None:
            continue
        if page.published is None:
            _take(page, line, date)
        if stated or line.words <= 12:
            line.role = "dateline"


def _marked_date(line: PageLine) -> DateWords | None:
    """Return the date after "آخر تحديث" at the beginning of a line that has the report behind it.

    Only words of date lines come before it: "نشرت الوزارة في 14 مارس بيانا" is prose.
    """
    if not find_marker(line.text, "updated"):
        return None
    dates = [date for date in find_dates(line.text[:120]) if date.kind in ("stated", "hijri") and date.year]
    return dates[0] if dates and read_dates_of_line(line.text[: dates[0].end]) else None


def _take(page: CleanedPage, line: PageLine, date: DateWords) -> None:
    page.published = resolve(date, None).day
    page.published_span = (line.start + date.start, line.start + date.end)


def _drop_second_article(page: CleanedPage) -> None:
    """Mark the lines after a later "last updated" line as noise: they are another article."""
    seen, prose = 0, True
    for index, line in enumerate(page.lines):
        if line.role == "noise" or _marked_date(line) is None:
            prose = prose or (line.role == "body" and is_sentence(line))
            continue
        seen, prose = seen + prose, False
        if seen > 1:
            for later in page.lines[index:]:
                later.role = "noise"
            return


def _drop_headline_lists(page: CleanedPage) -> None:
    """Mark three headlines or more at the end as noise: they are links to other articles."""
    body = [line for line in page.lines if line.role == "body"]
    tail = []
    for line in reversed(body):
        if line.text.endswith((".", ":")) or line.words > 20:
            break
        tail.append(line)
    listed = len(body) > len(tail) and body[-len(tail) - 1].text.endswith(":") if tail else False
    if len(tail) >= 3 and len(body) > len(tail) and not listed:
        for line in tail:
            line.role = "noise"


def _find_headline(page: CleanedPage) -> None:
    """Find the headline: the first line of the report, if it is short and does not end in a full stop."""
    body = [line for line in page.lines if line.role in ("body", "dateline")]
    for position, line in enumerate(body[:3]):
        if line.role == "dateline" or line.words < 3:
            continue
        if line.words <= 28 and not line.text.endswith(".") and len(body) > 1:
            line.role = "headline"
            page.headline = line
            return
        if position == 0 and line.words > 20:
            continue  # a line above the headline
        return


def _find_subheads(page: CleanedPage) -> None:
    """Mark short lines without a full stop between paragraphs: subheads, or links set into the text."""
    body = [line for line in page.lines if line.role == "body"]
    sentences = [line for line in body if line.text.endswith((".", '"', "”", "»"))]
    for position, line in enumerate(body):
        if (
            line.words <= 14
            and not line.text.endswith(SENTENCE_ENDS)
            and len(sentences) * 2 >= len(body)
            and position < len(body) - 1
        ):
            line.role = "subhead"
        elif line.words <= 1:
            line.role = "noise"


def find_prose_start(line: PageLine, begin: int = 0) -> int:
    """Return where the prose of a body line begins: after "دبي، الإمارات (CNN) –" or "بغداد/الوكالة-".

    Return 0 if the line has no such prefix.
    """
    match = _DASH.search(line.text, begin + 2, begin + 90)
    if not match:
        return 0
    before = line.text[begin : match.start()]
    if len(PAGE_WORD.findall(before)) > 9 or ("." in before.strip(". ")[:-1] and "/" not in before):
        return 0
    return match.end()
