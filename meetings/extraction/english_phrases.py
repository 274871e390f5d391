"""The meaning of English words in headlines and summaries: kinds of meeting, who received whom, sides. No Django here.

Reports are Arabic and are read by the other modules; the archive's own texts about a meeting are in English too.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from meetings.gazetteer import load_rows, split_values
from meetings.text.tokens import fold_words as words_of_text

Table = Mapping[tuple[str, ...], tuple[str, str]]


class EnglishHit(NamedTuple):
    """Words with a meaning: their numbers in the text (end exclusive), their frame and their value.

    The frame is one of those in english_meetings.tsv, and the value a kind of meeting; or "side", with a code.
    """

    start: int
    end: int
    frame: str
    value: str


def find_english(words: list[str]) -> Iterator[EnglishHit]:
    """Yield the English hits in folded words, in order; of two that begin together the longer one."""
    table, longest = _table()
    index = 0
    while index < len(words):
        sizes = range(min(longest, len(words) - index), 0, -1)
        size = next((size for size in sizes if tuple(words[index : index + size]) in table), 0)
        if size:
            yield EnglishHit(index, index + size, *table[tuple(words[index : index + size])])
        index += size or 1


@functools.cache
def _table() -> tuple[Table, int]:
    """Return the meaning of each group of words, and the number of words of the longest."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in load_rows("english_meetings"):
        for form in split_values(row["words"]):
            table[tuple(words_of_text(form))] = row["frame"], row["kind"]
    for row in (*load_rows("countries"), *load_rows("organisations")):
        table.setdefault(tuple(words_of_text(row["name_en"])), ("side", row["code"]))
    for row in load_rows("english_sides"):
        for form in split_values(row["words"]):
            table.setdefault(tuple(words_of_text(form)), ("side", row["code"]))
    return table, max(map(len, table))
