"""The one normaliser: a single spelling for what newspapers, keyboards and scripts spell in many ways.

Everything that compares Arabic text (index, query, names, extraction, highlighting) folds it here first. A fold can
include a map back to the original, so that marks and evidence always cover the words as they were written.

Rules: Unicode compatibility forms are decomposed and combining marks (harakat, hamza seats, Latin accents) dropped;
letters that the press uses for one another are unified (ى ی ئ to ي, ة to ه, أ إ آ to ا, ؤ to و; the Kurdish and Persian
letters to their nearest Arabic sound); both Arabic digit sets become ASCII; tatweel, zero-width and bidi controls
disappear. Sorani writes the short vowel e as U+06D5 (or ه + ZWNJ): Arabic leaves it out inside a word and writes it ه
at the end.
"""

import re
import unicodedata
from dataclasses import dataclass

TATWEEL = "\u0640"
ZWNJ = "\u200c"
SORANI_E = "\u06d5"

# One letter per sound. Hamza seats need no line here: their decomposition leaves the bare letter.
_LETTERS = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ۍ": "ي", "ے": "ي", "ۑ": "ي",
    "ة": "ه", "ھ": "ه", "ہ": "ه", "ۃ": "ه",
    "ٱ": "ا",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ڬ": "ك",
    "ڤ": "ف", "ڥ": "ف", "ڢ": "ف", "چ": "ج", "پ": "ب", "ژ": "ز",
    "ۆ": "و", "ۇ": "و", "ۋ": "و", "ۊ": "و", "ڕ": "ر", "ڵ": "ل",
    "ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe",
    "،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",",
    "ʼ": "'", "\u2019": "'", "\u2018": "'", "\u02bf": "'", "\u02be": "'",
}  # fmt: skip


def _fold_character(character: str) -> str:
    """Return the folded form of one character: nothing, one or several characters."""
    folded = []
    for part in unicodedata.normalize("NFKD", character):
        category = unicodedata.category(part)
        if category in ("Mn", "Cf") or part == TATWEEL or "\u06e5" <= part <= "\u06e6":
            continue
        if category == "Nd":
            part = str(unicodedata.decimal(part))
        part = _LETTERS.get(part, part).lower()
        # Lower-casing may decompose (İ): keep base letters only.
        folded.append("".join(c for c in part if not unicodedata.combining(c)))
    return "".join(_LETTERS.get(c, c) for c in "".join(folded))


class _FoldTable(dict[int, str]):
    """A table that fills itself with the characters it meets: `str.translate` then runs at the speed of C."""

    def __missing__(self, code: int) -> str:
        value = _fold_character(chr(code))
        self[code] = value
        return value


_TABLE = _FoldTable()
# Where a Sorani word begins with a vowel, a hamza on its seat comes first (ئەڵمانیا). No Arabic word does this.
_SEAT = "ئ"
_SORANI_BEGINNING = re.compile(rf"{_SEAT}(?<![\w\u064b-\u065f\u0670{TATWEEL}]{_SEAT})")  # the letter first: it is rare
_SORANI_LONG = ("ا",)  # ئا is one long vowel
_SORANI_LONG_BEGINNING = re.compile(rf"{_SORANI_BEGINNING.pattern}(?=ا)")
# The vowel e between two letters of a word.
_SORANI_INSIDE = re.compile(
    rf"(?:{SORANI_E}(?<=\w{SORANI_E})|ه(?={ZWNJ})(?<=\wه))(?=[{ZWNJ}{TATWEEL}]{{0,2}}(?!{TATWEEL})\w)"
)
_IS_WORD = re.compile(r"\w")


def fold(text: str) -> str:
    """Return `text` in the one spelling that all comparisons use. Folding twice changes nothing."""
    if _reads_in_context(text):  # as `_in_context`, for all letters at once
        text = _SORANI_BEGINNING.sub("ا", _SORANI_LONG_BEGINNING.sub("", text))
        text = _SORANI_INSIDE.sub("", text).replace(SORANI_E, "ه")
    return text.translate(_TABLE)


def _reads_in_context(text: str) -> bool:
    """Return whether any letter of `text` folds by its place in the word (Sorani only)."""
    return SORANI_E in text or ZWNJ in text or (_SEAT in text and bool(_SORANI_BEGINNING.search(text)))


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the index of the original character for each of its characters."""

    text: str
    original: str
    offsets: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original (start, end) of the folded characters from `start` to `end`; end is exclusive.

        The marks that follow the last letter belong to it, so that a quote ends with its whole word.
        """
        if start >= end:
            position = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return position, position
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) == "Mn":
            last += 1
        return first, last


def fold_map(text: str) -> Folded:
    """Return `text` folded, with the way back to its own offsets."""
    if not _reads_in_context(text):
        folded = text.translate(_TABLE)
        if len(folded) == len(text) and not any(len(_TABLE[code]) != 1 for code in set(map(ord, text))):
            return Folded(folded, text, range(len(text)))
        pieces = [_TABLE[code] for code in map(ord, text)]
        return Folded(folded, text, tuple(index for index, piece in enumerate(pieces) for _ in piece))
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for part in _in_context(text, index, character):
            characters.append(part)
            offsets.append(index)
    return Folded("".join(characters), text, tuple(offsets))


def _in_context(text: str, index: int, character: str) -> str:
    """Return the folded form of a character by its place in the word.

    Sorani writes short e at the end of a word only, and a word's first hamza is the vowel it carries. Every other
    character folds by itself.
    """
    if character == _SEAT and _SORANI_BEGINNING.match(text, index):
        return "" if text[index + 1 : index + 2] in _SORANI_LONG else "ا"
    is_vowel = character == SORANI_E or (character == "ه" and text[index + 1 : index + 2] == ZWNJ)
    if not is_vowel:
        return _TABLE[ord(character)]
    rest = text[index + 1 : index + 4].lstrip(ZWNJ + TATWEEL)
    before = text[index - 1] if index else " "
    inside = bool(_IS_WORD.match(rest[:1])) and bool(_IS_WORD.match(before))
    return "" if inside else "ه"
