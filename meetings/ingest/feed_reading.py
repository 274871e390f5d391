"""RSS and Atom feeds, read by feedparser from bytes that `fetch` fetched safely."""

import datetime
import io
from calendar import timegm
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin

import feedparser
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from lxml import etree, html

from meetings.ingest.errors import SourceError
from meetings.ingest.fetch import FEED_TYPES, WebAnswer, fetch
from meetings.ingest.page_dates.instants import read_instant
from meetings.text.date_statements import DateStatement, sort_statements

MIN_ARTICLE_WORDS = 120  # words; an entry with as many carries its article and needs no fetching
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


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
    """The content of a feed: address after redirects, title, entries in the feed's order (mostly newest first)."""

    address: str
    title: str
    entries: list[FeedEntry] = field(default_factory=list)


def find_feed(address: str) -> tuple[FeedContent, WebAnswer]:
    """Return the feed at `address`, or the one that the page there links to, with the answer it was read from.

    Raises:
        SourceError: The page is not a feed and links to none.
    """
    answer = fetch(address, kinds=FEED_TYPES)
    try:
        return read_feed(answer), answer
    except SourceError:
        named = _named_in(answer)
        if named is None:
            raise
    answer = fetch(named, kinds=FEED_TYPES, named_by=answer.url)
    return read_feed(answer), answer


def read_feed(answer: WebAnswer) -> FeedContent:
    """Return the feed in an answer.

    Raises:
        SourceError: The answer is not a feed.
    """
    said = f"{answer.content_type}; charset={answer.charset}" if answer.charset else answer.content_type
    headers = {"content-location": answer.url, "content-type": said}
    # A stream, because feedparser might treat text or bytes as an address and fetch that itself.
    parsed = feedparser.parse(io.BytesIO(answer.body), response_headers=headers)
    if not parsed.get("version"):
        raise SourceError(
            _("%(address)s: there is no feed at this address. Look for “RSS” on the site."), address=answer.url
        )
    entries = {entry.key: entry for one in parsed.entries if (entry := _entry(one, answer.url))}
    return FeedContent(answer.url, _words(parsed.feed.get("title"))[:200], list(entries.values()))


def make_entry_page(entry: FeedEntry) -> str:
    """Return the entry's content as an HTML page, for `readers.read_page`."""
    title = escape(entry.title)
    body = f"<body><article><h1>{title}</h1>{entry.content}</article></body>"
    return f"<html><head><title>{title}</title></head>{body}</html>"


def _entry(parsed: Any, base: str) -> FeedEntry | None:
    link = urljoin(base, parsed["link"]) if parsed.get("link") else ""  # without one, not the feed's own
    if not link.startswith(("http://", "https://")):
        link = ""
    key = (parsed.get("id") or link)[:500]
    content = max((part.get("value") or "" for part in parsed.get("content", [])), key=len, default="")
    if len(content) < len(parsed.get("summary") or ""):
        content = parsed.get("summary") or ""
    if not key or not (link or content):
        return None
    full = len(_words(content).split()) >= MIN_ARTICLE_WORDS
    title = _words(parsed.get("title"))[:500]
    return FeedEntry(key, link, title, _statements(parsed), content if full or not link else "")


def _words(markup: str | None) -> str:
    """Return the words of a text that may have markup in it."""
    if not markup or not markup.strip():
        return ""
    try:
        return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())
    except (etree.ParserError, ValueError):
        return ""


def _statements(parsed: Any) -> tuple[DateStatement, ...]:
    """Return the day of publication in the archive's time zone; feeds give it in any zone."""
    name = "published" if parsed.get("published_parsed") else "updated"
    said, words = parsed.get(f"{name}_parsed"), str(parsed.get(name) or "")
    if not said:
        return ()
    read = read_instant(words)
    try:
        moment = datetime.datetime.fromtimestamp(timegm(said), datetime.UTC)
    except (OverflowError, OSError, ValueError):
        return ()
    day = read.day if read else timezone.localdate(moment)
    stated = DateStatement("feed", day, f"{name}: {words}", read.printed if read else None)
    return sort_statements([stated], timezone.localdate())


def _named_in(answer: WebAnswer) -> str | None:
    """Return the address of the feed that a page links to; None where it links to none."""
    try:
        page = html.fromstring(answer.body, base_url=answer.url)
    except (etree.ParserError, ValueError):
        return None
    for link in page.iter("link"):
        if (link.get("type") or "").lower() in _FEED_TYPES and link.get("href"):
            return str(urljoin(answer.url, link.get("href")))
    return None
