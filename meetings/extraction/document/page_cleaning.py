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
    find_full_date,
    find_marker,
    is_sentence,
    read_dates_of_line,
)
from meetings.extraction.document.page_noise import NOISE, LineReading, read_prose
from meetings.text.date_lines import LineDate
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
    changed: tuple[PageLine, DateWords] | None = None  # the day of the last change, above the report
    # Folded offsets of further articles, which have their own date lines, with these days.
    next_articles: list[tuple[int, dt.date | None]] = field(default_factory=list)

    def get_day_at(self, offset: int, published: dt.date | None) -> dt.date | None:
        """Return the day of publication of the article at a folded `offset`, where that of the first is `published`."""
        days = [day for start, day in self.next_articles if start <= offset]
        return days[-1] if days else published

    def leave_days_to_source(self) -> None:
        """Forget the days of further articles: the source states one day, and no line of the text is asked."""
        self.next_articles = [(start, None) for start, _ in self.next_articles]


def split_lines(folded: str) -> list[PageLine]:
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
    page = CleanedPage(split_lines(folded))
    _drop_furniture(page)
    _read_header(page)
    _drop_second_article(page)
    _find_next_articles(page)
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

    Search the lines before the report's prose for one that contains little but a date, or that says when the page was
    published; then the agency's line before the first sentence; then a last line right behind the prose that says when
    the report was published, or a date under the office that signs it. Dates of other articles below do not count, nor
    does the day of the last change.
    """
    body = [line for line in page.lines if line.role == "body"]
    _read_dates(page, _list_header(body))
    if page.published is None:
        _read_dateline(page, body[:4])
    if page.published is None:
        _read_footer(page, body)
    if page.published is None and page.changed and _agrees_with_weekdays(page.changed[1], body):
        _take(page, *page.changed)


def _agrees_with_weekdays(change: DateWords, body: list[PageLine]) -> bool:
    """Return whether "yesterday, Friday" in the report was a Friday on the day before the change.

    Then the change was made on the day of the report, as most are. Without such words nothing says so.
    """
    day = resolve(change, None).day
    said = [
        (date.weekday, date.offset)
        for line in body
        for date in find_dates(line.text)
        if date.weekday is not None and date.offset is not None
    ]
    return day is not None and bool(said) and all((day.weekday() + offset) % 7 == weekday for weekday, offset in said)


def _list_header(body: list[PageLine]) -> list[PageLine]:
    """Return the first lines, up to the prose: its first sentence may be a summary above the date."""
    sentences = [number for number, line in enumerate(body) if _is_prose(line)]
    end = sentences[1] if len(sentences) > 1 else sentences[0] if sentences else len(body)
    return body[: min(end + 1, MAX_HEADER_LINES)]


def _is_prose(line: PageLine) -> bool:
    return is_sentence(line) and not read_dates_of_line(line.text)


def _read_footer(page: CleanedPage, body: list[PageLine]) -> None:
    """Find the date in the very last line, where the line before shows that it is the report's own."""
    if len(body) < 2 or page.lines[-1] is not body[-1]:
        return
    is_signed = find_marker(body[-2].text, "signature") is not None
    for stated in read_dates_of_line(body[-1].text):
        if (is_signed and stated.kind == "plain") or (is_sentence(body[-2]) and stated.kind == "published"):
            _take(page, body[-1], stated.words)
            body[-1].role = "dateline"
            return


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
    date = find_full_date(folded[:100])
    if date is None or len(PAGE_WORD.findall(folded[: date.start])) > 9 or find_marker(folded, "dated"):
        return None
    return date if _MARK.match(folded, date.end) else None


def _read_dates(page: CleanedPage, body: list[PageLine]) -> None:
    """Find the date in lines that contain little but dates, or that begin by saying that a date follows."""
    for line in body:
        in_line = read_dates_of_line(line.text)
        stated = in_line or _marked_dates(line)
        days = [one.words for one in stated if one.kind != "updated"]
        if page.published is None and days:
            _take(page, line, days[0])
        if stated and not days and page.changed is None:
            page.changed = line, stated[0].words
        if in_line or (stated and line.words <= 12):
            line.role = "dateline"


def _marked_dates(line: PageLine) -> list[LineDate]:
    """Return the date after "نشر في" or "آخر تحديث" at the beginning of a line that has the report behind it.

    Only words of date lines come before it: "نشرت الوزارة في 14 مارس بيانا" is prose.
    """
    if not find_marker(line.text, "dated"):
        return []
    dates = [date for date in find_dates(line.text[:120]) if date.kind in ("stated", "hijri") and date.year]
    return read_dates_of_line(line.text[: dates[0].end]) if dates else []


def _take(page: CleanedPage, line: PageLine, date: DateWords) -> None:
    page.published = resolve(date, None).day
    page.published_span = (line.start + date.start, line.start + date.end)


def _drop_second_article(page: CleanedPage) -> None:
    """Mark the lines after a later "last updated" line as noise: they are another article."""
    seen, prose = 0, True
    for index, line in enumerate(page.lines):
        if line.role == "noise" or not _marked_dates(line):
            prose = prose or (line.role == "body" and is_sentence(line))
            continue
        seen, prose = seen + prose, False
        if seen > 1:
            for later in page.lines[index:]:
                later.role = "noise"
            return


def _find_next_articles(page: CleanedPage) -> None:
    """Find further articles: a date line below the prose, with its headline before it and prose behind it."""
    body = [line for line in page.lines if line.role in ("body", "dateline")]
    prose = [number for number, line in enumerate(body) if line.role == "body" and _is_prose(line)]
    for number, line in enumerate(body):
        if line.role == "dateline" or not prose or not prose[0] < number < prose[-1]:
            continue
        days = [one.words for one in read_dates_of_line(line.text) if one.kind != "updated"]
        if days:
            has_headline = number - 1 not in prose
            start = body[number - 1].start if has_headline else line.start
            page.next_articles.append((start, resolve(days[0], None).day))
            line.role = "dateline"


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
