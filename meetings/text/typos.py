"""Slips of the hand: one letter left out, doubled, put in, exchanged with its neighbour, or hit beside."""

from itertools import pairwise

# Rows of the Arabic keyboard (101), and letters whose shapes differ by dots only.
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ءءورلايهوزظ")
_SHAPES = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")
_ENDINGS = set("ايهتءو")  # at its end, these make another form of a word
_NEAR = {pair for row in _ROWS for pair in pairwise(row)}
_NEAR |= {(one, other) for group in _SHAPES for one in group for other in group if one != other}
_NEAR |= {(other, one) for one, other in _NEAR}


def slip(meant: str, typed: str) -> str:
    """How `typed` comes from `meant` by one slip: "swap", "near", "missing", "extra", "double" (a letter twice for
    once, or once for twice); "" when it does not."""
    if meant == typed or abs(len(meant) - len(typed)) > 1:
        return ""
    start = 0
    shorter = min(len(meant), len(typed))
    while start < shorter and meant[start] == typed[start]:
        start += 1
    if len(meant) == len(typed):
        if meant[start + 1 :] == typed[start + 1 :]:
            ending = start == len(meant) - 1 and {meant[start], typed[start]} <= _ENDINGS
            return "near" if (meant[start], typed[start]) in _NEAR and not ending else ""
        swapped = meant[start : start + 2][::-1]
        same_rest = meant[start + 2 :] == typed[start + 2 :]
        return "swap" if same_rest and typed[start : start + 2] == swapped else ""
    if len(typed) < len(meant):
        if meant[start + 1 :] != typed[start:]:
            return ""
        return "double" if meant[start] in (meant[start - 1 : start], meant[start + 1 : start + 2]) else "missing"
    if typed[start + 1 :] != meant[start:]:
        return ""
    return "double" if typed[start] in (typed[start - 1 : start], typed[start + 1 : start + 2]) else "extra"
