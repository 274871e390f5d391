"""Offices in titles and in queries: "رئيس فرنسا", "Italy's defence minister".

The same reader finds the offices of a participant's title when a document is made, and the office in a query, so both
meet in one value of the index: office and side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from meetings import gazetteer
from meetings.search.query.word_lists import load_demonyms, strip_article
from meetings.text.tokens import fold_words

ROLE = "role"  # name of the values in the index
MAX_OFFICE_WORDS = 5
_ENDED = frozenset(("سابق", "اسبق", "راحل", "former", "late", "ex"))  # a title with one of them names a former office
_LINKERS = frozenset(("of", "for", "in", "to", "the", "s", "لدي", "في", "ل"))
_COMMON_HEADS = frozenset(("president", "vice-president", "chancellor"))  # they begin other titles too


@dataclass(frozen=True, slots=True)
class Office:
    """An office of `search_offices.tsv`."""

    code: str
    of: frozenset[str]  # words between the office and its side, without article
    sides: frozenset[str]  # the only sides that have it; empty for all


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """An office, and the number of the word behind its words and those that lead to its side."""

    office: Office
    end: int


@cache
def _load_offices() -> dict[tuple[str, ...], Office]:
    """Return {words without articles: office}."""
    found: dict[tuple[str, ...], Office] = {}
    for row in gazetteer.load_rows("search_offices"):
        of = frozenset(strip_article(word) for cell in gazetteer.split_values(row["of"]) for word in fold_words(cell))
        office = Office(row["office"], of, frozenset(gazetteer.split_values(row["sides"])))
        for words in gazetteer.split_values(row["words"]):
            found[_strip(fold_words(words))] = office
    return found


def _strip(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(strip_article(word) for word in words)


def read_office(words: Sequence[str], start: int) -> OfficeWords | None:
    """Return the office whose name begins at a word (folded); the longest name counts."""
    for size in range(min(MAX_OFFICE_WORDS, len(words) - start), 0, -1):
        office = _load_offices().get(_strip(words[start : start + size]))
        if office is not None:
            return OfficeWords(office, start + size)
    return None


def find_offices(title: str) -> list[str]:
    """Return the codes of the offices that a title says its holder has, in their order: at its begin, and joined to it.

    "مستشار رئيس الجمهورية" and "الرئيس السابق" have none, "نائب رئيس الوزراء وزير الخارجية" has two.
    """
    words = fold_words(title)
    if _ENDED & set(_strip(words)):
        return []
    at = _skip_sides(words, 0)
    found: list[str] = []
    while (read := read_office(words, at)) or (read := _read_joined(words, at)):
        if _belongs_to_other(words, read):
            break
        if read.office.code not in found:
            found.append(read.office.code)
        at = _skip_sides(words, _skip(words, read.end, read.office.of | _LINKERS))
    return found


def _read_joined(words: Sequence[str], start: int) -> OfficeWords | None:
    """Return the office that is joined by "و" at a word: "رئيس الوزراء ووزير الدفاع"."""
    if start == 0 or start >= len(words) or not words[start].startswith("و"):
        return None
    return read_office([*words[:start], words[start][1:], *words[start + 1 :]], start)


def _belongs_to_other(words: Sequence[str], read: OfficeWords) -> bool:
    """Return whether a common head begins another title: "رئيس الحزب الديمقراطي", "رئيس بعثة"."""
    if read.office.code not in _COMMON_HEADS or read.end >= len(words):
        return False
    following = strip_article(words[read.end])
    is_side = _is_side(words[read.end]) or following in read.office.of or following in _LINKERS
    is_joined = read.office.code != "chancellor" and read_office(words, read.end) is not None
    return not (is_side or is_joined or following in _QUALITIES)


_QUALITIES = frozenset(("منتخب", "حالي", "جديد", "انتقالي", "مؤقت", "اتحادي", "elect"))


def _skip(words: Sequence[str], start: int, some: frozenset[str]) -> int:
    while start < len(words) and strip_article(words[start]) in some:
        start += 1
    return start


def _skip_sides(words: Sequence[str], start: int) -> int:
    """Return the place behind words that name a side: "French President", "وزير الخارجية الفرنسي"."""
    while start < len(words) and _is_side(words[start]):
        start += 1
    return start


def _is_side(word: str) -> bool:
    return bool({word, word.removeprefix("ال")} & load_demonyms().keys()) or word in _load_english()


@cache
def _load_english() -> frozenset[str]:
    """Return the English words for sides, one word each."""
    rows = [*gazetteer.load_rows("english_sides"), *gazetteer.load_rows("countries")]
    cells = [cell for row in rows for cell in (row.get("words", ""), row.get("name_en", ""))]
    folded = [fold_words(value) for cell in cells for value in gazetteer.split_values(cell)]
    return frozenset(words[0] for words in folded if len(words) == 1)


@dataclass(frozen=True, slots=True)
class RoleWords:
    """An office of some sides (codes) in a query, and the number of the word behind it."""

    office: str
    sides: tuple[str, ...]
    end: int


SideReader = Callable[[int], tuple[tuple[str, ...], int] | None]  # word -> codes of the sides it begins to name, end


def read_role(words: Sequence[str], start: int, read_side: SideReader) -> RoleWords | None:
    """Return the office with its side that begins at a word: "رئيس فرنسا", "French president"; None for others."""
    if read := read_office(words, start):
        at = read.end
        for skipped in (at, _skip(words, at, read.office.of | _LINKERS)):
            if side := read_side(skipped):
                return _make_role(read.office, *side)
    elif (side := read_side(start)) and words[start].isascii():
        codes, at = side
        read = read_office(words, at + (at < len(words) and words[at] == "s"))
        return _make_role(read.office, codes, read.end) if read else None
    return None


def _make_role(office: Office, codes: tuple[str, ...], end: int) -> RoleWords | None:
    held = tuple(code for code in codes if not office.sides or code in office.sides)
    return RoleWords(office.code, held, end) if held else None
