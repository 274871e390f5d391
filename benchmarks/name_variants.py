"""Other spellings of names, to ask questions with: from the table of aliases, and by habits of writers.

The spellings of the record itself are left out, since the search knows them.
"""

import random
from collections.abc import Collection

from meetings.search.query.aliases import load_aliases
from meetings.text.fold import fold
from meetings.text.tokens import fold_words

# How writers differ in Latin letters (Mohammed, Mohamed; Barzani, Barzany) and in Arabic ones (ماكرون, مكرون).
_LATIN = (("mohammed", "mohamed"), ("muhammad", "mohammed"), ("oo", "ou"), ("ou", "oo"), ("ee", "i"), ("sh", "ch"),
          ("kh", "h"), ("q", "k"), ("dh", "d"), ("aa", "a"), ("ei", "ai"), ("ai", "ay"), ("al-", "el-"), ("i", "y"),
          ("ch", "tsch"), ("w", "v"), ("ph", "f"))  # fmt: skip
_ARABIC = (("غ", "ج"), ("غ", "ك"), ("ڤ", "ف"), ("ف", "ڤ"), ("تش", "ج"), ("ج", "غ"), ("ون", "ن"), ("ي", "ى"), ("ا", "آ"),
           ("ك", "ق"), ("ه", "ة"), ("ست", "شت"), ("يو", "و"))  # fmt: skip

MIN_WHOLE_LETTERS = 3  # shorter habits do not change how a name begins


def list_spellings(name: str, known: Collection[str]) -> list[str]:
    """Return other spellings of a person's name: those of the table, then some made by habits of writers.

    Args:
        name: The name.
        known: The names of the record, in any order.
    """
    spellings = {fold(one) for one in known}
    found = [one for one in _list_aliases(name) if one not in spellings]
    found += [one for one in _list_habits(name) if fold(one) not in spellings]
    return list(dict.fromkeys(found))


def choose_spelling(name: str, known: Collection[str], chance: random.Random) -> str:
    """Return one other spelling of a name; empty where there is none."""
    spellings = list_spellings(name, known)
    return chance.choice(spellings) if spellings else ""


def _list_aliases(name: str) -> list[str]:
    table, words = load_aliases(), fold_words(name)
    for run in table.find_runs(words, name.split() if len(name.split()) == len(words) else words):
        if run.start == 0 and run.end == len(words):
            return [one for number in run.concepts for one in table.concepts[number].spellings if " " in one]
    return []


def _list_habits(name: str) -> list[str]:
    """Return the name with one habit applied."""
    pairs = _LATIN if name.isascii() else _ARABIC
    plain = name.lower() if name.isascii() else name
    found = [plain.replace(one, other, 1) for one, other in pairs if len(one) > MIN_WHOLE_LETTERS and one in plain]
    inner = [(one, other) for one, other in pairs if len(one) <= MIN_WHOLE_LETTERS and one in plain[1:]]
    return found + [plain[0] + plain[1:].replace(one, other, 1) for one, other in inner]
