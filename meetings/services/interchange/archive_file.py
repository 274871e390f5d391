"""Reader of the zip of an exchanged archive. It trusts no file: it unpacks nothing to the disk and limits all sizes."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from meetings.services.attachments.inspection import MAX_ATTACHMENT_MEGABYTES
from meetings.services.interchange import FILES_FOLDER, FORMAT, VERSION
from meetings.services.interchange.export_rows import Row
from meetings.services.interchange.tables import ADDED_TABLES, TABLES, ArchiveTable
from meetings.services.packed_files import has_way_out, is_bomb

MAX_UNPACKED_BYTES = 8 << 30  # of all tables together
MAX_LINE_BYTES = 16 << 20
MAX_FILES = 200
MAX_ATTACHED_FILES = 200_000


class ArchiveFileError(Exception):
    """The file cannot be read; the message tells the user of the command why and what to do."""


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """A row and the number of its line, counted from 1. `problem` says why the line has no valid row."""

    number: int
    row: Row
    problem: str = ""


class ArchiveFile:
    """An opened archive. Opening raises ArchiveFileError if the file is not an archive, is too new or may do harm."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise ArchiveFileError(f"There is no file {path}.") from None
        except IsADirectoryError:
            raise ArchiveFileError(f"{path} is a folder; name the zip itself.") from None
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ArchiveFileError(f"{path} cannot be read as a zip: {error}.") from error
        try:
            self._check_files()
            self._names = set(self._zip.namelist())
            self.rows = self._check_contents()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def _check_files(self) -> None:
        files = self._zip.infolist()
        names = [file.filename for file in files]
        attached = sum(name.startswith(FILES_FOLDER) for name in names)
        if len(files) - attached > MAX_FILES:
            raise ArchiveFileError(f"The zip has {len(files) - attached} files; an archive has {2 * len(TABLES) + 4}.")
        if attached > MAX_ATTACHED_FILES:
            raise ArchiveFileError(f"The zip has {attached} attachments; at most {MAX_ATTACHED_FILES} are read.")
        if len(set(names)) != len(names):
            raise ArchiveFileError("The zip has two files of one name.")
        for file in files:
            if has_way_out(file.filename):
                raise ArchiveFileError(f"The zip has a file that leads out of it: {file.filename!r}.")
            if file.flag_bits & 0x1:
                raise ArchiveFileError("The zip is encrypted; decrypt it first.")
            if is_bomb(file.file_size, file.compress_size):
                raise ArchiveFileError(f"{file.filename} would grow to {file.file_size} bytes; that is no text.")
        if (size := sum(file.file_size for file in files)) > MAX_UNPACKED_BYTES:
            raise ArchiveFileError(
                f"The zip would grow to {size} bytes; {MAX_UNPACKED_BYTES} are the most that are read."
            )

    def _check_contents(self) -> dict[str, int]:
        """Return the number of rows of each table, as archive.json states it."""
        if "archive.json" not in self._zip.namelist():
            raise ArchiveFileError("There is no archive.json in the zip: it was not written by export_archive.")
        try:
            about = json.loads(self._read("archive.json", 1 << 20))
            known, version, rows = about["format"], about["version"], dict(about["rows"])
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveFileError(f"archive.json cannot be read: {error}.") from error
        if known != FORMAT or not isinstance(version, int):
            raise ArchiveFileError(f"archive.json names another format: {known!r}.")
        if version > VERSION:
            raise ArchiveFileError(
                f"The archive is of version {version}, and this Mahdar reads up to {VERSION}: update it."
            )
        if unknown := sorted(set(rows) - {table.name for table in TABLES}):
            raise ArchiveFileError(f"archive.json names tables that there are not: {', '.join(map(str, unknown))}.")
        for table in TABLES:
            if table.name in ADDED_TABLES and table.name not in rows:
                continue
            if _file(table) not in self._zip.namelist() or not isinstance(rows.get(table.name), int):
                raise ArchiveFileError(f"{_file(table)} is missing, or its number of rows in archive.json.")
        return {table.name: rows.get(table.name, 0) for table in TABLES}

    def _read(self, name: str, most: int) -> bytes:
        with self._opened(name) as file:
            found: bytes = file.read(most + 1)
        if len(found) > most:
            raise ArchiveFileError(f"{name} is too long.")
        return found

    def read_attached(self, sha256: str) -> bytes | None:
        """Return the file of an attachment; None if the archive was written without files."""
        name = f"{FILES_FOLDER}{sha256}"
        if name not in self._names:
            return None
        try:
            data = self._read(name, MAX_ATTACHMENT_MEGABYTES << 20)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ArchiveFileError(f"{name}: the file is damaged: {error}.") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveFileError(f"{name} does not have the content that its name states.")
        return data

    def _opened(self, name: str) -> Any:
        try:
            return self._zip.open(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise ArchiveFileError(f"{name} cannot be read: {error}.") from error

    def lines(self, table: ArchiveTable) -> Iterator[ArchiveLine]:
        """Yield the rows of a table."""
        name = _file(table)
        number = 0
        if table.name in ADDED_TABLES and name not in self._zip.namelist():
            return
        try:
            with self._opened(name) as file:
                buffered = io.BufferedReader(file)
                while line := buffered.readline(MAX_LINE_BYTES + 1):
                    number += 1
                    if len(line) > MAX_LINE_BYTES:
                        raise ArchiveFileError(f"{name}:{number}: the line is longer than {MAX_LINE_BYTES} bytes.")
                    yield _line(number, line)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ArchiveFileError(f"{name}:{number + 1}: the file is damaged: {error}.") from error


def _file(table: ArchiveTable) -> str:
    return f"jsonl/{table.name}.jsonl"


def _line(number: int, line: bytes) -> ArchiveLine:
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        return ArchiveLine(number, {}, "the line is not UTF-8")
    except RecursionError:
        return ArchiveLine(number, {}, "the line is nested too deeply")
    except ValueError as error:
        return ArchiveLine(number, {}, f"the line is not JSON: {error}")
    return (
        ArchiveLine(number, row)
        if isinstance(row, dict)
        else ArchiveLine(number, {}, "the line is not a record in braces")
    )


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")
