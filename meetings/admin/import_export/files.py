"""Files of lists: written so that spreadsheets never run a cell, and kept from the check to the import."""

import csv
import io
import json
import re
import tempfile
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import get_language_bidi

from meetings.text.cells import make_safe_cell

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_ROWS = 1000  # in one file: an import is one request, and each row takes some milliseconds
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MARK = "\ufeff"  # the byte order mark: without it spreadsheets do not read the file as UTF-8 and garble Arabic
MAX_KEPT_SECONDS = 24 * 3600  # from the check of a file to its import
Row = list[str]


# --- Writing ----------------------------------------------------------------------------------------------------------
def write_file(kind: str, headings: Row, rows: Iterable[Row], title: str) -> IO[bytes]:
    """Return the table as a file of `kind` ("csv" or "xlsx"): a temporary file, deleted when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    lines = ([make_safe_cell(cell) for cell in row] for row in rows)
    (_write_csv if kind == "csv" else _write_workbook)(file, headings, lines, title)
    file.seek(0)
    return file


def _write_csv(file: IO[bytes], headings: Row, rows: Iterable[Row], title: str) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    text.detach()


def _write_workbook(file: IO[bytes], headings: Row, rows: Iterable[Row], title: str) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", "", title)[:31])
        if get_language_bidi():
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 22)
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell[:32_767])


# --- Between check and import -----------------------------------------------------------------------------------------
@dataclass(slots=True)
class CheckedFile:
    """An uploaded file on its way into the archive, with what its editor decided so far.

    Attributes:
        name: Its name.
        data: Its content.
        columns: The column of the list for each unknown column of the file, by its place; "" leaves it out.
        decisions: What becomes of the names that no record has, by their keys.
        made_on: The versions of the records that the editor saw in the last check.
    """

    name: str
    data: bytes = field(repr=False)
    columns: dict[int, str] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    made_on: dict[int, int] = field(default_factory=dict)


def store_file(user: Any, file: CheckedFile, token: str = "") -> str:
    """Store a file until its editor confirms the import, and return the token that finds it."""
    folder = _folder()
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > MAX_KEPT_SECONDS:
            old.unlink(missing_ok=True)
    token = token or uuid.uuid4().hex
    said = {"name": file.name[:200], "columns": file.columns, "decisions": file.decisions, "made_on": file.made_on}
    _path(user, token).write_bytes(json.dumps(said).encode() + b"\n" + file.data)
    return token


def read_stored_file(user: Any, token: str) -> CheckedFile | None:
    """Return the file that `user` stored under `token`; None if it no longer exists."""
    path = _path(user, token) if re.fullmatch(r"[0-9a-f]{32}", token) else None
    if path is None or not path.is_file():
        return None
    first, _newline, data = path.read_bytes().partition(b"\n")
    said = json.loads(first)
    columns, made_on = ({int(key): value for key, value in said[name].items()} for name in ("columns", "made_on"))
    return CheckedFile(said["name"], data, columns, said["decisions"], made_on)


def delete_stored_file(user: Any, token: str) -> None:
    """Delete a stored file."""
    if re.fullmatch(r"[0-9a-f]{32}", token):
        _path(user, token).unlink(missing_ok=True)


def _path(user: Any, token: str) -> Path:
    return _folder() / f"{user.pk}-{token}"


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
