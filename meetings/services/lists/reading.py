"""The file of a list, read in another process within limits: its headings, and its rows some hundred at a time."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.bounded import read_values_bounded
from meetings.ingest.documents.limits import OF_COMMANDS, OF_UPLOADS
from meetings.ingest.documents.sheets import MAX_COLUMNS, NumberedRow, Row, read_sheet
from meetings.ingest.errors import SourceError


@dataclass(frozen=True, slots=True)
class ListFile:
    """A table: the headings, and the rows below them with as many cells as headings."""

    headings: Row
    batches: Iterator[list[NumberedRow]]


def open_list(name: str, source: bytes | Path, most_rows: int | None = None) -> ListFile:
    """Return the table in a file.

    Args:
        name: The name of the file, for messages.
        source: Its content, or its path.
        most_rows: How many rows it may have; None for any number, with the limits of commands.

    Raises:
        SourceError: It cannot be read, here or while its rows are read; the message says what to do.
        OSError: There is no such file, or it may not be read.
    """
    if isinstance(source, Path):
        source.open("rb").close()  # the other process could only say that it failed
    limits = OF_COMMANDS if most_rows is None else OF_UPLOADS
    most = None if most_rows is None else most_rows + 1
    batches = read_values_bounded(read_sheet, name, source, limits, most, name=name, limits=limits)
    first: list[NumberedRow] = next(batches, [])
    headings = list(first[0][1]) if first else []
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        text = _("%(name)s: the file is empty. Its first row must contain the headings of the columns.")
        raise SourceError(text, name=name)
    if len(headings) > MAX_COLUMNS:
        text = _("%(name)s: the file has more columns than any list. Export a list to see its columns.")
        raise SourceError(text, name=name)
    return ListFile(headings, _fit(first[1:], batches, len(headings)))


def _fit(first: list[NumberedRow], batches: Iterator[list[NumberedRow]], width: int) -> Iterator[list[NumberedRow]]:
    """Yield the rows with as many cells as there are headings, without those that have text in other columns only."""
    with closing(batches):  # type: ignore[type-var]
        for some in _chain(first, batches):
            fitted = [(number, (row + [""] * width)[:width]) for number, row in some]
            if kept := [one for one in fitted if any(one[1])]:
                yield kept


def _chain(first: list[NumberedRow], batches: Iterator[list[NumberedRow]]) -> Iterator[list[NumberedRow]]:
    if first:
        yield first
    yield from batches


def select_columns(rows: Sequence[NumberedRow], names: Sequence[str]) -> tuple[list[str], list[Row]]:
    """Return the names of the columns that are not left out (""), and the rows with these columns."""
    kept = [place for place, name in enumerate(names) if name]
    return [names[place] for place in kept], [[row[place] for place in kept] for _number, row in rows]
