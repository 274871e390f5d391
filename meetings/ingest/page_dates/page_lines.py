"""The page's own date line, between headline and text, or behind the text where it says that it is one."""

from collections.abc import Sequence

from lxml import html

from meetings.extraction.document.page_cleaning import find_agency_date
from meetings.extraction.document.page_lines import read_dates_of_line
from meetings.ingest.page_dates.instants import is_likely
from meetings.ingest.page_dates.layout import Line, PageLayout
from meetings.ingest.page_dates.marks import has_mark
from meetings.text.date_lines import LineDate
from meetings.text.date_statements import PUBLISHED, UPDATED, DateStatement
from meetings.text.dates import resolve
from meetings.text.fold import fold

MAX_AGENCY_LINES = 2  # first paragraphs that may begin "بغداد في 14 نيسان 2025 / وكالة .../"


def read_lines(layout: PageLayout) -> list[DateStatement]:
    """Return the days that the date lines of a page state."""
    found: list[DateStatement] = []
    for number in layout.zone:
        line = layout.lines[number]
        if not layout.is_outside(line.owner):
            found += _read(line, layout)
    for number in layout.zone_after_text:
        line = layout.lines[number]
        if not layout.is_outside(line.owner):
            found += _statements(line.text, [one for one in read_dates_of_line(fold(line.text)) if one.kind != "plain"])
    return found or _read_joined(layout)


def read_agency_line(paragraphs: Sequence[str]) -> list[DateStatement]:
    """Return the day that the agency's line at the beginning of the text states."""
    for text in paragraphs[:MAX_AGENCY_LINES]:
        words = find_agency_date(fold(text))
        if words is not None:
            return _statements(text[:120], [LineDate(words, "published")])
    return []


def _read(line: Line, layout: PageLayout) -> list[DateStatement]:
    """Return the dates of a line: of its elements where several of them have one, else of the whole line."""
    inside = [one for one in (_read_element(element, layout) for element in _leaves(line)) if one]
    if len(inside) > 1:
        return [statement for one in inside for statement in one]
    is_change = any(has_mark(element, "updated_class") for element in (line.owner, *line.elements))
    for text in (line.text, " ".join(line.pieces)):
        dates = read_dates_of_line(fold(text))
        if dates:
            return _statements(text, dates, is_change=is_change and len(dates) == 1)
    return inside[0] if inside else []


def _leaves(line: Line) -> list[html.HtmlElement]:
    """Return the elements of a line without those around other ones."""
    around = {parent for element in line.elements for parent in element.iterancestors()}
    return [element for element in line.elements if element not in around]


def _read_element(element: html.HtmlElement, layout: PageLayout) -> list[DateStatement]:
    if layout.is_outside(element):
        return []
    text = element.text_content() or ""
    return _statements(text, read_dates_of_line(fold(text)), is_change=has_mark(element, "updated_class"))


def _read_joined(layout: PageLayout) -> list[DateStatement]:
    """Return the day of up to three lines of one block: the day, the month and the year in separate elements."""
    zone = layout.zone
    for number in zone:
        for count in (2, 3, 4):
            lines = [layout.lines[n] for n in range(number, number + count) if n in zone]
            parents = {id(line.owner.getparent()) for line in lines}
            if len(lines) == count and len(parents) == 1 and not any(layout.is_outside(line.owner) for line in lines):
                text = " ".join(" ".join(line.text.split()) for line in lines)
                found = _statements(text, read_dates_of_line(fold(text)))
                if found:
                    return found
    return []


def _statements(text: str, dates: Sequence[LineDate], *, is_change: bool = False) -> list[DateStatement]:
    """Return the statements of a line; `is_change` where its markup says that the date is that of a change."""
    found = []
    for one in dates:
        day = resolve(one.words, None).day
        if day and is_likely(day):
            kind = UPDATED if is_change or one.kind == "updated" else PUBLISHED
            found.append(DateStatement("date-line", day, text, kind=kind))
    return found
