"""The changes between two versions of a text, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from meetings.text.tokens import find_tokens

SAME, REMOVED, ADDED = "same", "removed", "added"
MAX_COMPARED_WORDS = 4000  # of either text; longer texts are compared by lines, since words would take seconds
MIN_COMMON_SHARE = 0.35  # of words; texts with less in common are shown one after the other


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of a text: the `same` in both, `removed` from the older, or `added` by the newer."""

    kind: str
    text: str


def compare_words(older: str, newer: str) -> list[TextRun]:
    """Return the two texts as one row of runs, in order, each with its spaces and points.

    Without the added runs it is `older`, without the removed ones `newer`, to the character.
    """
    before, after = _words(older), _words(newer)
    if len(before) > 2 * MAX_COMPARED_WORDS or len(after) > 2 * MAX_COMPARED_WORDS:
        before, after = older.splitlines(keepends=True), newer.splitlines(keepends=True)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if older and newer and _common(matcher, before, after) < MIN_COMMON_SHARE:
        return [TextRun(REMOVED, older), TextRun(ADDED, newer)]
    return list(_joined(_runs(matcher, before, after)))


def _words(text: str) -> list[str]:
    """Return the words and the text between them, in turn; joined, they are the whole text."""
    pieces, place = [], 0
    for token in find_tokens(text):
        if token.start > place:
            pieces.append(text[place : token.start])
        if token.end > max(token.start, place):
            pieces.append(text[max(token.start, place) : token.end])
        place = max(place, token.end)
    return [*pieces, text[place:]] if text[place:] else pieces


def _common(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> float:
    """Return the share of words, without spaces and points, that both texts have in common, from 0 to 1."""
    same = [word for block in matcher.get_matching_blocks() for word in before[block.a : block.a + block.size]]
    counts = [sum(any(map(str.isalnum, word)) for word in words) for words in (same, before, after)]
    return 2 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else 1.0


def _runs(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of every run; a space between two changes is changed with them."""
    codes = matcher.get_opcodes()
    for place, (code, start, end, other_start, other_end) in enumerate(codes):
        old, new = "".join(before[start:end]), "".join(after[other_start:other_end])
        between = 0 < place < len(codes) - 1
        if code == "equal" and not (between and not old.strip()):
            yield SAME, old
            continue
        if old:
            yield REMOVED, old
        if new:
            yield ADDED, new


def _joined(runs: Iterator[tuple[str, str]]) -> Iterator[TextRun]:
    """Join neighbours of one kind; between two runs that stay, what was removed comes before what was added."""
    for same, group in groupby(runs, key=lambda run: run[0] == SAME):
        texts: dict[str, str] = {}
        for kind, text in group:
            texts[kind] = texts.get(kind, "") + text
        for kind in (SAME,) if same else (REMOVED, ADDED):
            if texts.get(kind):
                yield TextRun(kind, texts[kind])
