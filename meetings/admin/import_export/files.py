"""Files of lists, CSV and workbooks: reading within limits, and writing so that spreadsheets never run a cell."""

import csv
import datetime
import io
import re
import tempfile
import time
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from tablib import Dataset

from meetings.text.cells import make_safe_cell, read_safe_cell

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024  # bytes of what a workbook unpacks to
MAX_ROWS = 1000  # in one file; other users cannot save during an import, and each row takes some milliseconds
MAX_COLUMNS = 100
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


# --- Reading ----------------------------------------------------------------------------------------------------------
class UploadedTable:
    """A table from a file: its headings, its rows, and the number of each row in the file."""

    def __init__(self, headings: Row, rows: Iterable[tuple[int, Row]]) -> None:
        self.headings = headings
        self.numbers: list[int] = []
        self.rows: list[Row] = []
        for number, row in rows:
            cells = (row + [""] * len(headings))[: len(headings)]
            if any(cells):
                self.numbers.append(number)
                self.rows.append(cells)
            if len(self.rows) > MAX_ROWS:
                raise ValidationError(
                    ngettext(
                        "The file has more than %(most)s row. Divide it and import the parts one by one.",
                        "The file has more than %(most)s rows. Divide it and import the parts one by one.",
                        MAX_ROWS,
                    )
                    % {"most": MAX_ROWS}
                )

    def dataset(self, columns: Row) -> Dataset:
        """Return the rows with `columns` as their headers; columns without a name ("") are left out."""
        kept = [index for index, name in enumerate(columns) if name]
        return Dataset(*([row[index] for index in kept] for row in self.rows), headers=[columns[i] for i in kept])


def read_table_file(name: str, data: bytes) -> UploadedTable:
    """Read the table in the file called `name`. Raises ValidationError with the problem and what to do."""
    if len(data) > MAX_FILE_BYTES:
        size = _("The file is larger than %(most)s MB. Divide it and import the parts one by one.")
        raise ValidationError(size % {"most": MAX_FILE_BYTES // 1024 // 1024})
    workbook = data[:4] == b"PK\x03\x04"
    rows = _workbook_rows(data) if workbook else _csv_rows(data)
    headings = next(((number, row) for number, row in rows if any(row)), (0, []))[1]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise ValidationError(_("The file is empty. Its first row must contain the headings of the columns."))
    if len(headings) > MAX_COLUMNS:
        raise ValidationError(
            _("The file has more columns than any list of the archive. Export a list to see its columns.")
        )
    return UploadedTable(headings, rows)


def _csv_rows(data: bytes) -> Iterator[tuple[int, Row]]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = _("The file cannot be read. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx).")
        raise ValidationError(wrong) from error
    if "\0" in text:
        raise ValidationError(_("The file is neither a CSV file nor an Excel workbook (.xlsx)."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets of some countries write semicolons
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            yield number, [read_safe_cell(cell) for cell in row]
    except csv.Error as error:
        wrong = _("The file cannot be read as a table: %(error)s.")
        raise ValidationError(wrong % {"error": error}) from error


def _workbook_rows(data: bytes) -> Iterator[tuple[int, Row]]:
    from openpyxl import load_workbook  # takes half a second, so only imports of workbooks load it

    damaged = _("The workbook cannot be read: it is damaged or protected. Save it again as .xlsx or as “CSV UTF-8”.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise ValidationError(damaged) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise ValidationError(_("The workbook is too large when unpacked. Divide it, or save it as “CSV UTF-8”."))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
            yield number, [read_safe_cell(_as_text(value)) for value in row]
    except ValidationError:
        raise
    except Exception as error:  # the library can raise any exception for a damaged workbook
        raise ValidationError(damaged) from error


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# --- Between check and import -----------------------------------------------------------------------------------------
def store_file(user: Any, name: str, data: bytes) -> str:
    """Store a checked file until its editor confirms the import, and return the token that finds it."""
    folder = _folder()
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > MAX_KEPT_SECONDS:
            old.unlink(missing_ok=True)
    token = uuid.uuid4().hex
    _path(user, token).write_bytes(name[:200].encode() + b"\n" + data)
    return token


def read_stored_file(user: Any, token: str) -> tuple[str, bytes] | None:
    """Return the name and content of the file that `user` stored under `token`; None if it no longer exists."""
    path = _path(user, token) if re.fullmatch(r"[0-9a-f]{32}", token) else None
    if path is None or not path.is_file():
        return None
    name, _newline, data = path.read_bytes().partition(b"\n")
    return name.decode(), data


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
