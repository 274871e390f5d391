"""Readers of files and folders: plain text and saved HTML pages, in the encodings that the Arabic press uses."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop as _

from meetings.ingest.errors import SourceError
from meetings.ingest.page_dates.reader import read_page_dates
from meetings.ingest.page_text import find_article
from meetings.ingest.sources import SourceText, find_outlet_by_domain, find_outlet_by_name
from meetings.text.date_statements import choose_statement

# The longest newspaper article is a hundred times shorter; a saved page with its scripts may be larger.
MAX_TEXT_BYTES = 1024 * 1024
MAX_PAGE_BYTES = 8 * 1024 * 1024
MAX_PAGE_TAGS = 25_000  # a newspaper's page has a few thousand; parsing this many takes five seconds
TEXT_ENDINGS = (".txt", ".text", ".md")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of articles in `paths`: files as given, folders searched in the order of names.

    Raises:
        SourceError: A path does not exist, or a folder contains no article.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in TEXT_ENDINGS + PAGE_ENDINGS)
            if not found:
                endings = ", ".join(TEXT_ENDINGS + PAGE_ENDINGS)
                raise SourceError(
                    _("%(name)s: this folder contains no article. Articles are files that end in %(endings)s."),
                    name=path,
                    endings=endings,
                )
            yield from found
        elif path.exists():
            yield path
        else:
            raise SourceError(_("%(name)s: there is no such file or folder. Check the path."), name=path)


def read_file(path: Path) -> SourceText:
    """Return the article in `path`.

    Raises:
        SourceError: The file is empty, binary, too large or has no article in it.
    """
    is_page = path.suffix.lower() in PAGE_ENDINGS
    limit = MAX_PAGE_BYTES if is_page else MAX_TEXT_BYTES
    try:
        size = path.stat().st_size
        if size > limit:
            raise make_size_error(str(path), size, limit)
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            _("%(name)s: the file cannot be read (%(reason)s)."), name=path, reason=error.strerror
        ) from error
    return read_bytes(data, str(path), is_page=is_page)


def make_size_error(name: str, size: int, limit: int) -> SourceError:
    """Return the error for an article's file of `size` bytes where at most `limit` are allowed."""
    return SourceError(
        _("%(name)s: %(size)s MB is too large for one article (at most %(limit)s MB). Save one article per file."),
        name=name,
        size=f"{size / 1e6:.0f}",
        limit=f"{limit / 1e6:.0f}",
    )


def read_bytes(
    data: bytes, name: str, *, is_page: bool = False, charset: str | None = None, address: str | None = None
) -> SourceText:
    """Return the article in `data`, the content of a file or of an answer from the web.

    Args:
        data: The bytes.
        name: The file's name or address, for messages.
        is_page: Whether it is known to be an HTML page.
        address: The address that it was fetched from, if any.
        charset: The encoding that the server names, if any.

    Raises:
        SourceError: The data is empty, not a text, or has no article in it.
    """
    text = decode(data, name, charset)
    if not text.strip():
        raise SourceError(_("%(name)s: the file is empty."), name=name)
    if is_page or is_probably_page(text):
        return read_page(text, name, address)
    return SourceText(raw=text, name=Path(name).name)


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """Return `data` as text, with the line ends as they came.

    The encoding is UTF-8 with or without a byte-order mark, UTF-16 with one, the one that the server (`charset`) or the
    page names where that fits, else Windows-1256 where that gives Arabic.

    Raises:
        SourceError: The data is in none of these encodings.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            pass
    if b"\x00" in data:
        raise SourceError(
            _("%(name)s: this is not a text file. Save the article as plain text or as an HTML page."), name=name
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if said := _as_said(data, charset):
        return said
    broken = data.decode("utf-8", errors="replace")
    if broken.count("\ufffd") * 10 < _count_arabic(broken):
        raise SourceError(
            _("%(name)s: the file is UTF-8 with broken characters in it. Save it again from its source."), name=name
        )
    text = data.decode("cp1256", errors="replace")
    if not _is_arabic_text(text):
        raise SourceError(
            _(
                "%(name)s: the encoding is neither UTF-8 nor Windows-1256, or it is not a text file. "
                "Save the article as UTF-8 text or as an HTML page."
            ),
            name=name,
        )
    return text


def _is_arabic_text(text: str) -> bool:
    """Return whether `text` shows no sign of a wrong encoding and at least half of its letters are Arabic."""
    if "\ufffd" in text or any(ord(character) < 32 and character not in "\t\n\r\f" for character in text):
        return False
    return _count_arabic(text) * 2 >= sum(character.isalpha() for character in text)


def _count_arabic(text: str) -> int:
    return sum("\u0621" <= character <= "\u064a" for character in text)


def _as_said(data: bytes, charset: str | None) -> str:
    """Return `data` in the encoding that the server or the page names; empty where that is unknown or does not fit."""
    named = _CHARSET.search(data[:4096])
    for encoding in (charset, named.group(1).decode("ascii") if named else None):
        try:
            text = data.decode(encoding) if encoding else ""
        except (LookupError, UnicodeError):
            continue
        # Any bytes decode as some Latin encoding; Arabic pages that name a Latin encoding are really Windows-1256.
        if _count_arabic(text):
            return text
    return ""


def is_probably_page(text: str) -> bool:
    """Return whether a text is an HTML page, judged by its beginning."""
    start = text[:500].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) or "<head>" in start


def read_page(html: str, name: str, address: str | None = None) -> SourceText:
    """Return the article of a saved HTML page: its text without navigation, and what the page states of itself.

    Args:
        html: The page.
        name: The file's name or address, for messages.
        address: The address that the page was fetched from, if it is known; it may state a day.

    Raises:
        SourceError: The page is too complex or has no article in it.
    """
    if html.count("<") > MAX_PAGE_TAGS:
        raise SourceError(
            _("%(name)s: this page is too complex. Copy the text of the article and paste it."), name=name
        )
    document = find_article(html)
    if document is None:
        raise SourceError(_("%(name)s: no article was found in this page. Copy its text and paste it."), name=name)
    text = (document.text or "").strip()
    headline = (document.title or "").strip() or None
    url = document.url if (document.url or "").startswith(("http://", "https://")) else None
    statements = read_page_dates(html, headline=headline, text=text, addresses=(address, url))
    if headline and headline not in text[: len(headline) + 200]:
        text = f"{headline}\n\n{text}"
    return SourceText(
        raw=text,
        name=Path(name).name,
        url=url,
        headline=headline,
        published=chosen.day if (chosen := choose_statement(statements)) else None,
        statements=statements,
        outlet_code=find_outlet_by_domain(urlsplit(url).hostname if url else document.hostname)
        or find_outlet_by_name(document.sitename),
    )
