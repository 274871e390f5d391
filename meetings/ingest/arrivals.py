"""New texts for the desk: from a pasted text, an address or a file to an `Incoming` that an editor reviews.

Nothing is written into the archive itself. A text that is already in the archive or at the desk is not added again:
the outcome says where it is.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.bounded import BoundedItem, FileToRead, call_bounded, read_bounded
from meetings.ingest.documents.files import clean_file_name
from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES, OF_COMMANDS, OF_UPLOADS
from meetings.ingest.errors import SourceError
from meetings.ingest.fetch import ARTICLE_TYPES, HTML_TYPES, WebAnswer, fetch
from meetings.ingest.originals import keep_file, keep_original
from meetings.ingest.readers import MAX_TEXT_BYTES, is_probably_page, make_size_error, read_page
from meetings.ingest.run import read_source
from meetings.ingest.sources import SourceText, find_outlet_by_domain
from meetings.ingest.stated_days import complete_day, make_day_columns
from meetings.ingest.web_addresses import parse_address
from meetings.models import Article, Feed, Incoming, Outlet
from meetings.models.articles import hash_text, is_address_only
from meetings.models.incoming import IncomingQuerySet
from meetings.models.stated_days import PublishedBasis

PASTED_NAME = "paste.txt"  # of a text that came without a file
OUT_OF_TIME = _("Import stopped at %(name)s because it took too long. Upload the remaining files again.")
NO_TEXT = _("There is no text. Paste the whole report.")


@dataclass(slots=True)
class ArrivalOutcome:
    """The outcome for one text: new at the desk (`incoming`), present before (`known`, `waiting`) or unreadable."""

    name: str
    incoming: Incoming | None = None
    known: Article | None = None
    waiting: Incoming | None = None
    error: SourceError | None = None


def add_pasted_text(text: str, user: Any, *, url: str = "", published: date | None = None) -> ArrivalOutcome:
    """Add a text that a user pasted, or the HTML source of a page.

    Args:
        text: The pasted text.
        user: The user who pasted it.
        url: The address that the user gave for it, if any.
        published: The day of publication that the user gave, if any.

    Raises:
        SourceError: The text is empty, too large or has no article in it.
    """
    text = text.replace("\r\n", "\n")  # browsers send a form's line ends so; the article had none of these returns
    name = PASTED_NAME
    if len(text.encode("utf-8", "replace")) > MAX_TEXT_BYTES and not is_probably_page(text):
        raise make_size_error(name, len(text.encode("utf-8", "replace")), MAX_TEXT_BYTES)
    source = _read_pasted_page(text, url) if is_probably_page(text) else SourceText(raw=text, name=name)
    host = urlsplit(url).hostname if url else None
    return add_incoming(
        replace(
            source,
            name=name,
            url=url or source.url,
            published=published or source.published,
            outlet_code=find_outlet_by_domain(host) or source.outlet_code,
            dated_by_editor=published is not None,
        ),
        Incoming.Origin.PASTE,
        user,
    )


def _read_pasted_page(text: str, url: str) -> SourceText:
    read: SourceText = call_bounded(read_page, text, PASTED_NAME, url or None, name=PASTED_NAME, limits=OF_UPLOADS)
    return read


def add_from_address(address: str, user: Any) -> ArrivalOutcome:
    """Add the article at an address on the web.

    Raises:
        SourceError: The page could not be fetched (`FetchError`) or has no article in it.
    """
    found = find_known_address(parse_address(address).url)
    if found:
        return found
    return add_incoming(read_answer(fetch(address, kinds=ARTICLE_TYPES)), Incoming.Origin.ADDRESS, user)


def add_from_file(
    name: str, file: BinaryIO, size: int, user: Any, until: float | None = None, *, way: str = Incoming.Origin.FILE
) -> Iterator[ArrivalOutcome]:
    """Add the articles in a file: a text, a page, a document, a mail, a table, or an archive of these.

    Args:
        name: The name that the browser sent.
        file: The content; it must be seekable.
        size: The number of bytes in `file`.
        user: The user who uploaded it; None for a command.
        until: The time of the monotonic clock at which reading stops; the last outcome then reports it.
        way: How it came, one of `Incoming.Origin`.
    """
    label = clean_file_name(name)
    if size > MAX_UPLOAD_BYTES:
        yield ArrivalOutcome(label, error=make_size_error(label, size, MAX_UPLOAD_BYTES))
        return
    file.seek(0)
    found = read_bounded([FileToRead(label, data=file.read())], OF_UPLOADS)
    yield from _add_read(found, lambda: keep_file(label, file).pk, user, way, until)


def add_from_path(path: Path, *, way: str = Incoming.Origin.FOLDER) -> Iterator[ArrivalOutcome]:
    """Add the articles in the file at `path`, of any size, for a command."""

    def keep_whole() -> int:
        with path.open("rb") as stream:
            return keep_file(path.name, stream).pk

    found = read_bounded([FileToRead(clean_file_name(path.name), path=path)], OF_COMMANDS)
    yield from _add_read(found, keep_whole, None, way)


def add_unread(name: str, error: SourceError, way: str) -> Incoming:
    """Add a report whose text could not be read, so that an editor sees the reason; once for one reason."""
    found = Incoming.objects.waiting().filter(name=name[:255], way=way, error=error.packed()).first()
    return found or Incoming.objects.create(name=name[:255], way=way, error=error.packed())


def _add_read(
    found: Iterable[BoundedItem], keep_whole: Callable[[], int], user: Any, way: str, until: float | None = None
) -> Iterator[ArrivalOutcome]:
    """Add the texts that were read of a file. `keep_whole` stores the file and returns its key, for rows of it."""
    whole = None
    for read in found:
        one = read.item
        if until is not None and time.monotonic() > until:
            yield ArrivalOutcome(one.name, error=SourceError(OUT_OF_TIME, name=one.name))
            return
        if one.source is None:
            yield ArrivalOutcome(one.name, error=one.error)
            continue
        if one.is_row:
            whole = whole or keep_whole()
            one.source = replace(one.source, original_id=whole)
        try:
            yield add_incoming(one.source, way, user)
        except SourceError as error:
            yield ArrivalOutcome(one.name, error=error)


def read_answer(answer: WebAnswer) -> SourceText:
    """Return the article in an answer from the web.

    Its address is the one that answered, unless the page names another one of the same site.

    Raises:
        SourceError: The answer has no article in it.
    """
    file = FileToRead(
        answer.url,
        data=answer.body,
        address=answer.url,
        charset=answer.charset,
        is_page=answer.content_type in HTML_TYPES or not answer.content_type,
    )
    read = [one.item for one in read_bounded([file], OF_UPLOADS)]
    source = next((one.source for one in read if one.source), None)
    if source is None:
        raise next((one.error for one in read if one.error), SourceError(NO_TEXT))
    host = urlsplit(answer.url).hostname
    own = source.url if source.url and urlsplit(source.url).hostname == host else answer.url
    return replace(
        source,
        name=clean_file_name(urlsplit(answer.url).path.rstrip("/")) or "page.html",
        url=own,
        outlet_code=find_outlet_by_domain(host) or source.outlet_code,
    )


def find_known_address(address: str, but: Incoming | None = None) -> ArrivalOutcome | None:
    """Return where the article of the page at `address` is already, apart from `but`; None when it is new."""
    article = Article.objects.of_page(address).exclude(is_address_only()).first()
    waiting = None if article else _others(but).of_page(address).first()
    return ArrivalOutcome(address, known=article, waiting=waiting) if article or waiting else None


def add_incoming(
    source: SourceText, way: str, user: Any, *, feed: Feed | None = None, entry_key: str = ""
) -> ArrivalOutcome:
    """Add `source` to the desk, unless it is known.

    Args:
        source: The text.
        way: How it came, one of `Incoming.Origin`.
        user: The user who added it; None for a command.
        feed: The feed that it came from, if any.
        entry_key: The key of its entry in that feed.

    Raises:
        SourceError: The text has no words.
    """
    if not source.raw.strip():
        raise SourceError(NO_TEXT)
    found = _known(source)
    if found:
        return found
    report = read_source(source)
    incoming = Incoming(
        raw_text=source.raw,
        name=source.name[:255],
        url=(source.url or "")[:2000],
        headline=" ".join((source.headline or report.headline or "").split())[:500],
        **make_day_columns(source),
        outlet=Outlet.objects.filter(code=source.outlet_code).first() if source.outlet_code else None,
        way=way,
        feed=feed,
        entry_key=entry_key[:500],
        created_by=user if user is not None and user.pk else None,
        meetings_found=len(report.meetings),
        original_id=keep_original(source),
    )
    try:
        with transaction.atomic():
            incoming.save()
    except IntegrityError:  # another user added the same text at this moment
        found = _known(source)
        if found is None:
            raise
        return found
    return ArrivalOutcome(source.name, incoming=incoming)


def fill_incoming(incoming: Incoming, source: SourceText) -> ArrivalOutcome:
    """Add the text to an Incoming whose page could not be read at first.

    Raises:
        SourceError: The text has no words.
    """
    if not source.raw.strip():
        raise SourceError(NO_TEXT)
    found = _known(source, but=incoming)
    if found:
        return found
    incoming.raw_text, incoming.error = source.raw, ""
    incoming.headline = incoming.headline or " ".join((source.headline or "").split())[:500]
    complete_day(incoming, source)
    incoming.outlet = incoming.outlet or Outlet.objects.filter(code=source.outlet_code or "").first()
    incoming.meetings_found = len(read_source(make_source(incoming)).meetings)
    incoming.original_id = keep_original(source)
    incoming.save()
    return ArrivalOutcome(incoming.name, incoming=incoming)


def make_source(incoming: Incoming) -> SourceText:
    """Return the text of `incoming` as a source to read and store."""
    return SourceText(
        raw=incoming.raw_text,
        name=incoming.name,
        url=incoming.url or None,
        headline=incoming.headline or None,
        published=incoming.published_on,
        outlet_code=incoming.outlet.code if incoming.outlet else None,
        statements=incoming.statements,
        dated_by_editor=incoming.published_basis == PublishedBasis.EDITOR,
        original_id=incoming.original_id,
    )


def _others(but: Incoming | None) -> IncomingQuerySet:
    waiting = Incoming.objects.waiting()
    return waiting.exclude(pk=but.pk) if but else waiting


def _known(source: SourceText, but: Incoming | None = None) -> ArrivalOutcome | None:
    digest = hash_text(source.raw)
    article = Article.objects.filter(sha256=digest).first()
    if article:
        return ArrivalOutcome(source.name, known=article)
    waiting = _others(but).filter(sha256=digest).first()
    if waiting:
        return ArrivalOutcome(source.name, waiting=waiting)
    return find_known_address(source.url, but) if source.url else None
