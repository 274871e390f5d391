"""The entries of feeds and other lists of reports."""

from dataclasses import dataclass, field
from html import escape

from lxml import etree, html

from meetings.text.date_statements import DateStatement

FEED, SITEMAP, SECTION = "feed", "sitemap", "section"  # kinds of lists
MIN_ARTICLE_WORDS = 120  # words; an entry with as many carries its article and needs no fetching


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One report that a feed lists. `key` is the feed's identifier of it, the same each time."""

    key: str
    link: str
    title: str
    statements: tuple[DateStatement, ...] = ()  # of its day; a day to come is kept as such
    content: str = ""  # HTML, where it is the whole article rather than a teaser


@dataclass(slots=True)
class FeedContent:
    """The content of a feed: address after redirects, title, entries in the feed's order (mostly newest first).

    `kind` is one of FEED, SITEMAP and SECTION; the entries of an index are other sitemaps.
    """

    address: str
    title: str
    entries: list[FeedEntry] = field(default_factory=list)
    kind: str = FEED
    is_index: bool = False


def make_entry(
    key: str, link: str, title: str, statements: tuple[DateStatement, ...], content: str
) -> FeedEntry | None:
    """Return an entry; None where it has neither a link to its report nor the report, or nothing that identifies it."""
    if not link.startswith(("http://", "https://")):
        link = ""
    key = (key or link)[:500]
    if not key or not (link or content):
        return None
    is_whole = len(read_words(content).split()) >= MIN_ARTICLE_WORDS
    return FeedEntry(key, link, read_words(title)[:500], statements, content if is_whole or not link else "")


def make_entry_page(entry: FeedEntry) -> str:
    """Return the entry's content as an HTML page, for `readers.read_page`."""
    title = escape(entry.title)
    body = f"<body><article><h1>{title}</h1>{entry.content}</article></body>"
    return f"<html><head><title>{title}</title></head>{body}</html>"


def read_words(markup: str | None) -> str:
    """Return the words of a text that may have markup in it."""
    if not markup or not markup.strip():
        return ""
    try:
        return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())
    except (etree.ParserError, ValueError):
        return ""
