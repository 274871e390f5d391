"""Zip archives, and the packed parts of Word and OpenDocument files: unpacked in the memory, never to the disk.

What an archive says about itself is not trusted: sizes are counted while reading, and names (../../etc/passwd) are only
labels.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, SourceFile, clean_file_name, make_bomb_error, make_file
from meetings.ingest.documents.limits import MAX_DOCUMENT_BYTES, StopReadingError, make_damage_error
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import make_size_error

MAX_PACKING_RATIO = 200  # unpacked to packed; text is packed to a tenth, pages with much navigation to a fiftieth
MAX_UNCHECKED_BYTES = 1024 * 1024  # bytes that may be packed as tightly as they like
_CHUNK_BYTES = 64 * 1024
_OF_SYSTEMS = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}  # what systems add to folders
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def open_zip(file: SourceFile) -> zipfile.ZipFile:
    """Return the open archive.

    Raises:
        SourceError: It is damaged.
    """
    file.stream.seek(0)
    try:
        return zipfile.ZipFile(file.stream)
    except _DAMAGED as error:
        raise SourceError(_("%(name)s: this archive is damaged. Pack it again."), name=file.name) from error


def list_entries(file: SourceFile, run: ReadingRun) -> Iterator[SourceFile | SourceError]:
    """Yield the files of a zip archive, or for one that cannot be unpacked the reason.

    Raises:
        SourceError: The archive is damaged, empty or has too many entries.
        StopReadingError: It is made to fill the memory.
    """
    with open_zip(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_of_a_system(entry)]
        if not entries:
            raise SourceError(_("%(name)s: this archive is empty."), name=file.name)
        if len(entries) > run.limits.files:
            raise SourceError(
                _("%(name)s: %(count)s files are too many for one archive (at most %(most)s). Split it."),
                name=file.name,
                count=len(entries),
                most=run.limits.files,
            )
        for entry in entries:
            name = join_names(file, clean_file_name(_name_of(entry)))
            try:
                data = unpack(archive, entry, name, file.name, run)
            except StopReadingError:
                raise
            except SourceError as error:
                yield error
            else:
                yield make_file(name, data, file.depth + 1)


def join_names(container: SourceFile, name: str) -> str:
    """Return the name of a file in `container`; with that of the container where it is within another one."""
    return f"{container.name} › {name}" if container.depth else name


def unpack(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, label: str, run: ReadingRun, limit: int | None = None
) -> bytes:
    """Return the bytes of one entry, counted while reading: the sizes stated in an archive may be wrong.

    Args:
        archive: The open archive.
        entry: The entry to read.
        name: The entry's name in messages.
        label: The archive's name in messages.
        run: The run, which counts all unpacked bytes.
        limit: How many bytes the entry may have.

    Raises:
        SourceError: The entry is locked, damaged or too large.
        StopReadingError: It is made to fill the memory.
    """
    limit = limit or MAX_DOCUMENT_BYTES
    if entry.flag_bits & 0x1:
        raise SourceError(_("%(name)s: this archive is locked with a password. Pack it without one."), name=name)
    data = bytearray()
    most = max(MAX_UNCHECKED_BYTES, MAX_PACKING_RATIO * max(entry.compress_size, 1))
    if entry.file_size > most:
        raise make_bomb_error(label)
    try:
        with archive.open(entry) as packed:
            while chunk := packed.read(_CHUNK_BYTES):
                data += chunk
                run.count_bytes(label, len(chunk))
                if len(data) > most:
                    raise make_bomb_error(label)
                if len(data) > limit:
                    raise make_size_error(name, max(len(data), entry.file_size), limit)
    except _DAMAGED as error:
        raise SourceError(_("%(name)s: this file is damaged in the archive. Pack it again."), name=name) from error
    return bytes(data)


def unpack_part(file: SourceFile, part: str, run: ReadingRun) -> bytes:
    """Return one named part of a packed document.

    Raises:
        SourceError: The document is damaged or has no such part.
    """
    with open_zip(file) as archive:
        try:
            entry = archive.getinfo(part)
        except KeyError as error:
            raise make_damage_error(file.name) from error
        return unpack(archive, entry, file.name, file.name, run)


def _is_of_a_system(entry: zipfile.ZipInfo) -> bool:
    return not _OF_SYSTEMS.isdisjoint(PurePosixPath(entry.filename.replace("\\", "/")).parts)


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
