"""Uploaded files: texts, pages, and zip archives of them, none of which is trusted to be what it says.

Nothing is ever unpacked to the disk, so that names in an archive (../../etc/passwd) are labels and no more.
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
    looks_like_page,
    read_bytes,
    too_large,
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
    """What became of one file of an upload: its text, or the reason why there is none."""

    name: str
    source: SourceText | None = None
    error: SourceError | None = None


def read_upload(name: str, file: BinaryIO, size: int) -> Iterator[UploadedText]:
    """The texts of an uploaded file of `size` bytes that can be read from any place. One bad file of an archive never
    stops the rest."""
    label = clean_file_name(name)
    try:
        if size > MAX_UPLOAD_BYTES:
            raise too_large(label, size, MAX_UPLOAD_BYTES)
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
    """A file's name to be shown: without its folders, without signs that steer the terminal or turn the direction."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:MAX_NAME_CHARACTERS] or "?"


def read_text(name: str, data: bytes) -> SourceText:
    """The article in the bytes of a file called `name`. Raises SourceError."""
    is_page = name.lower().endswith(PAGE_ENDINGS) or looks_like_page(data[:500].decode("latin-1"))
    limit = MAX_PAGE_BYTES if is_page else MAX_TEXT_BYTES
    if len(data) > limit:
        raise too_large(name, len(data), limit)
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
                return  # whoever packs one bomb is not to be believed in the rest
            except SourceError as error:
                yield UploadedText(name, error=error)


class _BombError(SourceError):
    """An archive made to fill the memory."""


def _is_text(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a text: no folder, no archive within the archive, none of the Mac's notes about files."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = any(part.startswith(("__MACOSX", ".")) and part not in ("..", ".") for part in path.parts)
    return not (entry.is_dir() or hidden) and path.suffix.lower() in TEXT_ENDINGS + PAGE_ENDINGS


def _name_of(entry: zipfile.ZipInfo) -> str:
    """An entry's name. Where the archive does not say that it is UTF-8, older packers wrote Windows-1256."""
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
    """The bytes of one entry, counted as they come: the sizes in an archive are what its maker wrote there."""
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
                    raise too_large(name, len(data), MAX_PAGE_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SourceError(_("%(name)s: this file is damaged in the archive. Pack it again."), name=name) from error
    return bytes(data)
