"""Readable tables, and the one way to read them. No Django here.

Each table is a tab-separated file: lines that start with `#` give the source of its knowledge, the first other line
names the columns, `|` separates several values of one cell. Spellings are as in the press; code that compares them
folds them.
"""

import functools
from pathlib import Path


class TableError(ValueError):
    """An error in a table: a line does not have its columns. The message names file and line."""


@functools.cache
def read_table(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of the table at `path` as dicts of column to text, in the file's order.

    Raises:
        TableError: A line has more cells than the table has columns.
    """
    header: list[str] = []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise TableError(f"{path.name}, line {number}: {len(cells)} cells for {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        found.append(dict(zip(header, cells, strict=True)))
    return tuple(found)


def split_values(cell: str) -> list[str]:
    """Return the values of one cell."""
    return [value.strip() for value in cell.split("|") if value.strip()]
