"""Repair of marks that belong to a format, not to the text: entities, tags, Markdown, addresses in brackets."""

import functools
import html
import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path

from meetings.text.repair.layers import Changed, Edit, apply_edits, replace_matches
from meetings.text.tables import read_table, split_values

_ENTITY = re.compile(r"&(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_TAG = re.compile(r"<!--[^<>]{0,2000}-->|<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:[\s/][^<>]{0,2000})?>")
_HIDDEN = re.compile(r"<(?:noscript|script|style|template)\b", re.IGNORECASE)
_ADDRESS = r"(?:https?://|www\.|mailto:)[^\s<>()\[\]]{1,2000}"
_BRACKETED = re.compile(rf"[ \t]?(?:<{_ADDRESS}>|\({_ADDRESS}\)|\[{_ADDRESS}\])")
_TARGET = r"\s?<?(?:https?:|www\.|mailto:|[/#.])[^\s()<>]{0,2000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,2000}){0,3}>?"
_LINK = re.compile(rf'(!?\[)([^\[\]]{{0,300}})(\]\({_TARGET}(?:\s"[^"\n]{{0,300}}")?\))')
_BOLD = re.compile(
    r"(\*\*\*?|__)(?=[^\s*_])([^*_\n]{1,400}?)(?<=[^\s*_])(\1)|(?<![\w*])(\*)(?=[^\s*])[^*\n]{1,200}?(?<=[^\s*])(\*)(?![\w*])"
)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)


def repair_entities(text: str) -> Changed | None:
    """Replace the entities of HTML by their characters, also those whose ampersand is an entity itself."""
    return replace_matches(text, _ENTITY, _character) if "&" in text else None


def _character(found: re.Match[str]) -> str | None:
    name = found[1]
    if name and f"{name};" not in html5:
        return None
    entity = found[0]
    while (plain := html.unescape(entity)) != entity and plain.startswith("&"):
        entity = plain
    return plain if plain != found[0] else None


def repair_tags(text: str) -> Changed | None:
    """Replace the tags of HTML: those of a line by a line end, others by nothing."""
    return apply_edits(text, _tags(text)) if "<" in text else None


@functools.cache
def _layouts() -> dict[str, str]:
    """Return the layout of each element of HTML."""
    table = read_table(Path(__file__).with_name("tags.tsv"))
    return {tag: row["layout"] for row in table for tag in split_values(row["tags"])}


def _tags(text: str) -> Iterator[Edit]:
    place, lower = 0, text.lower() if _HIDDEN.search(text) else ""
    last: dict[str, int] = {}  # where the last end tag of each hidden element is
    while found := _TAG.search(text, place):
        place = found.end()
        tag = (found[2] or "").lower()
        layout = _layouts().get(tag)
        if layout == "hidden" and not found[1]:
            end_tag = f"</{tag}"
            if tag not in last:
                last[tag] = lower.rfind(end_tag)
            if last[tag] >= place:
                place = lower.index(end_tag, place)
            yield Edit(found.start(), place)
        elif layout or not tag:
            yield Edit(found.start(), place, "\n" if layout == "line" else "")


def repair_markdown(text: str) -> Changed | None:
    """Remove the marks of Markdown: links keep their words, images disappear, bold words and headings stay."""
    edits = [*_links(text), *_emphasis(text), *(Edit(*found.span()) for found in _HEADING.finditer(text))]
    return apply_edits(text, _apart(edits))


def _links(text: str) -> Iterator[Edit]:
    if "](" not in text:
        return
    for found in _LINK.finditer(text):
        if found[1].startswith("!"):
            yield Edit(*found.span())
        else:
            yield from (Edit(*found.span(1)), Edit(*found.span(3)))


def _emphasis(text: str) -> Iterator[Edit]:
    if "*" in text or "__" in text:
        for found in _BOLD.finditer(text):
            first = 1 if found[1] else 4
            yield from (Edit(*found.span(first)), Edit(*found.span(3 if first == 1 else 5)))


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    """Yield the edits in the order of the text, without those that overlap an earlier one."""
    end = 0
    for edit in sorted(edits):
        if edit.start >= end:
            yield edit
            end = edit.end


def repair_addresses(text: str) -> Changed | None:
    """Remove addresses in brackets, which a mail program puts after the words of a link."""
    if "://" not in text and "www." not in text and "mailto:" not in text:
        return None
    return replace_matches(text, _BRACKETED, lambda found: "")
