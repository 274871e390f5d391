"""Repair of visual order: lines whose characters are in the order in which a page shows them, from left to right.

Two signs tell the order: letters that begin no Arabic word (ة, ى) at the beginnings of words or at their ends, and the
presentation forms, of which an initial one comes before a medial or final one.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator

from meetings.text.repair.layers import Changed, OrderLayer

MIN_SIGNS = 2  # of visual order, and more than signs of the order of reading
_LETTER = "[\u0621-\u064a]"
_NOT_LETTER = "(?<![\u0621-\u064a\u064b-\u0652\u0670])"
_BACKWARDS = re.compile(f"{_NOT_LETTER}[ةى]{_LETTER}")
_FORWARDS = re.compile(f"{_LETTER}[ةى](?![\u0621-\u064a])")
_ARTICLE_BEHIND = re.compile(f"{_NOT_LETTER}{_LETTER}{{3,}}(?:لا|لاو|لاب)(?!{_LETTER})")
_ARTICLE_BEFORE = re.compile(f"{_NOT_LETTER}[وفب]?ال{_LETTER}{{2}}")
_FORM = re.compile("[\ufe70-\ufefc]{2,}")
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
# What a page shows from left to right inside such a line: numbers with their separators, and Latin words.
_NUMBER = r"[0-9\u0660-\u0669]+(?:[.,:/\-\u066b\u066c][0-9\u0660-\u0669]+)*"
_LATIN = r"[A-Za-z\u00c0-\u024f](?:[A-Za-z\u00c0-\u024f0-9 .'’&@_:/-]*[A-Za-z\u00c0-\u024f0-9])?"
# On a page brackets between Latin words and numbers belong to their run too: Reuters (2023).
_SHOWN_LATIN = f"{_LATIN}(?: ?\\((?:{_LATIN}|{_NUMBER})\\))?"
_SHOWN_LEFT_TO_RIGHT = re.compile(f"{_NUMBER}|{_SHOWN_LATIN}")
_LEFT_TO_RIGHT = re.compile(f"{_NUMBER}|{_LATIN}")
_YEAR, _BACKWARDS_YEAR = re.compile(r"\b(?:19|20)\d\d\b"), re.compile(r"\b\d\d(?:91|02)\b")
_PAIRS = ("()", "[]", "{}", "«»", "<>")
_MIRRORED = str.maketrans("".join(_PAIRS), "".join(pair[::-1] for pair in _PAIRS))
_OPENING, _CLOSING = frozenset("([{«"), frozenset(")]}»")
_KINDS = ("<initial>", "<medial>", "<final>")
_READ, _SHOWN = {"im", "mf"}, {"mi", "fm"}  # neighbours that only one of the orders has


def repair_visual_order(text: str) -> Changed | None:
    """Put the characters of lines in the order of reading."""
    if not _is_shown(text):
        return None
    keeps_numbers = len(_BACKWARDS_YEAR.findall(text)) <= len(_YEAR.findall(text))
    offsets: list[int] = []
    for found in _LINE.finditer(text):
        offsets.extend(range(len(offsets), found.start()))
        line = found[0]
        is_shown = (_ARABIC.search(line) or not keeps_numbers) and not _is_read(line)
        places = _read_order(line, keeps_numbers) if is_shown else range(len(line))
        offsets.extend(found.start() + place for place in places)
    offsets.extend(range(len(offsets), len(text)))
    ordered = "".join(text[place] for place in offsets)
    if count_crossed_brackets(ordered) * 2 > sum(map(ordered.count, "()[]«»")):
        ordered = ordered.translate(_MIRRORED)
    return Changed(ordered, OrderLayer(offsets))


def order_shown_line(line: str, *, mirrors: bool) -> str:
    """Return a line whose characters are in the order in which a page shows them, in the order of reading.

    Args:
        line: The characters from left to right.
        mirrors: Whether brackets are those that the page shows, which open to the other side where Arabic is read.
    """
    pieces: list[str] = []
    last = len(line)
    for run in reversed(list(_SHOWN_LEFT_TO_RIGHT.finditer(line))):
        pieces += [_turn(line[run.end() : last], mirrors), run[0]]
        last = run.start()
    return "".join([*pieces, _turn(line[:last], mirrors)])


def _turn(text: str, mirrors: bool) -> str:
    return text[::-1].translate(_MIRRORED) if mirrors else text[::-1]


def _is_shown(text: str) -> bool:
    """Return whether the text as a whole is in visual order."""
    if not _BACKWARDS.search(text) and not _FORM.search(text):
        return False
    shown, read = _count_signs(text)
    return shown >= MIN_SIGNS and shown > read


def _is_read(line: str) -> bool:
    """Return whether a single line is in the order of reading."""
    shown, read = _count_signs(line)
    return read > shown


def _count_signs(text: str) -> tuple[int, int]:
    """Return how many signs of visual order and of the order of reading there are."""
    shown = len(_BACKWARDS.findall(text)) + len(_ARTICLE_BEHIND.findall(text))
    read = len(_FORWARDS.findall(text)) + len(_ARTICLE_BEFORE.findall(text))
    for found in _FORM.finditer(text):
        kinds = "".join(map(_kind_of, found[0]))
        neighbours = [kinds[place : place + 2] for place in range(len(kinds) - 1)]
        shown += sum(pair in _SHOWN for pair in neighbours)
        read += sum(pair in _READ for pair in neighbours)
    return shown, read


@functools.cache
def _kind_of(form: str) -> str:
    """Return i, m or f for the initial, medial or final form of a letter, and a dash for another character."""
    kind = unicodedata.decomposition(form).split(" ")[0]
    return kind[1] if kind in _KINDS else "-"


def _read_order(line: str, keeps_numbers: bool) -> Iterator[int]:
    """Yield the places of a line's characters in the order of reading."""
    last = len(line)
    runs = [run.span() for run in _LEFT_TO_RIGHT.finditer(line)] if keeps_numbers else []
    for start, end in reversed(runs):
        yield from range(last - 1, end - 1, -1)
        yield from range(start, end)
        last = start
    yield from range(last - 1, -1, -1)


def count_crossed_brackets(text: str) -> int:
    """Return how many brackets close before they open, or stay open, counted by lines."""
    crossed = 0
    for line in text.splitlines():
        depth = 0
        for sign in line:
            depth += (sign in _OPENING) - (sign in _CLOSING)
            if depth < 0:
                crossed, depth = crossed + 1, 0
        crossed += depth
    return crossed
