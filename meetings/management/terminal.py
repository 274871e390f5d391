"""The output of commands: Arabic that is readable in any terminal, tables and progress.

Most terminals print Arabic letters unjoined and from left to right. For them, `meetings.text.canvas` wraps and shapes
the lines. Output to a file or to another program is never shaped.
"""

import argparse
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from meetings.text import canvas
from meetings.text.tables import read_table

SHAPE_CHOICES = ("auto", "always", "never")
COLUMN_GAP = "  "  # between the columns of a table


def add_shape_option(parser: argparse.ArgumentParser) -> None:
    """Add the option `--shape` to a command that prints Arabic."""
    parser.add_argument(
        "--shape",
        choices=SHAPE_CHOICES,
        default="auto",
        help="join Arabic letters and reorder lines for the terminal: auto (where the terminal does not do it itself, "
        "and never for a file or a pipe), always, never",
    )


def is_shaping_terminal(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal that set these variables joins and reorders Arabic without help."""
    for row in read_table(Path(__file__).with_name("terminals.tsv")):
        value = environment.get(row["variable"])
        if value is None or not value.startswith(row["begins"]):
            continue
        if not row["from"] or (value.isdecimal() and int(value) >= int(row["from"])):
            return True
    return False


class Screen:
    """A writer of lines, tables and progress.

    `output` is a command's `stdout`; `shape` is the value of `--shape`. On a terminal, lines are wrapped to its width.
    """

    def __init__(self, output: Any, shape: str = "auto", environment: Mapping[str, str] | None = None) -> None:
        self.output = output
        self.terminal = bool(output.isatty())
        helped = self.terminal and not is_shaping_terminal(os.environ if environment is None else environment)
        self.shaping = shape == "always" or (shape == "auto" and helped)
        self.columns = shutil.get_terminal_size().columns
        self._passing = 0  # columns of the line of progress that is on the screen

    def line(self, text: str = "", indent: int = 0) -> None:
        """Write `text` as a paragraph, indented by `indent` columns on the side where it begins."""
        self._clear()
        margin = " " * indent
        if not (self.terminal or self.shaping):
            self.output.write(margin + text)
            return
        for block in text.split("\n"):
            side = canvas.find_paint_direction(block)
            for line in canvas.wrap_paragraph(block, self.columns - indent, side, self.shaping):
                self.output.write(line if side == "R" and self.shaping else margin + line)

    def table(self, rows: Iterable[Sequence[object]], heads: Sequence[object] = ()) -> None:
        """Write rows in columns as wide as their longest cell; the last column is wrapped.

        Columns run from left to right, so that a table looks the same in every language; each cell is shaped alone.
        """
        cells = [[str(cell) for cell in row] for row in ([heads] if heads else [])] + [
            [str(cell) for cell in row] for row in rows
        ]
        if not cells:
            return
        self._clear()
        widths = [max(canvas.measure_width(row[number]) for row in cells) for number in range(len(cells[0]))]
        before = sum(widths[:-1]) + len(COLUMN_GAP) * (len(widths) - 1)
        room = max(self.columns - before, 20) if self.terminal or self.shaping else widths[-1]
        for number, row in enumerate(cells):
            self._row(row, widths, room, before)
            if heads and not number:
                self.output.write(COLUMN_GAP.join("-" * min(w, room) for w in widths))

    def progress(self, text: str) -> None:
        """Show `text` in place of the previous progress; only on a terminal."""
        if not self.terminal:
            return
        drawn = canvas.shape(text) if self.shaping else text
        self.output.write(f"\r{drawn}{' ' * max(self._passing - canvas.measure_width(text), 0)}", ending="")
        self.output.flush()
        self._passing = canvas.measure_width(text)

    def _row(self, row: list[str], widths: list[int], room: int, before: int) -> None:
        fixed = [self._padded(cell, size) for cell, size in zip(row[:-1], widths, strict=False)]
        if not (self.terminal or self.shaping):
            self.output.write(COLUMN_GAP.join([*fixed, row[-1]]).rstrip())
            return
        last = canvas.wrap_paragraph(row[-1], room, shaping=self.shaping)
        self.output.write(COLUMN_GAP.join([*fixed, last[0]]).rstrip())
        for line in last[1:]:
            self.output.write(" " * before + line)

    def _padded(self, cell: str, columns: int) -> str:
        drawn = canvas.shape(cell) if self.shaping else cell
        return drawn + " " * max(columns - canvas.measure_width(drawn), 0)

    def _clear(self) -> None:
        if self._passing:
            self.output.write(f"\r{' ' * self._passing}\r", ending="")
            self._passing = 0
