"""The one list of readers, and the reading of a file with all that is in it."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, ReadItem, SourceFile
from meetings.ingest.documents.gzips import unpack_gzip
from meetings.ingest.documents.kinds import Kind, find_kind
from meetings.ingest.documents.limits import LeftOutError, StopReadingError, make_damage_error, make_left_out
from meetings.ingest.documents.mail import read_mail, read_web_archive, split_mailbox
from meetings.ingest.documents.opendocument import read_opendocument
from meetings.ingest.documents.pdf import read_pdf
from meetings.ingest.documents.plain_text import keep_original
from meetings.ingest.documents.rtf import read_rtf
from meetings.ingest.documents.tables import read_csv, read_json
from meetings.ingest.documents.word import read_word
from meetings.ingest.documents.zips import list_entries
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import (
    MAX_PAGE_BYTES,
    MAX_TEXT_BYTES,
    PAGE_ENDINGS,
    is_probably_page,
    read_bytes,
)

Found = ReadItem | SourceFile | SourceError  # a text, a file within the file, or why one cannot be read


def read_text(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the article in a plain text or a page.

    Raises:
        SourceError: The file is empty, too large or not an article.
    """
    is_page = file.is_page or file.name.lower().endswith(PAGE_ENDINGS) or is_probably_page(file.head.decode("latin-1"))
    limit = MAX_PAGE_BYTES if is_page else MAX_TEXT_BYTES
    data = file.read(limit)
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise SourceError(_("%(name)s: the file is empty."), name=file.name)
    source = read_bytes(data, file.name, is_page=is_page, charset=file.charset, address=file.address)
    is_kept = source.raw.encode("utf-8", "surrogatepass") == data
    yield ReadItem(file.name, source if is_kept else keep_original(source, file))


def _unpack_gzip(file: SourceFile, run: ReadingRun) -> Iterator[SourceFile]:
    yield unpack_gzip(file, run)


READERS: dict[Kind, Callable[[SourceFile, ReadingRun], Iterator[Found]]] = {
    Kind.TEXT: read_text,
    Kind.WORD: read_word,
    Kind.OPEN_DOCUMENT: read_opendocument,
    Kind.RTF: read_rtf,
    Kind.PDF: read_pdf,
    Kind.MAIL: read_mail,
    Kind.WEB_ARCHIVE: read_web_archive,
    Kind.MAILBOX: split_mailbox,
    Kind.ZIP: list_entries,
    Kind.GZIP: _unpack_gzip,
    Kind.CSV: read_csv,
    Kind.JSON: read_json,
}
COUNTS_ITSELF = {Kind.MAILBOX, Kind.CSV, Kind.JSON}  # readers that count their texts one by one


def read_document(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    """Yield the texts of a file and of the files in it; one that cannot be read never stops the rest.

    Only what shows that the rest is not to be trusted, or is too much, ends the reading; its last item says so.
    """
    try:
        yield from _read(file, run)
    except StopReadingError as error:
        yield ReadItem(file.name, error=error)


def _read(file: SourceFile, run: ReadingRun) -> Iterator[ReadItem]:
    if not run.announce(file.name):
        return
    try:
        kind = find_kind(file)
        if isinstance(kind, str):
            raise make_left_out(file.name, kind)
        if kind in (Kind.ZIP, Kind.GZIP) and file.depth >= run.limits.depth:
            raise LeftOutError(
                _("%(name)s: archives within archives are read to a depth of %(most)s. Unpack it first."),
                name=file.name,
                most=run.limits.depth,
            )
        for found in READERS[kind](file, run):
            if isinstance(found, SourceFile):
                yield from _read(found, run)
            elif isinstance(found, SourceError):
                yield ReadItem(file.name, error=found)
            else:
                if kind not in COUNTS_ITSELF:
                    run.count_text(file.name)
                yield found
    except StopReadingError:
        raise
    except SourceError as error:
        yield ReadItem(file.name, error=error)
    except MemoryError:
        yield ReadItem(file.name, error=make_memory_error(file.name))
    except RecursionError:
        yield ReadItem(file.name, error=make_damage_error(file.name))


def make_memory_error(name: str) -> SourceError:
    """Return the error for a file whose reading takes too much memory."""
    return SourceError(_("%(name)s: reading this file takes too much memory. Copy its text and paste it."), name=name)
