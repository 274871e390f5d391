"""Visual order: the Unicode bidirectional algorithm for one line. No Django here. For `canvas` only.

The steps are those of `bidi.algorithm.get_display` of python-bidi, called one by one for two reasons: a character may
carry a value (its colour), and python-bidi leaves out the rule for paired brackets (N0 of UAX #9, revision 33 and
later), without which "(IQ) [x]" in an Arabic line comes out as "[IQ) [x)".
"""

import unicodedata
from typing import Any, Literal, TypeVar

from bidi import algorithm

Direction = Literal["L", "R"]
Extra = TypeVar("Extra")

# Pairs of BidiBrackets.txt that occur in texts; quotation marks such as « » are not brackets there.
_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "〈": "〉", "（": "）", "［": "］", "⁅": "⁆"}
MAX_OPEN_BRACKETS = 63  # rule BD16
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}  # numbers count as right to left (rule N0)
# Isolates are newer than the algorithm of python-bidi, which would treat them as letters.
_ISOLATES = frozenset("\u2066\u2067\u2068\u2069")


def find_direction(text: str) -> Direction:
    """Return the direction of a paragraph: that of its first letter, left to right where it has none."""
    return "R" if algorithm.get_base_level(text) else "L"


def order_characters(line: list[tuple[str, Extra]], base: Direction) -> list[tuple[str, Extra]]:
    """Return the characters of one line from left to right, each with its value; brackets are mirrored.

    Controls of direction are left out where the algorithm has used them up.
    """
    line = [cell for cell in line if cell[0] not in _ISOLATES]
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = algorithm.PARAGRAPH_LEVELS[base], base
    algorithm.get_embedding_levels("".join(character for character, _ in line), storage)
    for character, (_, extra) in zip(storage["chars"], line, strict=True):
        character["extra"] = extra
        character["type"] = character["orig"] = character["type"] or "L"  # unknown to Unicode: counts as a letter
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        _resolve_brackets(storage["chars"][run["start"] : run["start"] + run["length"]], run["sor"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return [(character["ch"], character["extra"]) for character in storage["chars"]]


def _resolve_brackets(run: list[dict[str, Any]], before_run: str) -> None:
    """Give both brackets of each pair in `run` one direction, where rule N0 says which."""
    for opening, closing in sorted(_pairs(run)):
        embedding = "LR"[run[opening]["level"] % 2]
        inside = {_STRONG.get(character["type"]) for character in run[opening + 1 : closing]} - {None}
        if embedding in inside:
            found = embedding
        elif inside:
            found = _strong_before(run, opening, before_run)
        else:
            continue
        run[opening]["type"] = run[closing]["type"] = found


def _strong_before(run: list[dict[str, Any]], place: int, before_run: str) -> str:
    """Return the direction before a bracket, which becomes the direction of the pair.

    It is the opposite of the embedding, as that inside the pair, or the embedding itself.
    """
    for character in reversed(run[:place]):
        if strong := _STRONG.get(character["type"]):
            return strong
    return before_run


def _pairs(run: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together (rule BD16)."""
    found: list[tuple[int, int]] = []
    open_ones: list[tuple[str, int]] = []  # the sign that would close each, and its place
    for place, character in enumerate(run):
        if character["type"] != "ON":
            continue
        sign = unicodedata.normalize("NFC", character["ch"])
        if sign in _CLOSING:
            if len(open_ones) == MAX_OPEN_BRACKETS:
                return []
            open_ones.append((_CLOSING[sign], place))
        elif any(sign == waiting for waiting, _ in open_ones):
            while open_ones:
                waiting, opening = open_ones.pop()
                if waiting == sign:
                    found.append((opening, place))
                    break
    return found
