"""Language knowledge as readable tables (meetings/text/tables.py says how they are written). No Django here."""

from pathlib import Path

from meetings.text.tables import TableError, read_table, split_values

__all__ = ["FOLDER", "TableError", "load_rows", "split_values"]

FOLDER = Path(__file__).parent


def load_rows(table: str, folder: Path = FOLDER) -> tuple[dict[str, str], ...]:
    """Return the rows of `table` (a file name without `.tsv`) as dicts of column to text, in the file's order."""
    return read_table(folder / f"{table}.tsv")
