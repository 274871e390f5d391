"""Feeds and other lists of reports, read from bytes that `fetch` fetched safely, in a separate process."""

import datetime
import io
from calendar import timegm
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import feedparser
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from lxml import etree, html

from meetings.ingest.documents.bounded import call_bounded
from meetings.ingest.documents.files import ReadingRun, make_file
from meetings.ingest.documents.gzips import unpack_gzip
from meetings.ingest.documents.kinds import GZIP_SIGN
from meetings.ingest.documents.limits import OF_UPLOADS
from meetings.ingest.errors import SourceError
from meetings.ingest.feed_entries import FeedContent, FeedEntry, make_entry, read_words
from meetings.ingest.fetch import FEED_TYPES, WebAnswer, fetch
from meetings.ingest.page_dates.instants import read_instant
from meetings.ingest.readers import is_probably_page
from meetings.ingest.site_lists import read_site_list
from meetings.text.date_statements import DateStatement, sort_statements

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
MAX_SITEMAPS = 3  # of an index, the newest


def find_feed(address: str) -> tuple[FeedContent, WebAnswer]:
    """Return the feed at `address`, or the one that the page there links to, with the answer it was read from.

    A page that links to none may itself be a list of reports.

    Raises:
        SourceError: The page is neither a feed nor a list and links to no feed.
    """
    answer = fetch(address, kinds=FEED_TYPES)
    named = _named_in(answer) if is_probably_page(answer.body[:500].decode("latin-1")) else None
    if named is not None:
        answer = fetch(named, kinds=FEED_TYPES, named_by=answer.url)
    return read_feed(answer, may_be_section=named is None), answer


def read_feed(
    answer: WebAnswer, *, may_be_section: bool = False, wait: Callable[[str], None] = lambda address: None
) -> FeedContent:
    """Return the feed in an answer. Of an index of sitemaps the newest ones are fetched.

    Args:
        answer: The answer.
        may_be_section: Whether a page of headlines counts: where a feed has become the home page, it does not.
        wait: Called with the address of each further sitemap before it is fetched.

    Raises:
        SourceError: The answer is not a feed.
    """
    content = _parse(answer, may_be_section)
    if content.is_index:
        parts = []
        for entry in content.entries[:MAX_SITEMAPS]:
            wait(entry.link)
            part = _parse(fetch(entry.link, kinds=FEED_TYPES, named_by=answer.url), may_be_section=False)
            parts += [] if part.is_index else part.entries
        content = replace(content, entries=parts, is_index=False)
    return content


def _parse(answer: WebAnswer, may_be_section: bool) -> FeedContent:
    said = f"{answer.content_type}; charset={answer.charset}" if answer.charset else answer.content_type
    read: FeedContent = call_bounded(
        parse_feed, answer.body, answer.url, said, may_be_section, name=answer.url, limits=OF_UPLOADS
    )
    return read


def parse_feed(body: bytes, address: str, content_type: str, may_be_section: bool = False) -> FeedContent:
    """Return the feed in the bytes of an answer.

    Raises:
        SourceError: The bytes are not a feed.
    """
    if body.startswith(GZIP_SIGN):  # sitemaps often are .xml.gz
        body = unpack_gzip(make_file(address, body), ReadingRun(OF_UPLOADS)).read()
    if listed := read_site_list(body, address, may_be_section=may_be_section):
        return listed
    headers = {"content-location": address, "content-type": content_type}
    # A stream, because feedparser might treat text or bytes as an address and fetch that itself.
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not parsed.get("version"):
        raise SourceError(
            _("%(address)s: there is no feed at this address. Look for “RSS” on the site."), address=address
        )
    entries = {entry.key: entry for one in parsed.entries if (entry := _entry(one, address))}
    return FeedContent(address, read_words(parsed.feed.get("title"))[:200], list(entries.values()))


def _entry(parsed: Any, base: str) -> FeedEntry | None:
    link = urljoin(base, parsed["link"]) if parsed.get("link") else ""  # without one, not the feed's own
    content = max((part.get("value") or "" for part in parsed.get("content", [])), key=len, default="")
    if len(content) < len(parsed.get("summary") or ""):
        content = parsed.get("summary") or ""
    return make_entry(parsed.get("id") or "", link, parsed.get("title") or "", _statements(parsed), content)


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
