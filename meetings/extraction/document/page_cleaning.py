"""What of a page is the report: headline, header date, body; and what is not: navigation, related headlines, counters,
tags, tables, a second article under the first. Nothing is cut out, only marked, so that every offset stays true.

A line is what stands between line breaks, tabs or runs of three spaces (some pages keep their whole text on one
line).
"""

import datetime as dt
import functools
import re
from dataclasses import dataclass, field

from meetings.gazetteer import rows, values
from meetings.text.dates import DateWords, find_dates, resolve
from meetings.text.fold import fold

_BREAK = re.compile(r"\s*[\n\r\t]\s*|\s{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_END = (".", "!", "?", '"', "”", "»", ":", "…")
_ITEMS = ("•", "●", "-", "–", "*")
_MARK = re.compile(r"\s?م?\s?(?:[\w.]+\s?){0,2}[/(\-–—:|]")
_DASH = re.compile(r"\s?[-–—]{1,3}\s?|\)\s?:\s?")


@dataclass(slots=True)
class PageLine:
    """A line of the folded text: offsets, and its role: headline, body, dateline, updated, noise."""

    start: int
    end: int
    text: str
    role: str = "body"
    words: int = 0


@dataclass(slots=True)
class CleanedPage:
    """The lines of a folded text, and what they say of the report itself."""

    lines: list[PageLine] = field(default_factory=list)
    headline: PageLine | None = None
    published: dt.date | None = None
    published_span: tuple[int, int] | None = None  # folded offsets
    printed_weekday: int | None = None


@functools.cache
def _markers() -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(fold(word) for row in rows("noise") if row["kind"] == kind for word in values(row["words"]))
        for kind in ("related", "end", "line", "updated")
    }


def lines(folded: str) -> list[PageLine]:
    """The non-empty lines of a folded text."""
    found, start = [], 0
    for match in [*_BREAK.finditer(folded), None]:
        end = match.start() if match else len(folded)
        text = folded[start:end]
        left = len(text) - len(text.lstrip())
        text = text.strip()
        if text:
            begin = start + left
            found.append(PageLine(begin, begin + len(text), text, words=len(_WORD.findall(text))))
        start = match.end() if match else end
    return found


def clean(folded: str) -> CleanedPage:
    """The page of a folded text, its lines given their roles."""
    page = CleanedPage(lines(folded))
    _drop_furniture(page)
    _read_header(page)
    _drop_second_article(page)
    _drop_headline_lists(page)
    _find_headline(page)
    _find_subheads(page)
    return page


def _is_sentence(line: PageLine) -> bool:
    return line.text.endswith(_END) or line.words > 18


def _starts(text: str, kind: str) -> str | None:
    """The marker of `kind` that the line begins with, if any."""
    bare = text.lstrip("•●▪*×►»«-–—/ \u00a0[(|0123456789")
    for marker in _markers()[kind]:
        if bare.startswith(marker) and not bare[len(marker) : len(marker) + 1].isalpha():
            return marker
    return None


def _drop_furniture(page: CleanedPage) -> None:
    """Tables, counters, navigation, lines of markers."""
    ended = False
    related = 0
    seen_body = listing = False
    for line in page.lines:
        text = line.text
        if (
            ended
            or (text.count("|") >= 2 and not _full_date(text[:80]))
            or set(text) <= set("-|: ")
            or text.startswith(("content=", "<", "http", "www."))
            or text.endswith("/>")
            or (line.words == 0 and not re.search(r"\d{4}", text))
        ):
            line.role = "noise"
        elif (marker := _starts(text, "end")) and line.words <= 12:
            line.role = "noise"
            ended = seen_body and marker != fold("آخر المقالات")
        elif marker := _starts(text, "related"):
            line.role = "noise"
            related = 0 if len(text) > len(marker) + 8 else 2
        elif (marker := _starts(text, "line")) and line.words <= 6:
            line.role = "noise"
        elif related and not _is_sentence(line):
            line.role, related = "noise", related - 1
        else:
            related = 0
            seen_body = seen_body or line.words > 18
            if text.startswith("•") and not _is_sentence(line) and not find_dates(text) and not listing:
                line.role = "noise"
            listing = text.endswith(":") or (listing and text.startswith(_ITEMS))


