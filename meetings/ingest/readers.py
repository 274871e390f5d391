"""Readers of files and folders: plain text and saved HTML pages, in the encodings that the Arabic press uses."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop as _

from meetings.ingest.encodings import find_encoding
from meetings.ingest.errors import SourceError
from meetings.ingest.page_dates.reader import read_page_dates
from meetings.ingest.page_text import find_article
from meetings.ingest.sources import SourceText, find_outlet_by_domain, find_outlet_by_name
from meetings.text.date_statements import choose_statement

# The longest newspaper article is a hundred times shorter; a saved page with its scripts may be larger.
MAX_TEXT_BYTES = 1024 * 1024
MAX_PAGE_BYTES = 8 * 1024 * 1024
MAX_PAGE_TAGS = 25_000  # a newspaper's page has a few thousand; parsing this many takes five seconds
PAGE_ENDINGS = (".html", ".htm", ".xhtml")


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in `paths`: files as given, folders searched in the order of names, hidden files left alone.

    Raises:
        SourceError: A path does not exist, cannot be read or is a device, or a folder contains no file.
    """
    for path in paths:
        try:
            found = _list_files(path)
        except OSError as error:
            raise SourceError(
                _("%(name)s: this cannot be read (%(reason)s). Check the path and the rights of the user."),
                name=path,
                reason=error.strerror,
            ) from error
        yield from found


def _list_files(path: Path) -> list[Path]:
    if path.is_dir():
        inside = sorted(path.rglob("*"))
        found = [file for file in inside if file.is_file() and not _is_hidden(file.relative_to(path))]
        if not found:
            raise SourceError(_("%(name)s: this folder contains no file."), name=path)
        return found
    if path.is_file():
        return [path]
    if path.exists():
        raise SourceError(_("%(name)s: this is neither a file nor a folder. Check the path."), name=path)
    raise SourceError(_("%(name)s: there is no such file or folder. Check the path."), name=path)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


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
    """Return `data` as text, with the line ends as they came; broken characters become replacement characters.

    Raises:
        SourceError: The data is not a text in an encoding of the Arabic press.
    """
    encoding = find_encoding(data, charset)
    if encoding is None and b"\x00" in data:
        raise SourceError(
            _("%(name)s: this is not a text file. Save the article as plain text or as an HTML page."), name=name
        )
    if encoding is None:
        raise SourceError(
            _(
                "%(name)s: the encoding is neither UTF-8 nor one for Arabic, or it is not a text file. "
                "Save the article as UTF-8 text or as an HTML page."
            ),
            name=name,
        )
    return data.decode(encoding, errors="replace")


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
