"""The letters of a page as lines of text in the order of reading.

A PDF says where each letter is, not in which order it is read. A line with Arabic in it is put in the order of the
page, from left to right, and turned around from there.
"""

import itertools
import math
import re
import statistics
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.ingest.encodings import count_arabic
from meetings.text.repair.reading_order import count_crossed_brackets, order_shown_line
from meetings.text.unwanted_characters import replace_form

_FORMS = frozenset(map(chr, (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))))
_SPACES = re.compile(" {2,}")
MAX_LINE_HEIGHT = 2.2  # in proportion to the size of the letters: more is a new paragraph
MAX_GROWTH = 0.15  # of the letters from one line to the next: more is a headline
WORD_SPACE = 0.2  # in proportion to the size of the letters
PARAGRAPH_GAP = 1.35  # of the usual distance of two lines: more is a new paragraph
MAX_RISE, MAX_SPACE = 0.2, 1.5  # between two parts of one line, in proportion to the size of the letters
_LINE_ENDS = "\r\n\x02"


@dataclass(slots=True)
class PageLetter:
    """A letter with its origin on the page, the sides of its box and the size of its font."""

    sign: str
    x: float
    y: float
    left: float
    right: float
    size: float


def write_page(letters: list[PageLetter]) -> str:
    """Return the text of a page, with an empty line between paragraphs."""
    lines = _join_parts([line for line in _split_lines(letters) if any(not one.sign.isspace() for one in line)])
    if not lines:
        return ""
    ends = _find_ends(lines)
    # Some programs write the bracket that is read, others the one that is seen. What crosses less is right.
    texts = [
        "".join(_write_line(line, mirrors=mirrors) + end for line, end in zip(lines, [*ends, ""], strict=True))
        for mirrors in (True, False)
    ]
    return min(texts, key=count_crossed_brackets)


