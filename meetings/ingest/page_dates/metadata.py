"""The day of publication in a page's `<meta>` elements: `article:published_time` and its kin."""

import json
from collections.abc import Iterator

from lxml import etree, html

from meetings.ingest.page_dates.instants import read_instant
from meetings.ingest.page_dates.marks import load_marks
from meetings.text.date_statements import PUBLISHED, UPDATED, DateStatement

_NAMES = ("property", "name", "itemprop", "http-equiv")
_PARSELY_PAGE = "parsely-page"  # JSON in an attribute


def read_metadata(root: html.HtmlElement) -> list[DateStatement]:
    """Return what the metadata in the page's head states; elements in its body are read with their place (markup)."""
    found: list[DateStatement] = []
    for element in root.iter("meta"):
        if any(around.tag == "body" for around in element.iterancestors()) and element.get("itemprop"):
            continue
        content = element.get("content") or element.get("value") or ""
        names = {(element.get(name) or "").strip().lower() for name in _NAMES} - {""}
        if _PARSELY_PAGE in names:
            content, names = _of_parsely(content), {"parsely-pub-date"}
        kind = _kind(names)
        read = read_instant(content) if kind else None
        if kind and read:
            found.append(DateStatement("meta", read.day, show_tag(element), read.printed, kind))
    return found


def show_tag(element: html.HtmlElement) -> str:
    """Return the opening tag of an element, as evidence."""
    attributes = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
    return f"<{element.tag}{attributes}>" if len(attributes) < 400 else etree.tostring(element, encoding="unicode")


def _kind(names: set[str]) -> str | None:
    if not names.isdisjoint(load_marks("updated")):
        return UPDATED
    return None if names.isdisjoint(load_marks("meta")) else PUBLISHED


def _of_parsely(content: str) -> str:
    try:
        data = json.loads(content)
    except ValueError:
        return ""
    value = data.get("pub_date") if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def list_properties(element: html.HtmlElement) -> Iterator[str]:
    """Yield the names of the microdata and RDFa properties of an element."""
    for name in ("itemprop", "property"):
        yield from (element.get(name) or "").lower().split()
