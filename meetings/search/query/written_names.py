"""Latin words of the index that texts write with a capital, as names: Turkey, not turkey.

`documents/analysis.py` indexes such a word twice, folded and with a capital.
"""

import re
from collections.abc import Mapping

MIN_LETTERS = 3
# Endings of French adjectives of countries, which have small letters: la délégation libanaise.
_ADJECTIVE = re.compile(r"(?:[ao]is|ien|yen|een|ain|and)(?:n?es?|s)?$|(?:cque|rque|vaque|usse)s?$|(?:grec|turc)s?$")


def get_written(word: str, frequencies: Mapping[str, int]) -> str:
    """Return a folded Latin word as the index has it as a name: with a capital, unless it needs none."""
    is_name = len(word) >= MIN_LETTERS and word.isalpha() and not _ADJECTIVE.search(word)
    return word.capitalize() if is_name else word


def is_written(word: str) -> bool:
    """Return whether a word of the index is one with a capital for a name; acronyms are not."""
    return word.isascii() and word.istitle() and len(word) >= MIN_LETTERS


def get_marked(word: str) -> str:
    """Return a word of the index as it is marked in texts: one with a capital as the folded word."""
    return word.lower() if is_written(word) else word
