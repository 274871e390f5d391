"""Names of months, of every tradition of the Arabic press and in English, French and Kurmanji (`months.tsv`)."""

import functools
from pathlib import Path

from meetings.text.fold import fold
from meetings.text.tables import read_table, split_values


@functools.cache
def load_months() -> tuple[dict[str, int], dict[str, int]]:
    """Return folded month names with their numbers: Gregorian (all traditions) and Hijri."""
    gregorian: dict[str, int] = {}
    hijri: dict[str, int] = {}
    for row in read_table(Path(__file__).with_name("months.tsv")):
        table = hijri if row["calendar"] == "hijri" else gregorian
        for name in split_values(row["names"]):
            if table.setdefault(fold(name), int(row["month"])) != int(row["month"]):
                raise ValueError(f"months.tsv: {name} is the name of two months. Remove it from one of the rows.")
    return gregorian, hijri


def find_month(name: str) -> int | None:
    """Return the number (1 to 12) of the Gregorian month with this folded name; None for other words."""
    return load_months()[0].get(name)
