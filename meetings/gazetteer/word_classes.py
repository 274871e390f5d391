"""Classes of words in the extraction rules: the tables under meetings/gazetteer/words/. No Django here."""

import functools
from pathlib import Path

from meetings.text.fold import fold
from meetings.text.tables import TableError, read_table, split_values

FOLDER = Path(__file__).with_name("words")


@functools.cache
def load_word_list(name: str) -> tuple[str, ...]:
    """Return the words (or phrases) of class `name`, folded, in the table's order.

    Raises:
        KeyError: No table has the class.
        TableError: Two tables have it, or Mahdar cannot read a table.
    """
    return _classes()[name]


@functools.cache
def load_word_class(name: str) -> frozenset[str]:
    """Return the words (or phrases) of class `name`, folded; raise the errors of `load_word_list`."""
    return frozenset(load_word_list(name))


@functools.cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    table_of: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.tsv")):
        for row in read_table(path):
            if table_of.setdefault(row["class"], path.name) != path.name:
                raise TableError(f"{path.name}: {table_of[row['class']]} has the class {row['class']} too")
            found.setdefault(row["class"], []).extend(fold(word) for word in split_values(row["words"]))
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}
