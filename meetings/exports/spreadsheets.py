"""CSV and workbooks. A cell is text or a number, never a formula, since its words may come from an outlet."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

import xlsxwriter
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.exports.tables import MEETINGS, PEOPLE, RECORDS, list_people, make_row
from meetings.queries.records import Column
from meetings.text.cells import BYTE_ORDER_MARK, make_csv_line

MAX_SHEET_ROWS = 1_048_575  # below the headings; further rows go to another sheet
MAX_CELL_CHARACTERS = 32_767  # the limit of Excel


def write_csv(selection: Selection, output: Output) -> Iterator[str]:
    """Yield the table of a selection: one row for each meeting or, with `rows=people`, for each participant."""
    columns, batches = _table(selection, output)
    yield BYTE_ORDER_MARK + make_csv_line(str(column.heading) for column in columns)
    for items in batches:
        yield "".join(make_csv_line(make_row(columns, item, output.address)) for item in items)


def _table(selection: Selection, output: Output) -> tuple[tuple[Column, ...], Iterator[list[Any]]]:
    """Return the columns of a selection and its items in batches."""
    if selection.kind == "records":
        return RECORDS[selection.table], iter([selection.rows])
    if output.rows == "people":
        return PEOPLE, ([pair for one in some for pair in list_people(one)] for some in selection.batches())
    return MEETINGS, selection.batches()


def write_workbook(selection: Selection, output: Output) -> IO[bytes]:
    """Return the complete workbook of a selection in a temporary file, which is deleted when the caller closes it.

    The rows are written to the disk one by one, so that memory does not grow with them.
    """
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the caller closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": selection.title, "comments": output.page})
    if selection.kind == "records":
        sheet = _TableSheet(book, selection.title, RECORDS[selection.table])
        for item in selection.rows:
            sheet.add(item, output)
    else:
        meetings, people = _TableSheet(book, _("Meetings"), MEETINGS), _TableSheet(book, _("People"), PEOPLE)
        for meeting in selection.meetings():
            meetings.add(meeting, output)
            for pair in list_people(meeting):
                people.add(pair, output)
    book.close()
    file.seek(0)
    return file


class _TableSheet:
    """A table in a workbook that is written row by row, and continues on another sheet if one is full."""

    def __init__(self, book: Any, title: str, columns: tuple[Column, ...]) -> None:
        self.book, self.title, self.columns = book, title, columns
        self.number = 0
        self.bold = book.add_format({"bold": True})
        self._begin()

    def _begin(self) -> None:
        self.number += 1
        ending = f" {self.number}" if self.number > 1 else ""
        name = "".join(letter for letter in self.title if letter not in "[]:*?/\\'")[: 31 - len(ending)]
        self.sheet = self.book.add_worksheet(name + ending)
        if get_language_bidi():
            self.sheet.right_to_left()
        self.sheet.freeze_panes(1, 0)
        for index, column in enumerate(self.columns):
            self.sheet.set_column(index, index, column.width)
        for index, column in enumerate(self.columns):
            self.sheet.write_string(0, index, str(column.heading), self.bold)
        self.filled = 0

    def add(self, item: Any, output: Output) -> None:
        """Add the row of `item`."""
        if self.filled == MAX_SHEET_ROWS:
            self._begin()
        self.filled += 1
        for index, value in enumerate(make_row(self.columns, item, output.address)):
            if isinstance(value, int):
                self.sheet.write_number(self.filled, index, value)
            elif value:
                self.sheet.write_string(self.filled, index, str(value)[:MAX_CELL_CHARACTERS])
