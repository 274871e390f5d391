"""Typing errors of one letter: missing, extra, doubled, swapped with its neighbour, or replaced by a near key."""

from itertools import pairwise

# Rows of the Arabic keyboard (101), and letters whose shapes differ by dots only.
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ءءورلايهوزظ")
_SHAPES = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")
_ENDINGS = set("ايهتءو")  # these at the end make another form of a word
_VOWELS = "اوي"
MIN_NAME_LETTERS = 6  # of a name that one consonant less does not make another name
_NEAR = {pair for row in _ROWS for pair in pairwise(row)}
_NEAR |= {(one, other) for group in _SHAPES for one in group for other in group if one != other}
_NEAR |= {(other, one) for one, other in _NEAR}


def find_slip(meant: str, typed: str) -> str:
    """Return the kind of the one typing error between `meant` and `typed`.

    "swap", "near", "missing", "extra", "double" (a letter twice for once, or once for twice); "" when it is not one
    error.
    """
    if meant == typed:
        return ""
    start = _common_beginning(meant, typed)
    if len(meant) == len(typed):
        return _exchanged(meant, typed, start)
    if len(typed) < len(meant):
        return _one_more(meant, typed, start, "missing")
    return _one_more(typed, meant, start, "extra")


def is_slip_in_name(name: str, typed: str, kind: str) -> bool:
    """Return whether a typing error of this kind makes no other name of a known name: تشيلسي is not تشيلي.

    Writers begin a name with its right letter. One consonant more makes another name; one less does so in short names,
    and at the end.
    """
    if kind == "double":
        return True
    if name[:1] != typed[:1]:
        return False
    if kind not in ("missing", "extra"):
        return True
    longer, shorter = (typed, name) if kind == "extra" else (name, typed)
    place = _common_beginning(name, typed)
    if place == len(shorter):
        return False
    return longer[place] in _VOWELS or (kind == "missing" and len(name) >= MIN_NAME_LETTERS)


def _common_beginning(meant: str, typed: str) -> int:
    """Return how many letters both words begin with in common."""
    shorter = min(len(meant), len(typed))
    return next((place for place in range(shorter) if meant[place] != typed[place]), shorter)


def _exchanged(meant: str, typed: str, start: int) -> str:
    """Return the kind of error where one letter, or two neighbours, differ from `start` on."""
    if meant[start + 1 :] == typed[start + 1 :]:
        is_ending = start == len(meant) - 1 and _ENDINGS.issuperset((meant[start], typed[start]))
        return "near" if (meant[start], typed[start]) in _NEAR and not is_ending else ""
    is_swapped = typed[start : start + 2] == meant[start : start + 2][::-1]
    return "swap" if is_swapped and meant[start + 2 :] == typed[start + 2 :] else ""


def _one_more(longer: str, shorter: str, start: int, name: str) -> str:
    """Return `name` where `longer` has one letter more at `start`; "double" where it repeats its neighbour."""
    if longer[start + 1 :] != shorter[start:]:
        return ""
    return "double" if longer[start] in (longer[start - 1 : start], longer[start + 1 : start + 2]) else name
