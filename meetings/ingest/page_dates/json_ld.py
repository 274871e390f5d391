"""The day of publication in a page's JSON-LD: that of its article, also in graphs and in slightly broken JSON."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from meetings.ingest.page_dates.instants import read_instant
from meetings.text.date_statements import PUBLISHED, UPDATED, DateStatement
from meetings.text.domains import make_page_key
from meetings.text.fold import fold
from meetings.text.tokens import stop_words

MAX_SCRIPT_CHARACTERS = 500_000
MAX_DEPTH = 4
MIN_COMMON_WORDS = 2  # of two wordings of one headline
_ARTICLE = re.compile(r"(?:^|[/:#])\w*(?:Article|BlogPosting|Posting|Report)$")
_PAGE = re.compile(r"(?:^|[/:#])(?:WebPage|ItemPage)$")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")  # where a page names its own article; not hasPart or comment
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_LOOSE = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{4,60})"')
_LOOSE_TYPE = re.compile(r'"@type"\s*:\s*(?:\[[^\]]*?)?"[^"]*(?:Article|BlogPosting)"')
_LISTS = re.compile(r'"(?:itemListElement|ItemList|comment|hasPart)"')
_TITLES, _ADDRESSES = ("og:title", "twitter:title"), ("og:url", "canonical")
_WEB = ("http://", "https://")
_KINDS = {"datePublished": PUBLISHED, "dateModified": UPDATED}


@dataclass(frozen=True, slots=True)
class PageNames:
    """How a page names itself: its headlines, folded, and its addresses."""

    headlines: frozenset[str]
    addresses: frozenset[str]


def collect_page_names(root: html.HtmlElement, addresses: Iterable[str]) -> PageNames:
    """Return the names of a page from its title, its headings and its links; not from its JSON-LD."""
    texts = [element.text_content() or "" for tag in ("title", "h1") for element in root.iter(tag)]
    named = set(addresses)
    for element in root.iter("meta", "link"):
        name = next((value for one in ("property", "name", "rel") if (value := element.get(one))), "").lower()
        value = element.get("content") or element.get("href") or ""
        if name in _TITLES:
            texts.append(value)
        elif name in _ADDRESSES:
            named.add(value)
    return PageNames(
        frozenset(_key(text) for text in texts) - {""},
        frozenset(make_page_key(one) for one in named if one.startswith(_WEB)),
    )


def read_json_ld(root: html.HtmlElement, names: PageNames) -> list[DateStatement]:
    """Return what the JSON-LD of a page states of its article."""
    nodes: list[dict[str, Any]] = []
    loose: list[DateStatement] = []
    for text in _scripts(root):
        data = _parse(text)
        if data is None:
            loose += _read_loosely(text)
        else:
            nodes += _nodes(data)
    found = loose + _of_own(nodes, _ARTICLE, names)
    if any(one.kind == PUBLISHED for one in found):
        return found
    return found + _of_own(nodes, _PAGE, names)


def _scripts(root: html.HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            yield (script.text or "")[:MAX_SCRIPT_CHARACTERS]


def _of_own(nodes: list[dict[str, Any]], types: re.Pattern[str], names: PageNames) -> list[DateStatement]:
    """Return the statements of the nodes of `types` that are about this page."""
    own = _own([node for node in nodes if _has_type(node, types)], names)
    return [one for node in own for one in _statements(node)]


def _parse(text: str) -> Any:
    """Return the data of a script; None where it cannot be read as JSON even after the usual mistakes are mended."""
    while (bare := _WRAPPING.sub("", text)) != text:
        text = bare
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the things that a script describes itself, not what it lists or mentions."""
    if depth > MAX_DEPTH:
        return
    if isinstance(data, list):
        for one in data:
            yield from _nodes(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in _INSIDE:
            yield from _nodes(data.get(name), depth + 1)


def _has_type(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(isinstance(one, str) and pattern.search(one) for one in (types if isinstance(types, list) else [types]))


def _own(nodes: list[dict[str, Any]], names: PageNames) -> list[dict[str, Any]]:
    """Return the nodes about this page: those with its address, else its headline; else one that names no other."""
    for named in (
        [node for node in nodes if not names.addresses.isdisjoint(_addresses(node))],
        [node for node in nodes if _is_headline(_headline(node), names)],
    ):
        if named:
            return named
    return nodes if len(nodes) == 1 and not _names_another(nodes[0], names) else []


def _is_headline(headline: str, names: PageNames) -> bool:
    """Return whether a headline is the page's; its title may have the name of the site behind it."""
    return len(headline) > 10 and any(one == headline or one.startswith(f"{headline} ") for one in names.headlines)


def _names_another(node: dict[str, Any], names: PageNames) -> bool:
    """Return whether a node is about another page: its address is another, or without one its headline."""
    if _addresses(node) and names.addresses:
        return True
    words = _content_words(_headline(node))
    return bool(words and names.headlines) and not any(_is_version(words, one) for one in names.headlines)


def _is_version(words: set[str], headline: str) -> bool:
    """Return whether words are those of the headline in another wording: a shorter one, for search engines.

    Another story of the same minister has some words in common with it, and most not.
    """
    own = _content_words(headline)
    common = len(words & own)
    return common >= MIN_COMMON_WORDS and 2 * common >= min(len(words), len(own))


def _content_words(text: str) -> set[str]:
    return set(text.split()) - stop_words()


def _headline(node: dict[str, Any]) -> str:
    text = node.get("headline") or node.get("name")
    return _key(text) if isinstance(text, str) else ""


def _key(text: str) -> str:
    return " ".join(fold(html.fromstring(f"<p>{text}</p>").text_content() if "&" in text else text).split())


def _addresses(node: dict[str, Any]) -> set[str]:
    found = set()
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and value.startswith(_WEB):
            found.add(make_page_key(value))
    return found


def _statements(node: dict[str, Any]) -> Iterator[DateStatement]:
    for name, kind in _KINDS.items():
        values = node.get(name)
        for value in values if isinstance(values, list) else [values]:
            yield from _statement(name, kind, str(value)) if isinstance(value, (str, int)) else ()


def _statement(name: str, kind: str, value: str) -> Iterator[DateStatement]:
    read = read_instant(value)
    if read:
        yield DateStatement("json-ld", read.day, f'"{name}": "{value}"', read.printed, kind)


def _read_loosely(text: str) -> list[DateStatement]:
    """Return the dates of one article in JSON that cannot be read: only where the script has one of each."""
    if not _LOOSE_TYPE.search(text) or _LISTS.search(text):
        return []
    found = _LOOSE.findall(text)
    if len({name for name, _ in found}) != len(set(found)):
        return []
    return [one for name, value in dict.fromkeys(found) for one in _statement(name, _KINDS[name], value)]
