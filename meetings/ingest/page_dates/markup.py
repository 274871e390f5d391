"""Dates that elements of the page carry: `<time datetime>`, microdata, RDFa, and attributes with a date or seconds."""

from collections.abc import Iterator

from lxml import html

from meetings.ingest.page_dates.instants import ReadInstant, read_instant
from meetings.ingest.page_dates.layout import PageLayout
from meetings.ingest.page_dates.marks import has_mark, marks
from meetings.ingest.page_dates.metadata import properties_of, shown
from meetings.text.date_lines import last_marker
from meetings.text.date_statements import PUBLISHED, UPDATED, DateStatement
from meetings.text.fold import fold

MAX_WORDS_BEFORE = 4  # before an element in its line, which say what its date is
MAX_WORDS_INSIDE = 8  # of an element whose title may be a date


def read_markup(layout: PageLayout) -> list[DateStatement]:
    """Return what the elements of the report state.

    An element that says that its date is that of publication counts wherever it is in the report, any other only
    between the headline and the text. Where some say so, the others do not count.
    """
    marked: list[DateStatement] = []
    plain: list[DateStatement] = []
    for element in layout.places:
        if layout.is_outside(element) or not isinstance(element.tag, str):
            continue
        read = _read(element)
        if read is None:
            continue
        kind = _kind(element, layout)
        one = DateStatement("markup", read.day, shown(element), read.printed, PUBLISHED if kind is None else kind)
        if kind is None and layout.is_in_zone(element):
            plain.append(one)
        elif kind is not None and _belongs(element, layout):
            marked.append(one)
    return marked if any(one.kind == PUBLISHED for one in marked) else marked + plain


def _read(element: html.HtmlElement) -> ReadInstant | None:
    """Return the date in the attributes of an element."""
    for name in _attributes(element):
        read = read_instant(element.get(name) or "")
        if read:
            return read
    return None


def _attributes(element: html.HtmlElement) -> Iterator[str]:
    """Yield the attributes of an element that may have a date; a title only of a small element."""
    known = marks("attribute")
    for name in element.attrib:
        if (
            name in known
            and (name != "content" or any(properties_of(element)))
            and (name != "title" or _is_small(element))
        ):
            yield name


def _is_small(element: html.HtmlElement) -> bool:
    return (
        element.tag in ("abbr", "span", "time", "a", "small", "i", "em", "bdi", "div", "p")
        and len((element.text_content() or "").split()) <= MAX_WORDS_INSIDE
    )


def _kind(element: html.HtmlElement, layout: PageLayout) -> str | None:
    """Return whether an element says that its date is that of publication or of a change; None where it does not."""
    properties = set(properties_of(element))
    if not properties.isdisjoint(marks("updated")) or has_mark(element, "updated_class"):
        return UPDATED
    if not properties.isdisjoint(marks("property")) or element.get("pubdate") is not None:
        return PUBLISHED
    before = last_marker(_words_before(element, layout))
    if before:
        return before
    return PUBLISHED if has_mark(element, "published_class") else None


def _words_before(element: html.HtmlElement, layout: PageLayout) -> str:
    """Return the words of the line before an element; none where they are more than a label, such as a headline."""
    place = layout.places[element]
    if place >= len(layout.lines):
        return ""
    line, own = layout.lines[place], (element.text_content() or "").strip()
    before = line.text.partition(own)[0] if own and own in line.text else ""
    words = fold(before).split()
    return " ".join(words) if len(words) <= MAX_WORDS_BEFORE else ""


def _belongs(element: html.HtmlElement, layout: PageLayout) -> bool:
    """Return whether a marked element is of the report and not of an article beside it."""
    scope = layout.scope(element)
    if scope is not None:
        return layout.has_report(scope)
    return layout.is_in_zone(element)
