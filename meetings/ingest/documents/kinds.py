"""The kind of a file, by its content. Its name is asked only where the content leaves several answers."""

import re
import zipfile
from enum import Enum, auto

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import SourceFile
from meetings.ingest.documents.tables import find_table_kind

GZIP_SIGN = b"\x1f\x8b"  # the first bytes of every gzip file


class Kind(Enum):
    """A kind of file that a reader takes."""

    TEXT = auto()  # plain text, and pages: `readers.read_bytes` tells them apart
    WORD = auto()
    OPEN_DOCUMENT = auto()
    RTF = auto()
    PDF = auto()
    MAIL = auto()
    WEB_ARCHIVE = auto()
    MAILBOX = auto()
    ZIP = auto()
    GZIP = auto()
    CSV = auto()
    JSON = auto()


# The beginnings of files that have no text to read, and what they are.
_WITHOUT_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", _("a picture")),
    (b"\x89PNG", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"II*\x00", _("a picture")),
    (b"MM\x00*", _("a picture")),
    (b"BM", _("a picture")),
    (b"8BPS", _("a picture")),
    (b"RIFF", _("a picture, sound or film")),
    (b"ID3", _("a sound")),
    (b"OggS", _("a sound or film")),
    (b"\x1aE\xdf\xa3", _("a film")),
    (b"Rar!", _("a RAR archive (pack it as zip)")),
    (b"7z\xbc\xaf", _("a 7z archive (pack it as zip)")),
    (b"BZh", _("a bzip2 archive (pack it as zip)")),
    (b"\xfd7zXZ", _("an xz archive (pack it as zip)")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("a file of an old Office program (save it as .docx or PDF)")),
    (b"MZ", _("a program")),
    (b"\x7fELF", _("a program")),
    (b"SQLite format 3\x00", _("a database")),
    (b"\x00\x01\x00\x00", _("a font")),
    (b"wOF", _("a font")),
)
_OFFICE_FOLDERS = (
    ("xl/", _("a workbook (save its sheet as CSV with the columns title, URL, date, outlet and text)")),
    ("ppt/", _("a presentation (save it as PDF)")),
)
_OPEN_DOCUMENT_TYPE = "application/vnd.oasis.opendocument."
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_HEADERS = {
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"received",
    b"return-path",
    b"delivered-to",
    b"content-type",
    b"x-mozilla-status",
    b"x-gm-thrid",
}
MIN_MAIL_HEADERS = 2
_BINARY_SHARE = 0.1  # of control characters, more than any text has
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def find_kind(file: SourceFile) -> Kind | str:
    """Return the kind of a file; for one without text a noun phrase that says what it is."""
    head = file.head
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_kind_of_zip(file)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(GZIP_SIGN):
        return Kind.GZIP
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return Kind.RTF
    if what := _find_kind_without_text(head):
        return what
    if kind := _find_kind_of_mail(head):
        return kind
    if table := find_table_kind(file):
        return Kind[table]
    return Kind.ZIP if _is_zip_with_a_beginning(file) else Kind.TEXT


def _find_kind_without_text(head: bytes) -> str:
    for beginning, what in _WITHOUT_TEXT:
        if head.startswith(beginning):
            letters = len(beginning) <= 3 and beginning.isalpha() and not _is_binary(head)
            return "" if letters else what
    if head[4:8] == b"ftyp":
        return _("a film or a picture")
    return ""


def _is_binary(head: bytes) -> bool:
    return len(head.translate(None, _CONTROLS)) < len(head) * (1 - _BINARY_SHARE)


def _find_kind_of_zip(file: SourceFile) -> Kind | str:
    try:
        with zipfile.ZipFile(file.stream) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").decode("ascii", "replace")
                if said.startswith(_OPEN_DOCUMENT_TYPE):
                    return Kind.OPEN_DOCUMENT
    except Exception:  # a damaged archive; its reader says so
        return Kind.ZIP
    if "[Content_Types].xml" not in names:
        return Kind.ZIP
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    for folder, what in _OFFICE_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return what
    return Kind.ZIP


def _is_zip_with_a_beginning(file: SourceFile) -> bool:
    """Return whether an archive is behind something else, as in a program that unpacks itself."""
    return b"\x00" in file.head and zipfile.is_zipfile(file.stream)


def _find_kind_of_mail(head: bytes) -> Kind | None:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if head.startswith(b"From "):
        first, _line_end, rest = head.partition(b"\n")
        return Kind.MAILBOX if len(first) < 500 and _count_headers(rest) >= 1 else None
    if _count_headers(head) < MIN_MAIL_HEADERS:
        return None
    lower = head.lower()
    is_page = b"snapshot-content-location:" in lower or b"multipart/related" in lower.partition(b"\n\n")[0]
    return Kind.WEB_ARCHIVE if is_page and b'type="text/html"' in lower else Kind.MAIL


def _count_headers(head: bytes) -> int:
    """Return how many header lines of a mail a text begins with."""
    place, found = 0, set()
    while match := _HEADER.match(head, place):
        found.add(match[1].lower())
        place = match.end()
    return len(found & _MAIL_HEADERS)
