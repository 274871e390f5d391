"""The page's own date line, between headline and text, or behind the text where it says that it is one."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml import html

from meetings.extraction.document.page_cleaning import find_agency_date
from meetings.extraction.document.page_lines import read_dates_of_line
from meetings.ingest.page_dates.instants import is_likely
from meetings.ingest.page_dates.layout import PageLayout
from meetings.ingest.page_dates.lines import Line
from meetings.ingest.page_dates.marks import has_mark, is_labelled_as_other_day, is_marked_as_change
from meetings.text.date_lines import LineDate, has_only_known_words, has_other_sign, is_clock_of_visit, is_end_of_report
from meetings.text.date_statements import CONTRADICTED, PUBLISHED, UPDATED, DateStatement
from meetings.text.dates import resolve
from meetings.text.fold import fold

MAX_LINES_AFTER_TEXT = 3
MAX_AGENCY_LINES = 2  # first paragraphs that may begin "بغداد في 14 نيسان 2025 / وكالة .../"


def read_date_lines(layout: PageLayout) -> list[DateStatement]:
    """Return the days that the date lines of a page state."""
    found: list[DateStatement] = []
    for number in layout.zone:
        line = layout.lines[number]
        if layout.is_outside(line.owner) or layout.is_labelled_as_other(number):
            continue
        if read := _read(line, layout):
            if layout.is_in_list(line.owner, _owners_of_dates(layout)):
                return []
            found += read
    for number in itertools.chain(layout.zone_of_marked, _list_lines_behind(layout)):
        line = layout.lines[number]
        if not layout.is_outside(line.owner):
            found += _statements(line.text, _marked(line.text))
    return found or _read_joined(layout, layout.zone) or _read_joined(layout, layout.zone_of_marked, _marked)


def _list_lines_behind(layout: PageLayout) -> list[int]:
    """Return the lines right behind the text that may say when the report was published: known words and bylines only.

    The first other words begin the next article, or what readers answered.
    """
    if layout.first is None or layout.last is None:
        return []
    found: list[int] = []
    for number in range(layout.last + 1, min(layout.last + 1 + MAX_LINES_AFTER_TEXT, len(layout.lines))):
        line = fold(layout.lines[number].text)
        is_other = is_end_of_report(line) or not (read_dates_of_line(line) or has_only_known_words(line))
        if is_other and not layout.is_outside(layout.lines[number].owner):
            break
        found.append(number)
    return found


def _owners_of_dates(layout: PageLayout) -> list[html.HtmlElement]:
    return [line.owner for line in layout.lines if _plain(line.text)]


def _plain(text: str) -> list[LineDate]:
    return read_dates_of_line(fold(text))


def _marked(text: str) -> list[LineDate]:
    """Return the dates of a line that says what they are."""
    return [one for one in _plain(text) if one.kind != "plain"]


def read_agency_line(paragraphs: Sequence[str]) -> list[DateStatement]:
    """Return the day that the agency's line at the beginning of the text states."""
    for text in paragraphs[:MAX_AGENCY_LINES]:
        words = find_agency_date(fold(text))
        if words is not None and not is_clock_of_visit(fold(text)[: words.start]):
            return _statements(text[:120], [LineDate(words, "published")])
    return []


def _read(line: Line, layout: PageLayout) -> list[DateStatement]:
    """Return the dates of a line: of its elements where several of them have one, else of the whole line."""
    if has_other_sign(line.text):
        return []
    inside = [one for one in (_read_element(element, layout) for element in _leaves(line)) if one]
    if len(inside) > 1:
        return [statement for one in inside for statement in one]
    is_change = any(is_marked_as_change(element) for element in (line.owner, *line.elements))
    for text in (line.text, " ".join(line.pieces)):
        dates = _plain(text)
        if dates:
            return _statements(text, dates, is_change=is_change and len(dates) == 1)
    return inside[0] if inside and _marks_day(line) else []


def _marks_day(line: Line) -> bool:
    """Return whether elements of a line are marked as dates: "صورة من <span>14 نيسان 2025</span>" is of a picture."""
    dated = [one for one in line.elements if one.tag == "time" or has_mark(one, "date_class")]
    return bool(dated) and not any(map(is_labelled_as_other_day, dated))


def _leaves(line: Line) -> list[html.HtmlElement]:
    """Return the elements of a line without those around other ones."""
    around = {parent for element in line.elements for parent in element.iterancestors()}
    return [element for element in line.elements if element not in around]


def _read_element(element: html.HtmlElement, layout: PageLayout) -> list[DateStatement]:
    if layout.is_outside(element):
        return []
    text = element.text_content() or ""
    return _statements(text, _plain(text), is_change=is_marked_as_change(element))


def _read_joined(
    layout: PageLayout, zone: range, read: Callable[[str], list[LineDate]] = _plain
) -> list[DateStatement]:
    """Return the day of up to four lines of one block: label, day, month and year in separate elements."""
    for number in zone:
        for count in (2, 3, 4):
            lines = [layout.lines[n] for n in range(number, number + count) if n in zone]
            parents = {id(line.owner.getparent()) for line in lines}
            if len(lines) == count and len(parents) == 1 and not any(layout.is_outside(line.owner) for line in lines):
                text = " ".join(" ".join(line.text.split()) for line in lines)
                found = _statements(text, read(text))
                if found:
                    return found
    return []


def _statements(text: str, dates: Sequence[LineDate], *, is_change: bool = False) -> list[DateStatement]:
    """Return the statements of a line; `is_change` where its markup says that the date is that of a change."""
    found = []
    for one in dates:
        day = resolve(replace(one.words, conflict=""), None).day
        if day and is_likely(day):
            kind = UPDATED if is_change or one.kind == "updated" else PUBLISHED
            kind = CONTRADICTED if one.words.conflict else kind
            found.append(DateStatement("date-line", day, text, kind=kind))
    return found
