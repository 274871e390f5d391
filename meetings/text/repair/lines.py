"""Repair of lines: the marks of quoted mail go, and lines that were cut at a width are one line again.

A text is cut at a width if the first word of a line would not have had room on the line before. One width that explains
most lines which end within a sentence is hardly an accident. Texts of proportional fonts are cut at about one width;
there, some lines must also end with a word that cannot end a sentence.
"""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from meetings.text.fold import fold
from meetings.text.repair.layers import Changed, Edit, apply_edits

MAX_LINES = 20_000  # of a text that are looked at; a report has a few hundred
MAX_WIDTH, MIN_WIDTH = 130, 24  # characters; paragraphs of reports are longer than lines
MAX_SHARE_OF_LONG_LINES = 0.5  # of the characters: a text of longer lines is not wrapped
MIN_SHARE, MIN_PAIRS = 0.6, 2  # of the characters of lines that end within a sentence, and of such lines
MIN_SHARE_OF_NEARLY_FULL = 0.8  # that are full, unless the font is proportional
MAX_HEADER_LINES = 3
MAX_SHARE_OF_HEADERS = 0.75  # of the width: a longer line with a date is text
MIN_LOOSE_SHARE, MIN_SHARE_OF_WIDTH = 0.65, 0.8  # the same, and of the width of a line, in proportional fonts
MIN_SHARE_OF_CUTS = 0.1  # of such lines that end as no sentence or headline does
MIN_ONLY_PAIR = 50  # characters of the first of two lines that are all there is to judge by
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_QUOTED = re.compile(r"^[ \t]{0,8}>(?:[ \t]?>)*[ \t]?", re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]")
_COMMAS = ("،", ",", "؛")
_DATELINE = re.compile(
    r"[^.()]{2,50}\([^()\n]{2,40}\)\s?[-–—:]|[^.()\d]{2,30}\d{1,2} [^.()\d]{2,20}\d{4}\s?م?\s?[/(–—-]"
)
_YEAR_OR_TIME = re.compile(r"\b(?:\d{4}|\d{1,2}:\d{2})\b")
_ENDS_SENTENCE = re.compile(r"(?<!\b\w)[.!?؟…][\"”»’)\]]{0,2}$")


@dataclass(slots=True)
class TextLine:
    """A line with text: its offsets without the spaces around it."""

    start: int
    end: int
    text: str
    is_indented: bool
    is_after_blank: bool  # whether the line before is empty
    first_word: int = 0  # its length

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start


def repair_quoting(text: str) -> Changed | None:
    """Remove the ">" with which mail programs begin quoted lines; quotations of another depth are set apart."""
    if ">" not in text:
        return None
    edits: list[Edit] = []
    depth, behind = 0, -1
    for found in _QUOTED.finditer(text):
        depth_before = depth if found.start() == behind else 0
        depth = found[0].count(">")
        edits.append(Edit(*found.span(), "\n" if depth_before and depth != depth_before else ""))
        line_end = text.find("\n", found.end())
        behind = line_end + 1 if line_end >= 0 else -1
    return apply_edits(text, edits)


def repair_wrapping(text: str) -> Changed | None:
    """Join lines that were cut at a width."""
    if not _may_be_wrapped(text):
        return None
    lines = find_lines(text)
    pairs = [(one, two) for one, two in itertools.pairwise(lines) if not two.is_after_blank]
    if not pairs and len(lines) > 2 * MIN_PAIRS:
        pairs = list(itertools.pairwise(lines))  # an empty line after each line
    return apply_edits(text, (Edit(one.end, two.start, " ") for one, two in _joined(pairs, lines)))


def _may_be_wrapped(text: str) -> bool:
    """Return whether not most of a text is in longer lines than a page is wide."""
    long = sum(len(line) for line in text.splitlines() if len(line) > MAX_WIDTH)
    return long <= MAX_SHARE_OF_LONG_LINES * len(text)


def find_lines(text: str) -> list[TextLine]:
    """Return the first lines with text."""
    found: list[TextLine] = []
    before = 0
    for match in itertools.islice(_LINE.finditer(text), MAX_LINES):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        line_ends = len(_LINE_END.findall(text, before, start))
        line = TextLine(start, start + len(words), words, start > match.start(), line_ends > 1 or not found)
        line.first_word = len(words.split(None, 1)[0])
        found.append(line)
        before = line.end
    return found


def _joined(pairs: list[tuple[TextLine, TextLine]], lines: list[TextLine]) -> Iterator[tuple[TextLine, TextLine]]:
    """Yield the pairs of lines that are one."""
    pairs = _open_pairs(pairs)
    is_full = _fullness(pairs, lines)
    if is_full is None:
        return
    full = {one.start for one, two in pairs if is_full(one, two)}
    is_indented = sum(line.is_indented for line in lines) * 2 > len(lines)
    last_of_header = lines[:MAX_HEADER_LINES][-1].start
    for one, two in pairs:
        if one.start not in full or (two.is_indented and not is_indented):
            continue
        may_be_header = one.start <= last_of_header and not _is_cut(one)
        if not (may_be_header and _begins_text(two, two.start in full)):
            yield one, two


