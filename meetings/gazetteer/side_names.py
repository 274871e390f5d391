"""Other names of sides and cities in all tables: languages of the region, acronyms, words of the English press."""

import functools

from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.sides import list_english_words

_COLUMNS = ("ar", "en", "fr", "ckb", "kmr", "acronyms", "other")
_MIN_LETTERS = 2


@functools.cache
def load_other_names() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return {(kind, key): names} of countries and organisations by their codes, and of cities by "IQ Erbil"."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in load_rows("search_aliases"):
        if row["kind"] in ("country", "organisation", "city"):
            names = (name for column in _COLUMNS for name in split_values(row[column]))
            found.setdefault((row["kind"], row["key"]), []).extend(names)
    for row in load_rows("english_sides"):
        found.setdefault(("country", row["code"]), []).extend(list_english_words(row["code"]))
    for row in load_rows("places"):
        found.setdefault(("city", f"{row['country']} {row['name_en']}"), []).extend(split_values(row["names"]))
    return {
        key: tuple(dict.fromkeys(name for name in names if len(name) >= _MIN_LETTERS)) for key, names in found.items()
    }
