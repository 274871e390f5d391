"""Text in the cells of tables that spreadsheet programs open."""

import csv
import re
from collections.abc import Iterable
from typing import Any

# What these programs read as the beginning of a formula, also after blanks and in full-width signs. A signed number is
# a number.
_FORMULA = re.compile(r"^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")

BYTE_ORDER_MARK = "\ufeff"  # begins a table: spreadsheet programs show Arabic correctly only if they know it is UTF-8


class _LastLine:
    """A file for csv.writer that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def make_csv_line(cells: Iterable[Any]) -> str:
    """Return a line of a CSV table with its line end; no text in it is a formula for a spreadsheet program."""
    writer: Any = csv.writer(_LastLine())  # cheap, and two threads may not share one
    line: str = writer.writerow([make_safe_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return line


def make_safe_cell(text: str) -> str:
    """Return `text` so that a spreadsheet program shows it and never runs it.

    It gets an apostrophe in front where it looks like a formula, and where it already looks like text with such an
    apostrophe, so that `read_safe_cell` is exact.
    """
    return f"'{text}" if _looks_run(text.lstrip("'")) else text


def read_safe_cell(text: str) -> str:
    """Return the text that `make_safe_cell` made the cell of; return any other cell unchanged."""
    return text[1:] if text.startswith("'") and _looks_run(text.lstrip("'")) else text


def _looks_run(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)