def _find_ends(lines: list[list[PageLetter]]) -> list[str]:
    """Return what comes after each line but the last: a space in a sentence that runs over the line's end."""
    heights = [_find_height(line) for line in lines]
    gaps = [above - below for above, below in itertools.pairwise(heights)]
    sizes = [statistics.median(one.size for one in line if not one.sign.isspace()) for line in lines]
    usual = sorted([gap for gap in gaps if gap > 0] or [0])[len(gaps) // 4]
    ends: list[str] = []
    block: list[list[PageLetter]] = []  # the lines of the paragraph up to this one
    for (line, following), gap, size in zip(itertools.pairwise(lines), gaps, sizes, strict=False):
        block.append(line)
        is_like = size * (1 - MAX_GROWTH) < sizes[len(ends) + 1] < size * (1 + MAX_GROWTH)
        if gap <= 0:  # the next column
            ends.append("\n")
            block = []
        elif gap > min(usual * PARAGRAPH_GAP, size * MAX_LINE_HEIGHT) or not is_like:
            ends.append("\n\n")
            block = []
        elif not _ends_sentence(line) and _is_full(line, following, [*block, following], size):
            ends.append(" ")
        else:
            ends.append("\n")
    return ends


def _is_full(line: list[PageLetter], following: list[PageLetter], block: list[list[PageLetter]], size: float) -> bool:
    """Return whether a line ended because the first word of the next one had no room in it."""
    (left, right), sides = _find_sides(line), [_find_sides(one) for one in block]
    is_arabic = _has_arabic("".join(one.sign for one in line))
    room = left - min(one for one, _right in sides) if is_arabic else max(one for _left, one in sides) - right
    return room < _measure_first_word(following) + size * WORD_SPACE


def _ends_sentence(line: list[PageLetter]) -> bool:
    """Return whether a line ends with a sentence, so that nothing is lost where the next one is a line by itself."""
    shown = [one for one in line if not one.sign.isspace()]
    is_arabic = _has_arabic("".join(one.sign for one in line))
    last = min(shown, key=lambda one: one.x) if is_arabic else max(shown, key=lambda one: one.x)
    return last.sign in ".!?؟:"


def _measure_first_word(line: list[PageLetter]) -> float:
    """Return the width of the word with which a line begins, on the right where it is Arabic."""
    is_arabic = _has_arabic("".join(one.sign for one in line))
    ordered = sorted(line, key=lambda one: one.x, reverse=is_arabic)
    word = list(itertools.takewhile(lambda one: not one.sign.isspace(), ordered))
    return max(one.right for one in word) - min(one.left for one in word) if word else 0


def _has_arabic(text: str) -> bool:
    return count_arabic(text) > 0 or any(sign in _FORMS for sign in text)


def _split_lines(letters: list[PageLetter]) -> Iterator[list[PageLetter]]:
    line: list[PageLetter] = []
    for letter in letters:
        if letter.sign in _LINE_ENDS:
            yield line
            line = []
        else:
            line.append(letter)
    yield line


def _join_parts(lines: list[list[PageLetter]]) -> list[list[PageLetter]]:
    """Return the lines with those made one that are parts of one line, as PDFium parts some at numbers."""
    joined: list[list[PageLetter]] = []
    for line in lines:
        if joined and _are_one_line(joined[-1], line):
            joined[-1] = [*joined[-1], _make_space(joined[-1], line), *line]
        else:
            joined.append(line)
    return joined


def _are_one_line(one: list[PageLetter], other: list[PageLetter]) -> bool:
    """Return whether two lines are at one height beside each other, and not far apart as columns are."""
    size = max(letter.size for letter in one)
    if abs(_find_height(one) - _find_height(other)) > MAX_RISE * size:
        return False
    (left, right), (other_left, other_right) = _find_sides(one), _find_sides(other)
    gap = max(left, other_left) - min(right, other_right)
    return -size / 2 < gap < MAX_SPACE * size


def _make_space(one: list[PageLetter], other: list[PageLetter]) -> PageLetter:
    """Return the space between two parts of a line, which PDFium drops at their ends."""
    place = min(_find_sides(one)[1], _find_sides(other)[1])
    return PageLetter(" ", place, _find_height(one), place, place, one[0].size)


def _find_sides(line: list[PageLetter]) -> tuple[float, float]:
    shown = [one for one in line if not one.sign.isspace()]
    return min(one.left for one in shown), max(one.right for one in shown)


def _find_height(line: list[PageLetter]) -> float:
    return statistics.median(one.y for one in line if not one.sign.isspace())


def _write_line(line: list[PageLetter], *, mirrors: bool) -> str:
    text = "".join(one.sign for one in line)
    if not _has_arabic(text):
        return text.strip()
    shown = "".join(_spell(one) for one in _sort_as_shown(line))
    return _SPACES.sub(" ", order_shown_line(shown, mirrors=mirrors)).strip()


def _sort_as_shown(line: list[PageLetter]) -> list[PageLetter]:
    """Return the letters from left to right; a mark comes before its letter, so that it follows it when turned."""
    bases = [one for one in line if not unicodedata.combining(one.sign) and not one.sign.isspace()]
    places: list[tuple[float, float, int, PageLetter]] = []
    for letter in line:
        if unicodedata.combining(letter.sign) and bases:
            middle = (letter.left + letter.right) / 2
            base = min(bases, key=lambda one: abs((one.left + one.right) / 2 - middle))
            places.append((round(base.x, 2), base.left, 0, letter))
        else:
            # A space at the place of a letter is the one before that letter, on its right.
            left = math.inf if letter.sign.isspace() else letter.left
            places.append((round(letter.x, 2), left, 1, letter))
    return [one for *_place, one in sorted(places, key=lambda place: place[:3])]


def _spell(letter: PageLetter) -> str:
    """Return a presentation form as its letters, which a page shows from right to left."""
    return replace_form(letter.sign)[::-1] if letter.sign in _FORMS else letter.sign
