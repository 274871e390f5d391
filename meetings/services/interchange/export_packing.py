"""Writer of the public archive as one zip, with the same bytes for the same records."""

import contextlib
import csv
import glob
import io
import json
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from meetings.models import Original
from meetings.queries.attachments import select_public_attachments
from meetings.queries.state import state
from meetings.services.interchange import FILES_FOLDER, FORMAT, VERSION
from meetings.services.interchange.export_dictionary import write_dictionaries
from meetings.services.interchange.export_rows import Row, load_rows
from meetings.services.interchange.tables import TABLES, ArchiveTable
from meetings.text.cells import make_safe_cell

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every file in the zip, instead of the time of writing
ROWS_PER_PROGRESS_REPORT = 2_000
MAX_ATTEMPTS = 3
UNFINISHED = ".unfinished"  # ending of the hidden file that becomes the export
MAX_UNFINISHED_SECONDS = 3600  # after which the file of a process that died is deleted
Progress = Callable[[str, int], None]


class ArchiveChangedError(Exception):
    """The archive changed during every attempt to write it."""


def pack(
    path: Path, *, with_texts: bool = False, with_files: bool = False, progress: Progress | None = None
) -> dict[str, int]:
    """Write the public archive to `path` and return the number of rows of each table.

    The file appears whole or not at all. If the archive changes meanwhile, the writing starts again, because the tables
    would not fit each other.

    Args:
        path: The file to write.
        with_texts: Whether to include the whole texts of outlets.
        with_files: Whether to include the public copies of attachments.
        progress: Called with a table's name and the number of its rows that are done.

    Raises:
        ArchiveChangedError: The archive changed during every attempt.
        OSError: The disk is full.
    """
    _delete_unfinished(path)
    for _attempt in range(MAX_ATTEMPTS):
        before = state()
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED, delete=False
        ) as file:
            unfinished = Path(file.name)
        try:
            counts = _write(unfinished, with_texts, with_files, progress)
            if state() == before:
                unfinished.chmod(0o644)
                unfinished.replace(path)
                return counts
        finally:
            unfinished.unlink(missing_ok=True)
    raise ArchiveChangedError


def _delete_unfinished(path: Path) -> None:
    """Delete what exports to this file left beside it that were killed long ago; a younger one may be at work."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{UNFINISHED}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > MAX_UNFINISHED_SECONDS:
                left.unlink()


def _write(path: Path, with_texts: bool, with_files: bool, progress: Progress | None) -> dict[str, int]:
    counts = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in TABLES:
            with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as cells:
                counts[table.name] = _spool(table, with_texts, lines, cells, progress)
                _add(archive, f"jsonl/{table.name}.jsonl", lines)
                _add(archive, f"csv/{table.name}.csv", cells)
        if with_files:
            _add_files(archive, progress)
        about = {
            "format": FORMAT,
            "version": VERSION,
            "texts": "whole" if with_texts else "excerpts",
            "files": with_files,
            "rows": counts,
        }
        licence = settings.LICENSE_FILE.read_text(encoding="utf-8")
        for name, text in {
            "archive.json": _json(about),
            "LICENSE.txt": licence,
            **write_dictionaries(counts, with_texts, with_files),
        }.items():
            _add(archive, name, io.BytesIO(text.encode()))
    return counts


def _add_files(archive: zipfile.ZipFile, progress: Progress | None) -> None:
    """Add the public copy of each public attachment, each once and by its hash; they are compressed already."""
    files = Original.objects.filter(pk__in=select_public_attachments().order_by().values("public_file"))
    for number, stored in enumerate(files.order_by("sha256"), start=1):
        with stored.file.open("rb") as content:
            _add(archive, f"{FILES_FOLDER}{stored.sha256}", content, zipfile.ZIP_STORED)
        if progress:
            progress("files", number)


def _spool(table: ArchiveTable, with_texts: bool, lines: IO[bytes], cells: IO[bytes], progress: Progress | None) -> int:
    """Write the rows of a table to two files at once, as JSON Lines and as CSV, and return their number."""
    line_text = io.TextIOWrapper(lines, encoding="utf-8", errors="surrogatepass", newline="\n", write_through=True)
    cell_text = io.TextIOWrapper(cells, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(cell_text, lineterminator="\r\n")
    cell_text.write("\ufeff")
    writer.writerow([column.name for column in table.columns])
    number = 0
    for number, row in enumerate(load_rows(table, with_texts), start=1):
        line_text.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        writer.writerow(_cells(row))
        if progress and number % ROWS_PER_PROGRESS_REPORT == 0:
            progress(table.name, number)
    if progress:
        progress(table.name, number)
    line_text.detach()
    cell_text.detach()
    return number


def _cells(row: Row) -> list[Any]:
    return [_cell(value) for value in row.values()]


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return make_safe_cell(value) if isinstance(value, str) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _add(archive: zipfile.ZipFile, name: str, content: IO[bytes], compression: int = zipfile.ZIP_DEFLATED) -> None:
    about = zipfile.ZipInfo(name, EPOCH)
    about.compress_type = compression
    about.create_system = 3
    about.external_attr = 0o644 << 16
    content.seek(0)
    with archive.open(about, "w", force_zip64=True) as target:
        while piece := content.read(1 << 20):
            target.write(piece)
