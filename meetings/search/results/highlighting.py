"""Highlighting in the original text: the words that a query matched, and the snippet with most of them."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from meetings.search.results.phrase_matches import find_matches
from meetings.search.types import HEADLINE_SIGN, WORDING_OF_SIGN, Piece, WordMatch
from meetings.text.tokens import Token

SNIPPET_CHARACTERS = 240
_BLANK = re.compile(r"\s+")
_LINE = re.compile(r"[^\n]+")
_LEFT_OUT = ("… ", " …")
_LETTER = re.compile(r"[^\W\d_]")
_JOINT = re.compile(r"[^\S\n]*|[-‐‑\u200c]")  # between the marked words of a run, which has one mark
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class MatchedWord:
    """A word of a text that matched: as written, folded, and the match."""

    written: str
    word: str
    match: WordMatch


def mark_matches(text: str, matches: Mapping[str, WordMatch]) -> tuple[list[Piece], dict[str, MatchedWord]]:
    """Return the whole `text` in pieces and, for each query word, the word of the text that matched it best."""
    found = find_matches(text, matches)
    return _pieces(text, 0, len(text), found), _seen(text, found, matches)


def make_snippet(
    text: str, matches: Mapping[str, WordMatch], length: int = SNIPPET_CHARACTERS, latin: bool | None = None
) -> tuple[list[Piece], dict[str, MatchedWord]]:
    """Return the part of `text` with the most different matches, in pieces, and the best match of each query word.

    The part is from lines of one script, because mixed Arabic and English is unreadable, and of one author. It is never
    from a headline, but a match in a headline is returned too.

    Args:
        text: The original text.
        matches: The words to mark.
        length: The approximate number of characters.
        latin: True for lines in Latin letters only, if there are any. False to prefer the other lines: matches in Latin
            lines are used only where the preferred lines have none. None for no preference.
    """
    everywhere = find_matches(text, matches)
    seen = _seen(text, everywhere, matches)
    text = "" if text.startswith(HEADLINE_SIGN) else text.partition("\n" + HEADLINE_SIGN)[0]
    runs = _runs(text)
    wanted = [] if latin is None else _runs_of(text, runs, latin)
    found = _choose_matches([token for token in everywhere if token.end <= len(text)], wanted, is_strict=bool(latin))
    if not found:
        return _beginning(text, wanted[0] if wanted else (0, runs[0]), length), seen
    start, end = _window(found, matches, length, runs)
    run = bisect_right(runs, start)
    lowest = _first_sign(text, runs[run - 1] if run else 0)
    start, end = _widened(text[: runs[run]], start, end, length, lowest)
    pieces = _pieces(text, start, end, [token for token in found if start <= token.start and token.end <= end])
    if start > (_first_sign(text, 0) if latin is None else lowest):
        pieces.insert(0, Piece(_LEFT_OUT[0]))
    if end < len(text):
        pieces.append(Piece(_LEFT_OUT[1]))
    return pieces, seen


def _choose_matches(found: list[Token], wanted: list[tuple[int, int]], *, is_strict: bool) -> list[Token]:
    """Return the matches in the `wanted` runs of lines; without any, all, or none if there are such runs (strict)."""
    there = [token for token in found if any(begin <= token.start < end for begin, end in wanted)]
    return there if there or (is_strict and wanted) else found


def _beginning(text: str, run: tuple[int, int], length: int) -> list[Piece]:
    """Return the first words of a run of lines, about `length` characters."""
    start, last = _first_sign(text, run[0]), run[1]
    end = min(_word_end(text, start + length), last)
    return _pieces(text, start, end, []) + ([Piece(_LEFT_OUT[1])] if end < len(text.rstrip()) else [])


def get_wording(pieces: list[Piece], text: str) -> str:
    """Return whose words a snippet of `text` is, by the sign at the beginning of its part."""
    at = text.find("".join(piece.text for piece in pieces if piece.text not in _LEFT_OUT))
    signs = [sign for sign in text[: at + 1] if sign in WORDING_OF_SIGN]
    return WORDING_OF_SIGN[signs[-1]] if signs else "archive"


def _first_sign(text: str, at: int) -> int:
    """Return the first position from `at` on that is not white space."""
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _runs(text: str) -> list[int]:
    """Return the end of each run of lines of one script and author; lines without letters belong to the run before."""
    ends: list[int] = []
    before: bool | None = None
    for line in _LINE.finditer(text):
        letter = _LETTER.search(text, line.start(), line.end())
        latin = _is_latin(letter[0]) if letter else before
        is_other_script = before is not None and latin != before
        if line.start() and (is_other_script or text[line.start()] in WORDING_OF_SIGN):
            ends.append(line.start())
        before = latin
    return [*ends, len(text)]


def _is_latin(letter: str) -> bool:
    return _LATIN.match(letter) is not None


def _runs_of(text: str, runs: list[int], latin: bool) -> list[tuple[int, int]]:
    """Return (start, end) of the runs whose letters are Latin, or are not."""
    letters = ((begin, end, _LETTER.search(text, begin, end)) for begin, end in pairwise([0, *runs]))
    return [(begin, end) for begin, end, letter in letters if letter and _is_latin(letter[0]) == latin]


def _window(found: list[Token], matches: Mapping[str, WordMatch], length: int, runs: list[int]) -> tuple[int, int]:
    best, where = -1.0, (0, 0)
    first, run = 0, 0
    for last, token in enumerate(found):
        while token.start >= runs[run]:
            first, run = last, run + 1
        while token.end - found[first].start > length:
            first += 1
        weights: dict[str, float] = {}
        repeated = 0.0
        for inside in found[first : last + 1]:
            match = matches[inside.word]
            weights[match.query_word] = max(weights.get(match.query_word, 0.0), match.weight)
            repeated += match.weight
        score = round(sum(weights.values()) + 0.05 * min(repeated, 6.0), 6)  # the order of adding makes no difference
        if score > best:
            best, where = score, (found[first].start, token.end)
    return where


def _widened(text: str, start: int, end: int, length: int, lowest: int) -> tuple[int, int]:
    """Return the window with words around it, not before `lowest`, and from the beginning of a sentence if possible."""
    room = max(length - (end - start), 0)
    earliest = max(start - room // 2, lowest)
    sentence = max(text.rfind(mark, earliest, start) for mark in (".", "؟", "!", "\n")) + 1
    begin = min(_first_sign(text, sentence or _word_start(text, earliest)), start)
    return begin, max(_word_end(text, begin + length), end)


def _word_start(text: str, at: int) -> int:
    """Return the first position from `at` on where a word begins."""
    if at == 0:
        return 0
    blank = _BLANK.search(text, at - 1)
    return blank.end() if blank else at


def _word_end(text: str, at: int) -> int:
    """Return the last position up to `at` where a word ends, at most the end of the text."""
    if at >= len(text):
        return len(text)
    before = max(text.rfind(" ", 1, at + 1), text.rfind("\n", 1, at + 1))
    return at if before == -1 else before


def _pieces(text: str, start: int, end: int, found: list[Token]) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for mark_start, mark_end in _join_marks(text, found):
        if mark_start > at:
            pieces.append(Piece(text[at:mark_start]))
        pieces.append(Piece(text[mark_start:mark_end], marked=True))
        at = mark_end
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces


def _join_marks(text: str, found: list[Token]) -> list[tuple[int, int]]:
    """Return (start, end) of the marks: one for each run of neighbouring words."""
    marks: list[tuple[int, int]] = []
    for token in found:
        if marks and _JOINT.fullmatch(text, marks[-1][1], token.start):
            marks[-1] = marks[-1][0], token.end
        else:
            marks.append((token.start, token.end))
    return marks


def _seen(text: str, found: list[Token], matches: Mapping[str, WordMatch]) -> dict[str, MatchedWord]:
    best: dict[str, MatchedWord] = {}
    for token in found:
        match = matches[token.word]
        if match.query_word not in best or match.weight > best[match.query_word].match.weight:
            best[match.query_word] = MatchedWord(text[token.start : token.end], token.word, match)
    return best
