"""Tables whose rows are records: CSV files and workbooks, row by row, in bounded memory.

The functions run in the process of `bounded.py`, since a small file can claim thousands of millions of rows.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.limits import MEGABYTE, Limits
from meetings.ingest.encodings import find_encoding
from meetings.ingest.errors import SourceError
from meetings.text.cells import read_safe_cell

MAX_COLUMNS = 100
MAX_EMPTY_ROWS = 100_000  # one after the other
MAX_CELL_CHARACTERS = 1_000_000
MAX_SHARED_TEXT_BYTES = 256 * MEGABYTE  # of the texts of a workbook, which are in memory as a whole
ROWS_AT_ONCE = 200
SAMPLE_BYTES = 64 * 1024  # of a CSV file, to find its encoding
Row = list[str]
NumberedRow = tuple[int, Row]
# A day as a spreadsheet shows it has a letter for the day; outside quotes and brackets.
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read_sheet(name: str, source: bytes | Path, limits: Limits, most_rows: int | None) -> Iterator[list[NumberedRow]]:
    """Yield the rows of a table that are not empty, some hundred at a time, each with its number in the file.

    Args:
        name: The name of the file, for messages.
        source: Its content, or its path.
        limits: How much may be read.
        most_rows: How many rows it may have, with that of the headings; None for any number.

    Raises:
        SourceError: The file is not a table, is damaged, or has too much of something.
    """
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        is_workbook = stream.read(4) == b"PK\x03\x04"
        stream.seek(0)
        rows = _read_workbook(name, stream, limits) if is_workbook else _read_csv(name, stream)
        yield from _collect(name, rows, most_rows)


def _collect(name: str, rows: Iterator[NumberedRow], most_rows: int | None) -> Iterator[list[NumberedRow]]:
    some: list[NumberedRow] = []
    read, last = 0, 0
    for number, row in rows:
        if not any(row):
            if number - last > MAX_EMPTY_ROWS:
                raise SourceError(
                    _("%(name)s: more than %(most)s empty rows follow row %(row)s. Delete them and save the file."),
                    name=name,
                    most=MAX_EMPTY_ROWS,
                    row=last,
                )
            continue
        last = number
        read += 1
        if most_rows is not None and read > most_rows:
            raise SourceError(
                _(
                    "%(name)s: the file has more than %(most)s rows. Divide it, or ask an administrator to import it "
                    "with a command (manage.py import_list, or import_identifiers), which reads any number."
                ),
                name=name,
                most=most_rows - 1,
            )
        some.append((number, row))
        if len(some) == ROWS_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


# --- CSV --------------------------------------------------------------------------------------------------------------
def _read_csv(name: str, stream: BinaryIO) -> Iterator[NumberedRow]:
    encoding = find_encoding(stream.read(SAMPLE_BYTES)) or "utf-8"
    stream.seek(0)
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        first = text.readline(MAX_CELL_CHARACTERS)
        text.seek(0)
        for number, row in enumerate(csv.reader(_without_zeros(name, text), delimiter=_find_delimiter(first)), start=1):
            yield number, [read_safe_cell(cell) for cell in row[: MAX_COLUMNS + 1]]
    except UnicodeDecodeError as error:
        wrong = _("%(name)s: the file cannot be read. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx).")
        raise SourceError(wrong, name=name) from error
    except csv.Error as error:
        wrong = _("%(name)s: the file cannot be read as a table: %(error)s.")
        raise SourceError(wrong, name=name, error=str(error)) from error
    finally:
        if not stream.closed:
            text.detach()


def _find_delimiter(first: str) -> str:
    """Return the sign between the headings; spreadsheets of some countries write semicolons."""
    outside = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=outside.count)


def _without_zeros(name: str, lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            text = _("%(name)s: the file is neither a CSV file nor an Excel workbook (.xlsx).")
            raise SourceError(text, name=name)
        yield line


# --- Workbooks --------------------------------------------------------------------------------------------------------
def _read_workbook(name: str, stream: BinaryIO, limits: Limits) -> Iterator[NumberedRow]:
    from openpyxl import load_workbook  # takes half a second, so only imports of workbooks load it

    _check_size(name, stream, limits)
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file claims
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
            cells = [read_safe_cell(_as_text(cell)) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            yield number, cells
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # the library can raise any exception for a damaged workbook
        raise _make_damage(name) from error


def _check_size(name: str, stream: BinaryIO, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(stream) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise _make_damage(name) from error
    shared = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    most = limits.unpacked_bytes
    if len(parts) > limits.files or sum(part.file_size for part in parts) > most or shared > MAX_SHARED_TEXT_BYTES:
        raise SourceError(
            _("%(name)s: the workbook is too large when unpacked. Divide it, or save it as “CSV UTF-8”."), name=name
        )
    stream.seek(0)


def _make_damage(name: str) -> SourceError:
    return SourceError(
        _(
            "%(name)s: the workbook cannot be read: it is damaged or protected. Save it again as .xlsx or as “CSV "
            "UTF-8”."
        ),
        name=name,
    )


def _as_text(cell: Any) -> str:
    """Return the text of a cell; a date that the sheet shows to the month or the year is no more exact."""
    value = cell.value
    if value is None:
        return ""
    if hasattr(value, "strftime") and hasattr(value, "year"):
        shown = _QUOTED.sub("", str(cell.number_format)).lower()
        form = "%Y-%m-%d" if "d" in shown or "y" not in shown else "%Y-%m" if "m" in shown else "%Y"
        return str(value.strftime(form))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "").replace("\r\n", "\n")
