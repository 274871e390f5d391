"""Dates that elements of the page carry: `<time datetime>`, microdata, RDFa, and attributes with a date or seconds."""

from collections.abc import Iterator

from lxml import html

from meetings.ingest.page_dates.instants import ReadInstant, read_instant
from meetings.ingest.page_dates.layout import PageLayout
from meetings.ingest.page_dates.marks import (
    MAX_LABEL_WORDS,
    has_mark,
    is_labelled_as_other_day,
    is_marked_as_change,
    load_marks,
)
from meetings.ingest.page_dates.metadata import list_properties, show_tag
from meetings.text.date_lines import find_last_marker
from meetings.text.date_statements import PUBLISHED, UPDATED, DateStatement
from meetings.text.fold import fold

MAX_WORDS_INSIDE = 8  # of an element whose title may be a date
_OTHER = "other"  # a date of something else: the day of an event, of a member's entry


def read_markup(layout: PageLayout) -> list[DateStatement]:
    """Return what the elements of the report state.

    An element that says that its date is that of publication counts wherever it is in the report, any other only
    between the headline and the text. Where some say so, the others do not count.
    """
    marked: list[DateStatement] = []
    plain: list[DateStatement] = []
    dated: list[html.HtmlElement] = []
    in_zone: list[html.HtmlElement] = []
    for element in layout.places:
        if layout.is_outside(element) or not isinstance(element.tag, str):
            continue
        read = _read(element)
        if read is None:
            continue
        kind = _kind(element, layout)
        if kind == _OTHER:
            continue
        dated.append(element)
        one = DateStatement("markup", read.day, show_tag(element), read.printed, PUBLISHED if kind is None else kind)
        if kind is None and layout.is_in_zone(element):
            plain.append(one)
            in_zone.append(element)
        elif kind is not None and _belongs(element, layout):
            marked.append(one)
    if any(one.kind == PUBLISHED for one in marked) or any(layout.is_in_list(one, dated) for one in in_zone):
        return marked
    return marked + plain


def _read(element: html.HtmlElement) -> ReadInstant | None:
    """Return the date in the attributes of an element."""
    for name in _attributes(element):
        read = read_instant(element.get(name) or "")
        if read:
            return read
    return None


def _attributes(element: html.HtmlElement) -> Iterator[str]:
    """Yield the attributes of an element that may have a date; a title only of a small element."""
    known = load_marks("attribute")
    for name in element.attrib:
        if (
            name in known
            and (name != "content" or any(list_properties(element)))
            and (name != "title" or _is_small(element))
        ):
            yield name


def _is_small(element: html.HtmlElement) -> bool:
    return (
        element.tag in ("abbr", "span", "time", "a", "small", "i", "em", "bdi", "div", "p")
        and len((element.text_content() or "").split()) <= MAX_WORDS_INSIDE
    )


def _kind(element: html.HtmlElement, layout: PageLayout) -> str | None:
    """Return what an element says of its date: publication, change or something else; None where it does not say."""
    properties = set(list_properties(element))
    if not properties.isdisjoint(load_marks("updated")) or is_marked_as_change(element):
        return UPDATED
    if not properties.isdisjoint(load_marks("property")) or element.get("pubdate") is not None:
        return PUBLISHED
    if not properties.isdisjoint(load_marks("other_property")):
        return _OTHER
    before = find_last_marker(_words_before(element, layout))
    if before:
        return before
    if is_labelled_as_other_day(element) or layout.is_labelled_as_other(layout.places[element]):
        return _OTHER
    return PUBLISHED if has_mark(element, "published_class") else None


def _words_before(element: html.HtmlElement, layout: PageLayout) -> str:
    """Return the words of the line before an element; none where they are more than a label, such as a headline."""
    place = layout.places[element]
    if place >= len(layout.lines):
        return ""
    line, own = layout.lines[place], (element.text_content() or "").strip()
    before = line.text.partition(own)[0] if own and own in line.text else ""
    words = fold(before).split()
    return " ".join(words) if len(words) <= MAX_LABEL_WORDS else ""


def _belongs(element: html.HtmlElement, layout: PageLayout) -> bool:
    """Return whether a marked element is of the report and not of an article beside it."""
    scope = layout.scope(element)
    if scope is not None:
        return layout.has_report(scope)
    return layout.is_in_zone(element)