def _read_header(page: CleanedPage) -> None:
    """The report's own date: the first line that is a date and little else, or says that it was updated; else the date
    of the agency's line before the first sentence; else a line at the very end."""
    body = [line for line in page.lines if line.role == "body"]
    _read_dates(page, body[:12])
    if page.published is None:
        _read_dateline(page, body[:4])
    if page.published is None:
        _read_dates(page, body[-3:])


def _read_dateline(page: CleanedPage, body: list[PageLine]) -> None:
    """ "الرباط 25 غشت 2022 / وكالة / ...", "بكين 14 يونيو 2023 (وكالة) ...": a date among the places and agencies."""
    for line in body:
        date = _full_date(line.text[:100])
        if date is None or len(_WORD.findall(line.text[: date.start])) > 9:
            continue
        if _MARK.match(line.text, date.end) and not _starts(line.text, "updated"):
            page.published = resolve(date, None).day
            page.published_span = (line.start + date.start, line.start + date.end)
            return


def _read_dates(page: CleanedPage, body: list[PageLine]) -> None:
    for line in body:
        updated = _starts(line.text, "updated")
        head = line.text[:120]
        dates = [date for date in find_dates(head) if date.kind in ("stated", "hijri") and date.year]
        if not dates:
            continue
        date = dates[0]
        rest = len(_WORD.findall(head[: date.start] + head[date.end :]))
        alone = line.words <= 12 and rest <= 8 and not _starts_like_prose(line)
        if not updated and not alone:
            continue
        if page.published is None:
            page.published = resolve(date, None).day
            page.published_span = (line.start + date.start, line.start + date.end)
        if alone or (updated and line.words <= 12):
            line.role = "dateline"


def _starts_like_prose(line: PageLine) -> bool:
    """A short sentence with a date in it is prose; a dateline does not end in a full stop."""
    return line.text.endswith(".") and line.words > 6


def _drop_second_article(page: CleanedPage) -> None:
    """A later "last updated" line opens another article: nothing from there on belongs to this one."""
    seen, prose = 0, True
    for index, line in enumerate(page.lines):
        if line.role == "noise" or not _starts(line.text, "updated") or not _full_date(line.text[:80]):
            prose = prose or (line.role == "body" and _is_sentence(line))
            continue
        seen, prose = seen + prose, False
        if seen > 1:
            for later in page.lines[index:]:
                later.role = "noise"
            return


def _full_date(text: str) -> DateWords | None:
    return next((date for date in find_dates(text) if date.kind == "stated" and date.year), None)


def _drop_headline_lists(page: CleanedPage) -> None:
    """Three headlines or more at the end, one after another, are links to other articles."""
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
    """The first line of the report, where it is a headline; a line that repeats it is its echo."""
    body = [line for line in page.lines if line.role in ("body", "dateline")]
    for position, line in enumerate(body[:3]):
        if line.role == "dateline" or line.words < 3:
            continue
        if line.words <= 28 and not line.text.endswith(".") and len(body) > 1:
            line.role = "headline"
            page.headline = line
            return
        if position == 0 and line.words > 20:
            continue  # a standfirst above the headline
        return


def _find_subheads(page: CleanedPage) -> None:
    """Short lines without a full stop between paragraphs are subheads or links set into the text."""
    body = [line for line in page.lines if line.role == "body"]
    sentences = [line for line in body if line.text.endswith((".", '"', "”", "»"))]
    for position, line in enumerate(body):
        if (
            line.words <= 14
            and not line.text.endswith(_END)
            and len(sentences) * 2 >= len(body)
            and position < len(body) - 1
        ):
            line.role = "subhead"
        elif line.words <= 1:
            line.role = "noise"


def prefix_end(line: PageLine, begin: int = 0) -> int:
    """Where the prose of a body line begins: behind "دبي، الإمارات (CNN) –" or "بغداد/الوكالة-"; 0 for no such
    prefix.
    """
    match = _DASH.search(line.text, begin + 2, begin + 90)
    if not match:
        return 0
    before = line.text[begin : match.start()]
    if len(_WORD.findall(before)) > 9 or ("." in before.strip(". ")[:-1] and "/" not in before):
        return 0
    return match.end()
