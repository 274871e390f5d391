"""Uploaded files: texts, pages and zip archives of them. Mahdar does not trust what a file says about itself.

It never unpacks anything to the disk, so that names in an archive (../../etc/passwd) are only labels.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from meetings.ingest.errors import SourceError
from meetings.ingest.readers import (
    MAX_PAGE_BYTES,
    MAX_TEXT_BYTES,
    PAGE_ENDINGS,
    TEXT_ENDINGS,
    is_probably_page,
    make_size_error,
    read_bytes,
)
from meetings.ingest.sources import SourceText

MAX_UPLOAD_BYTES = 24 * 1024 * 1024  # bytes of one form with all its files
MAX_ARCHIVE_TEXTS = 300  # in one archive
MAX_UNPACKED_BYTES = 64 * 1024 * 1024  # bytes of all texts of one archive
MAX_PACKING_RATIO = 200  # unpacked to packed; text is packed to a tenth, pages with much navigation to a fiftieth
MAX_UNCHECKED_BYTES = 1024 * 1024  # bytes that may be packed as tightly as they like
MAX_NAME_CHARACTERS = 120  # characters
_CHUNK_BYTES = 64 * 1024


@dataclass(slots=True)
class UploadedText:
    """One file of an upload: its text, or the reason why it could not be read."""

    name: str
    source: SourceText | None = None
    error: SourceError | None = None


def read_upload(name: str, file: BinaryIO, size: int) -> Iterator[UploadedText]:
    """Yield the texts of an uploaded file; one bad file of an archive never stops the rest.

    Args:
        name: The name that the browser sent.
        file: The content; it must be seekable.
        size: The number of bytes in `file`.
    """
    label = clean_file_name(name)
    try:
        if size > MAX_UPLOAD_BYTES:
            raise make_size_error(label, size, MAX_UPLOAD_BYTES)
        file.seek(0)
        is_archive = file.read(4) in (b"PK\x03\x04", b"PK\x05\x06") or zipfile.is_zipfile(file)
        file.seek(0)
        if is_archive:
            yield from _texts_of_archive(label, file)
        else:
            yield UploadedText(label, read_text(label, file.read(MAX_PAGE_BYTES + 1)))
    except SourceError as error:
        yield UploadedText(label, error=error)


def clean_file_name(name: str) -> str:
    """Return a file's name for display, without folders and without characters that control terminals or direction."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:MAX_NAME_CHARACTERS] or "?"


def read_text(name: str, data: bytes) -> SourceText:
    """Return the article in the bytes of a file called `name`.

    Raises:
        SourceError: The file is empty, too large or not an article.
    """
    is_page = name.lower().endswith(PAGE_ENDINGS) or is_probably_page(data[:500].decode("latin-1"))
    limit = MAX_PAGE_BYTES if is_page else MAX_TEXT_BYTES
    if len(data) > limit:
        raise make_size_error(name, len(data), limit)
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise SourceError(_("%(name)s: the file is empty."), name=name)
    return read_bytes(data, name, is_page=is_page)


def _texts_of_archive(label: str, file: BinaryIO) -> Iterator[UploadedText]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SourceError(_("%(name)s: this archive is damaged. Pack it again."), name=label) from error
    with archive:
        entries = [entry for entry in archive.infolist() if _is_text(entry)]
        if not entries:
            raise SourceError(
                _("%(name)s: this archive contains no text. Texts are files that end in %(endings)s."),
                name=label,
                endings=", ".join(TEXT_ENDINGS + PAGE_ENDINGS),
            )
        if len(entries) > MAX_ARCHIVE_TEXTS:
            raise SourceError(
                _("%(name)s: %(count)s texts are too many for one archive (at most %(most)s). Split it."),
                name=label,
                count=len(entries),
                most=MAX_ARCHIVE_TEXTS,
            )
        budget = MAX_UNPACKED_BYTES
        for entry in entries:
            name = clean_file_name(_name_of(entry))
            try:
                data = _unpack(archive, entry, name, label, budget)
                budget -= len(data)
                yield UploadedText(name, read_text(name, data))
            except _BombError as error:
                yield UploadedText(name, error=error)
                return  # an archive with one bomb is not trusted any further
            except SourceError as error:
                yield UploadedText(name, error=error)


class _BombError(SourceError):
    """An archive made to fill the memory."""


def _is_text(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a text: not a folder, not an archive, not metadata that macOS added."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = any(part.startswith(("__MACOSX", ".")) and part not in ("..", ".") for part in path.parts)
    return not (entry.is_dir() or hidden) and path.suffix.lower() in TEXT_ENDINGS + PAGE_ENDINGS


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; older packers wrote Windows-1256 where the archive is not marked as UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp1256"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, label: str, budget: int) -> bytes:
    """Return the bytes of one entry, counted while reading: the sizes stated in an archive may be wrong.

    Args:
        archive: The open archive.
        entry: The entry to read.
        name: The entry's name in messages.
        label: The archive's name in messages.
        budget: The number of bytes that all entries together may still take.

    Raises:
        SourceError: The entry is locked, damaged or too large.
    """
    if entry.flag_bits & 0x1:
        raise SourceError(_("%(name)s: this archive is locked with a password. Pack it without one."), name=name)
    data = bytearray()
    bomb = _BombError(
        _("%(name)s: the unpacked file is much larger than a text can be. The rest was not read."), name=label
    )
    most = max(MAX_UNCHECKED_BYTES, MAX_PACKING_RATIO * max(entry.compress_size, 1))
    if entry.file_size > most:
        raise bomb
    try:
        with archive.open(entry) as packed:
            while chunk := packed.read(_CHUNK_BYTES):
                data += chunk
                if len(data) > most or len(data) > budget:
                    raise bomb
                if len(data) > MAX_PAGE_BYTES:
                    raise make_size_error(name, len(data), MAX_PAGE_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SourceError(_("%(name)s: this file is damaged in the archive. Pack it again."), name=name) from error
    return bytes(data)
