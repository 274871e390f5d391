"""Arabic for outputs that cannot shape letters: most terminals, and a Pillow without RAQM. No Django here.

Such an output prints the characters from left to right, each by itself. So Mahdar gives it a line as it looks: every
letter in the form it has beside its neighbours (arabic-reshaper), in visual order (the bidirectional algorithm,
python-bidi). The result is a picture made of characters: a reader cannot search, copy or wrap it. Use it for terminals
and images only; a test checks which modules import this one.

Wrap lines first and shape them afterwards: text that is reordered first is wrapped from its end.
"""

import functools
import re
import unicodedata
from pathlib import Path

import wcwidth
from arabic_reshaper import ArabicReshaper

from meetings.text.tables import read_table
from meetings.text.visual_order import Direction, find_direction, order_characters

# ANSI "select graphic rendition": colours and weights. They are not text, and each stays with the letters it paints.
_PAINT = re.compile(r"\x1b\[[0-9;]*m")
# Controls that an output would show as boxes after reordering. A joiner is needed until the letters are shaped.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")
_JOINER = "\u200d"
_WORDS = re.compile(r"(\s+)")
_LAM_ALEF = {
    f"ARABIC LIGATURE LAM WITH ALEF{kind}": True
    for kind in ("", " WITH HAMZA ABOVE", " WITH HAMZA BELOW", " WITH MADDA ABOVE")
}


def find_paint_direction(text: str) -> Direction:
    """Return the direction of a paragraph: that of its first letter, left to right where it has none."""
    return find_direction(_PAINT.sub("", text))


def measure_width(text: str) -> int:
    """Return the columns that a line of `text`, shaped or not, takes in a terminal; colours take none."""
    return max(wcwidth.wcswidth(_UNSEEN.sub("", _PAINT.sub("", text))), 0)


def shape(line: str, base: Direction | None = None) -> str:
    """Return one line as it looks, from left to right; ANSI colours stay with their letters.

    `base` is the direction of the paragraph that contains the line, by default that of the line itself. Combining marks
    stay, each after its letter, as a terminal expects them.
    """
    letters, paints = _unpainted(line)
    drawn: list[tuple[str, str]] = []
    for first, word in _words(letters):
        drawn += [(form, paints[first + place]) for form, place in _joined(word)]
    base = base or find_paint_direction(line)
    return _painted(_marks_after_letters(_seen(order_characters(drawn, base))))


def wrap_paragraph(text: str, columns: int, base: Direction | None = None, shaping: bool = True) -> list[str]:
    """Return `text` in lines of at most `columns`, each shaped after wrapping; line ends in `text` stay.

    Lines of a paragraph that runs from right to left begin at the right edge. Without `shaping` (a terminal that
    joins and turns by itself) lines are only wrapped.
    """
    lines = []
    for block in text.split("\n"):
        side = base or find_paint_direction(block)
        for line in wcwidth.wrap(block, max(columns, 1), break_on_hyphens=False) or [""]:
            lines.append(align_line(shape(line, side), columns, side) if shaping else line)
    return lines


def align_line(drawn: str, columns: int, base: Direction) -> str:
    """Return a shaped line moved to the right edge of `columns` where its paragraph runs from right to left."""
    return " " * max(columns - measure_width(drawn), 0) + drawn if base == "R" and drawn else drawn


@functools.cache
def _reshaper() -> ArabicReshaper:
    """Return the shaper of letters.

    It makes only one ligature, lam-alef, which is obligatory; it retains marks, and it knows all Kurdish letters.
    """
    reshaper = ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False, **_LAM_ALEF})
    reshaper.letters = reshaper.letters | {
        row["letter"]: (row["isolated"], row["initial"], row["medial"], row["final"])
        for row in read_table(Path(__file__).with_name("joining.tsv"))
    }
    return reshaper


def _unpainted(line: str) -> tuple[str, list[str]]:
    """Return the characters of `line` without the colours, and the colour of each."""
    letters, paints, paint, end = [], [], "", 0
    for found in [*_PAINT.finditer(line), None]:
        plain = line[end : found.start() if found else None]
        letters.append(plain)
        paints += [paint] * len(plain)
        if found:
            paint = "" if found.group() in ("\x1b[0m", "\x1b[m") else paint + found.group()
            end = found.end()
    return "".join(letters), paints


def _words(line: str) -> list[tuple[int, str]]:
    """Return (place, word) for the words of a line and for the spaces between them."""
    found, place = [], 0
    for piece in _WORDS.split(line):
        found.append((place, piece))
        place += len(piece)
    return found


def _joined(word: str) -> list[tuple[str, int]]:
    """Return the forms of the letters of `word`, each with the place of its letter (or a ligature's first one)."""
    bases = [place for place, letter in enumerate(word) if not _is_mark(letter) and letter != _JOINER]
    forms, taken, place = [], 0, 0
    for form in _reshaper().reshape(word):
        if form == _JOINER:
            continue
        if not _is_mark(form) and taken < len(bases):
            place = bases[taken]
            taken += _letters_in(form)
        forms.append((form, place))
    return forms


def _letters_in(form: str) -> int:
    """Count the letters in a presentation form: two for lam-alef, one for the others."""
    return len(unicodedata.normalize("NFKC", form)) if "\ufef5" <= form <= "\ufefc" else 1


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"


def _seen(drawn: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(character, paint) for character, paint in drawn if not _UNSEEN.match(character)]


def _marks_after_letters(drawn: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Move Arabic marks behind their letters: after reordering they come first (rule L3 of the algorithm)."""
    placed: list[tuple[str, str]] = []
    waiting: list[tuple[str, str]] = []
    for character, paint in drawn:
        if _is_mark(character) and unicodedata.bidirectional(character) == "NSM" and "\u0600" <= character <= "\u08ff":
            waiting.insert(0, (character, paint))
            continue
        placed.append((character, paint))
        placed += waiting
        waiting = []
    return placed + waiting


def _painted(drawn: list[tuple[str, str]]) -> str:
    """Return the characters with a colour switched on and off where it changes."""
    pieces, current = [], ""
    for character, paint in drawn:
        if paint != current:
            pieces.append(("\x1b[0m" if current else "") + paint)
            current = paint
        pieces.append(character)
    return "".join(pieces) + ("\x1b[0m" if current else "")