def _open_pairs(pairs: list[tuple[TextLine, TextLine]]) -> list[tuple[TextLine, TextLine]]:
    """Return the pairs of which the first line does not end a sentence, and none is a line of the header."""
    pairs = [pair for pair in pairs if not _ENDS_SENTENCE.search(pair[0].text) and all(map(_has_letters, pair))]
    width = _usual_length(pairs)
    return [pair for pair in pairs if not any(_is_of_header(line, width) for line in pair)]


def _begins_text(line: TextLine, goes_on: bool) -> bool:
    """Return whether a line at the head of the text is a line of its date, or begins with the place of the agency."""
    is_dated = not goes_on and _YEAR_OR_TIME.search(line.text) and not _ENDS_SENTENCE.search(line.text)
    return bool(is_dated or _DATELINE.match(line.text))


def _has_letters(line: TextLine) -> bool:
    return bool(_LETTER.search(line.text))


def _usual_length(pairs: list[tuple[TextLine, TextLine]]) -> int:
    """Return the length that a quarter of the first lines exceed."""
    lengths = sorted(len(one) for one, _ in pairs)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _fullness(
    pairs: list[tuple[TextLine, TextLine]], lines: list[TextLine]
) -> Callable[[TextLine, TextLine], bool] | None:
    """Return what tells whether the first of two lines was cut; None where the text is not wrapped."""
    width = _common_width(pairs)
    is_full = functools.partial(_is_full, width)
    full, long = _count(is_full, pairs)
    nearly = _count(functools.partial(_is_nearly_full, width), pairs)[0]
    if full >= MIN_PAIRS and long >= MIN_SHARE and full >= MIN_SHARE_OF_NEARLY_FULL * nearly:
        return is_full
    if _is_only_pair(pairs, lines, width):
        return is_full
    return _loose_fullness(pairs)


def _count(is_full: Callable[[TextLine, TextLine], bool], pairs: list[tuple[TextLine, TextLine]]) -> tuple[int, float]:
    """Return how many lines are full, and their share of the characters of all."""
    full = [len(one) for one, two in pairs if is_full(one, two)]
    return len(full), sum(full) / max(1, sum(len(one) for one, _ in pairs))


def _is_of_header(line: TextLine, width: int) -> bool:
    """Return whether a line is one of the header: short, with a date or a time, and not a sentence."""
    is_dated = len(line) <= width * MAX_SHARE_OF_HEADERS and _YEAR_OR_TIME.search(line.text)
    return bool(is_dated) and not _ENDS_SENTENCE.search(line.text)


def _is_full(width: int, one: TextLine, two: TextLine) -> bool:
    """Return whether the first word of the second line had no room on the first."""
    return len(one) <= width < len(one) + 1 + two.first_word and len(two) <= width


def _is_nearly_full(width: int, one: TextLine, two: TextLine) -> bool:
    """Return whether it had none in a font whose letters are of different widths."""
    room = len(one) + 1 + two.first_word
    return width * MIN_SHARE_OF_WIDTH <= room and max(len(one), len(two)) <= width / MIN_SHARE_OF_WIDTH


def _common_width(pairs: list[tuple[TextLine, TextLine]]) -> int:
    """Return the width that explains the most ends of lines, the largest of several."""
    steps: Counter[int] = Counter()
    for one, two in pairs:
        if MIN_WIDTH <= len(one) <= MAX_WIDTH:
            steps[len(one)] += 1
            steps[len(one) + 1 + two.first_word] -= 1
    best, most, now = 0, 0, 0
    widths = sorted(steps)
    for width, following in itertools.pairwise(widths):
        now += steps[width]
        if now > most:
            best, most = following - 1, now
    return best


def _is_only_pair(pairs: list[tuple[TextLine, TextLine]], lines: list[TextLine], width: int) -> bool:
    """Return whether the only two lines that can be one look like it, and the first is not a heading."""
    if len(pairs) != 1:
        return False
    one, two = pairs[0]
    return len(one) >= MIN_ONLY_PAIR and _is_full(width, one, two) and (one is not lines[0] or _is_cut(one))


def _loose_fullness(pairs: list[tuple[TextLine, TextLine]]) -> Callable[[TextLine, TextLine], bool] | None:
    """Return the same for a text that is wrapped in a proportional font; None where it is not."""
    width = _usual_length(pairs)
    is_full = functools.partial(_is_nearly_full, width)
    full, long = _count(is_full, pairs)
    if not MIN_WIDTH <= width <= MAX_WIDTH or full < MIN_PAIRS or long < MIN_LOOSE_SHARE:
        return None
    cut = sum(_is_cut(one) for one, two in pairs if is_full(one, two))
    return is_full if cut >= max(1, MIN_SHARE_OF_CUTS * full) else None


def _is_cut(line: TextLine) -> bool:
    """Return whether a line ends as sentences and headlines never do: with a preposition, in an open quotation."""
    text = line.text
    is_open = text.count("(") > text.count(")") or text.count("«") > text.count("»") or text.count('"') % 2 == 1
    return is_open or text.endswith(_COMMAS) or fold(text.rsplit(None, 1)[-1]) in _open_ends()


@functools.cache
def _open_ends() -> frozenset[str]:
    """Return the folded words that end no sentence, headline or item."""
    lines = Path(__file__).with_name("open_ends.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
