"""Lists of reports other than RSS and Atom: JSON Feed, sitemaps, and section pages of sites without any of these."""

import datetime
import json
import re
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.utils import timezone
from lxml import etree

from meetings.ingest.feed_entries import SECTION, SITEMAP, FeedContent, FeedEntry, make_entry, read_words
from meetings.ingest.page_dates.instants import read_instant
from meetings.ingest.page_text import parse_page
from meetings.ingest.readers import is_probably_page
from meetings.text.date_statements import DateStatement, sort_statements

MAX_ENTRIES = 500  # of one list; the newest where it has days
MAX_SITEMAP_AGE = datetime.timedelta(days=30)  # of pages of a sitemap that has days
MIN_SECTION_LINKS = 5  # fewer headlines are not a section page
MIN_HEADLINE_WORDS = 4  # of a link; menus have fewer
_JSON_FEED = re.compile(rb'\s*\{[^{]{0,4000}?"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org')
_NOT_CONTENT = {"nav", "footer", "aside", "header"}


def read_site_list(body: bytes, address: str, *, may_be_section: bool) -> FeedContent | None:
    """Return the reports that a JSON feed, a sitemap or a section page lists; None for any other answer."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _read_json_feed(body, address)
    if re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", start):
        return _read_sitemap(body, address)
    return _read_section(body, address) if may_be_section and is_probably_page(start.decode("latin-1")) else None


# --- JSON Feed (jsonfeed.org) -----------------------------------------------------------------------------------------
def _read_json_feed(body: bytes, address: str) -> FeedContent | None:
    if not _JSON_FEED.match(body):
        return None
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    items = feed.get("items")
    read = [_read_item(one, address) for one in items[:MAX_ENTRIES]] if isinstance(items, list) else []
    return FeedContent(address, read_words(_text(feed.get("title")))[:200], [entry for entry in read if entry])


def _read_item(item: Any, address: str) -> FeedEntry | None:
    if not isinstance(item, dict):
        return None
    link = urljoin(address, _text(item.get("url")) or _text(item.get("external_url")))
    content = _text(item.get("content_html"))
    if not content:
        content = "".join(f"<p>{line}</p>" for line in _escape(_text(item.get("content_text"))).splitlines() if line)
    name = "date_published" if item.get("date_published") else "date_modified"
    kind = "published" if name == "date_published" else "updated"
    statements = _state(name, _text(item.get(name)), kind)
    has_link = link if item.get("url") or item.get("external_url") else ""
    return make_entry(_text(item.get("id")), has_link, _text(item.get("title")), statements, content)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _state(name: str, value: str, kind: str) -> tuple[DateStatement, ...]:
    read = read_instant(value)
    if read is None:
        return ()
    return sort_statements(
        [DateStatement("feed", read.day, f"{name}: {value}", read.printed, kind)], timezone.localdate()
    )


# --- Sitemaps (sitemaps.org), with the extension for news -------------------------------------------------------------
def _read_sitemap(body: bytes, address: str) -> FeedContent | None:
    """Return the pages of a sitemap, or the sitemaps that an index lists, the newest first.

    The last change of a page chooses the newest, and states no day of publication.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or root.getroottree().docinfo.doctype:
        return None
    dated = [one for element in root.iterchildren() if (one := _read_page_of_sitemap(element, address))]
    if any(day for day, _entry in dated):
        oldest = (timezone.localdate() - MAX_SITEMAP_AGE).isoformat()
        dated = sorted((one for one in dated if one[0] >= oldest), key=lambda one: one[0], reverse=True)
    entries = [entry for _day, entry in dated[:MAX_ENTRIES]]
    return FeedContent(address, urlsplit(address).hostname or "", entries, SITEMAP, _local(root) == "sitemapindex")


def _read_page_of_sitemap(element: Any, address: str) -> tuple[str, FeedEntry] | None:
    """Return the day by which a page counts as new, empty where there is none, and its entry."""
    values = {_local(one): (one.text or "").strip() for one in element.iter() if isinstance(one.tag, str)}
    link = urljoin(address, values.get("loc", ""))
    if not values.get("loc") or urlsplit(link).hostname != urlsplit(address).hostname:
        return None
    published = values.get("publication_date", "")
    entry = make_entry(link, link, values.get("title", ""), _state("publication_date", published, "published"), "")
    read = read_instant(published or values.get("lastmod", ""))
    return (read.day.isoformat() if read else "", entry) if entry else None


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


# --- Section pages ----------------------------------------------------------------------------------------------------
def _read_section(body: bytes, address: str) -> FeedContent | None:
    """Return the headlines that a page links to; None for a page with few of them, such as an article."""
    root = parse_page(body.decode("utf-8", "replace"))
    if root is None:
        return None
    found: dict[str, str] = {}
    for link in root.iter("a"):
        target = _find_target(link.get("href") or "", address)
        words = " ".join((link.text_content() or "").split())
        if target and len(words.split()) >= MIN_HEADLINE_WORDS and not _is_beside(link):
            found[target] = max(found.get(target, ""), words[:500], key=len)
    if len(found) < MIN_SECTION_LINKS:
        return None
    entries = [entry for link, words in found.items() if (entry := make_entry(link, link, words, (), ""))]
    return FeedContent(
        address, " ".join((root.findtext(".//title") or "").split())[:200], entries[:MAX_ENTRIES], SECTION
    )


def _find_target(href: str, address: str) -> str:
    """Return the address of another page of the same site; empty for any other link."""
    try:
        target = urldefrag(urljoin(address, href.strip())).url
        here, there = urlsplit(address), urlsplit(target)
    except ValueError:
        return ""
    same = there.scheme in ("http", "https") and there.hostname == here.hostname
    return target if same and there.path.strip("/") and there.path != here.path else ""


def _is_beside(link: Any) -> bool:
    return any(one.tag in _NOT_CONTENT for one in link.iterancestors() if isinstance(one.tag, str))
