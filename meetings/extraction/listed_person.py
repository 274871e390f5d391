"""A line of a list of participants, Arabic or English: name, title and side in any order. No Django here.

Unlike in a report there is no sentence around the name. The words of offices and sides are taken out of an English
line, and an Arabic one is read as the extraction reads titles.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text, read_text
from meetings.extraction.english_phrases import find_english
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_wording import join_title_words
from meetings.extraction.phrases import look_up_meaning
from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.offices import find_office_wording
from meetings.gazetteer.side_names import load_other_names
from meetings.text.scripts import get_first_script
from meetings.text.tokens import find_tokens, fold_words

Run = tuple[int, int, str]  # words [start, end) of a line and what they mean
MAX_LINE_CHARACTERS = 300
MAX_LATER_NAMES = 2  # words of a name behind those that a reader of reports takes for one
_COMMAS = frozenset("،,.;؛()")
_NUMBERING = re.compile(r"^\s*(?:[-–—•*·▪]+|[\d٠-٩]{1,3}\s*[.)\-:،]|\([\d٠-٩]{1,3}\))\s*")
_PARTING = re.compile(r"\s+[-–—|/]+\s+|\s*[:\t;؛]+\s*")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_BEFORE_NAMES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "professor", "sir", "he", "hh", "hrh", "his", "her", "its"}
    | {"excellency", "highness", "majesty", "h", "e"}
)
_BETWEEN = frozenset(["the", "of", "for", "to", "and", "s", "an", "a"])
_HEADS = frozenset(
    {"president", "king", "queen", "emir", "sultan", "minister", "secretary", "chancellor", "speaker", "governor"}
    | {"chairman", "chairwoman", "chair", "leader", "prince", "vice", "deputy", "first", "foreign", "state", "prime"}
    | {"acting"}
)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """What a line says: the name, the title and its office without the side, the code of the side."""

    name: str = ""
    title: str = ""
    office: str = ""  # Arabic, in the wording under which offices are recorded
    side: str | None = None
    is_group: bool = False


def read_listed_person(line: str) -> ListedPerson:
    """Return what a line of a list says about one participant; words without a known meaning are the name."""
    text = " ".join(_NUMBERING.sub("", line[:MAX_LINE_CHARACTERS]).split())
    if not text:
        return ListedPerson()
    return _read_english(text) if get_first_script(text) == "en" else _read_arabic(text)


# --- Arabic -----------------------------------------------------------------------------------------------------------
def _read_arabic(line: str) -> ListedPerson:
    sides, rest = _take_sides(line)
    text = read_text(rest)
    mentions = find_mentions(text)
    name = next((_join_name(text, one) for one in mentions if one.name), "")
    title = next((one.title for one in mentions if one.title), None)
    if title is None:
        return ListedPerson(name or rest, side=next(iter(sides), None))
    side = next(iter(sides), None) or title.side
    if title.kind == "counterpart":  # "his Egyptian counterpart": a line does not say which office that is
        return ListedPerson(name, side=side)
    words = join_title_words(text, title)
    is_group = title.kind == "group" and not name
    return ListedPerson(name, words, "" if is_group else _name_office(words, side, title), side, is_group)


def _take_sides(line: str) -> tuple[list[str], str]:
    """Return the sides that are parts of the line (in brackets, before a colon), and the rest of the line."""
    sides = [code for part in _BRACKETS.findall(line) for code in look_up_meaning(part).sides]
    parts = [part.strip(" ،,") for part in _PARTING.split(_BRACKETS.sub("، ", line).strip(" ،,"))]
    alone = [part for part in parts if part and _names_side(part)]
    sides += [code for part in alone for code in look_up_meaning(part).sides]
    return sides, "، ".join(part for part in parts if part and part not in alone) or line


def _join_name(text: Text, named: Mention) -> str:
    """Return the name of a mention, without the particle that is written with it."""
    start, _end = named.name or (0, 0)
    name = _join(text.quote(start, _end_of_name(text, named)))
    return name.removeprefix(named.particle) if named.particle and start == named.start else name


def _end_of_name(text: Text, named: Mention) -> int:
    """Return the end of the name: behind its title the rest of the part, which may have words of titles (محافظة)."""
    start, end = named.name or (0, 0)
    if named.title is None or named.title.start > start or any(one.start >= end for one in named.more_titles):
        return end
    comma = next((place for place in range(end, len(text.words)) if text.words[place] in _COMMAS), len(text.words))
    return comma if comma - end <= MAX_LATER_NAMES else end


def _names_side(part: str) -> bool:
    """Return whether a part of the line is the name of a side and nothing else."""
    words = fold_words(part)
    return bool(look_up_meaning(part).sides) and len(words) <= 4 and not find_mentions(read_text(part))


def _name_office(words: str, side: str | None, title: Title) -> str:
    """Return the office in its usual wording; without one, the words before the side."""
    known = find_office_wording(words, side)
    if known or title.side_span is None or title.side != side:
        return known or words
    before = title.side_span[0] - title.start
    kept = words.split()[:before] if before > 0 else []
    return " ".join(kept) or words


# --- English ----------------------------------------------------------------------------------------------------------
@functools.cache
def _english_offices() -> dict[tuple[str, ...], str]:
    """Return the Arabic office of each English wording, in folded words."""
    found: dict[tuple[str, ...], str] = {}
    for row in load_rows("search_aliases"):
        if row["kind"] == "office":
            arabic = next(iter(split_values(row["ar"])), "")
            for wording in split_values(row["en"]):
                found.setdefault(tuple(fold_words(wording)), arabic)
    return found | {tuple(fold_words(row["wording"])): row["office"] for row in load_rows("listed_offices")}


@functools.cache
def _side_acronyms() -> dict[str, str]:
    """Return the sides of acronyms, which count in capitals only."""
    return {
        name.replace(".", ""): code
        for (kind, code), names in load_other_names().items()
        if kind in ("country", "organisation")
        for name in (code, *names)
        if name.isascii() and name.isupper()
    }


def _find_sides(words: list[str], written: list[str]) -> list[Run]:
    """Return the sides in a line as (start, end, code), in order."""
    found = [(hit.start, hit.end, hit.value) for hit in find_english(words) if hit.frame == "side"]
    taken = {place for start, end, _code in found for place in range(start, end)}
    for place, word in enumerate(written):
        if place not in taken and len(word) > 1 and word in _side_acronyms():
            found.append((place, place + 1, _side_acronyms()[word]))
    return sorted(found)


def _read_english(line: str) -> ListedPerson:
    tokens = list(find_tokens(line))
    words = [token.word for token in tokens]
    offices = list(_find_offices(words))
    sides = _find_sides(words, [line[token.start : token.end] for token in tokens])
    start, end = _find_name(words, _list_taken(words, offices, sides), [token.start for token in tokens], line)
    side = next((code for _start, _end, code in sides), None)
    if start == end and not offices:
        return ListedPerson(line, side=side)
    name = line[tokens[start].start : tokens[end - 1].end] if end else ""
    first, behind, office = next(iter(offices), (0, 0, ""))
    title = line[tokens[first].start : tokens[behind - 1].end] if office else ""
    return ListedPerson(name, title, find_office_wording(office, side) or office, side, words[0] == "delegation")


def _list_taken(words: list[str], offices: Iterable[Run], sides: Iterable[Run]) -> set[int]:
    """Return the places of the words of offices and sides, and of the small words around them."""
    taken = {place for start, end, _meaning in (*offices, *sides) for place in range(start, end)}
    dropped = (_HEADS if offices else frozenset()) | (_BETWEEN if taken else frozenset())
    return taken | {place for place, word in enumerate(words) if word in dropped}


def _find_name(words: list[str], taken: set[int], starts: list[int], line: str) -> tuple[int, int]:
    """Return the place of the name: the longest run of words outside offices and sides; (0, 0) without one."""
    runs = [_strip_courtesy(words, *run) for run in _find_runs(len(words), taken, starts, line)]
    return max((run for run in runs if run[0] < run[1]), key=lambda run: run[1] - run[0], default=(0, 0))


def _find_offices(words: list[str]) -> Iterator[Run]:
    table = _english_offices()
    index = 0
    while index < len(words):
        sizes = range(min(6, len(words) - index), 0, -1)
        size = next((size for size in sizes if tuple(words[index : index + size]) in table), 0)
        if size:
            yield index, index + size, table[tuple(words[index : index + size])]
        index += size or 1


def _find_runs(count: int, taken: set[int], starts: list[int], line: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of words outside offices and sides, without a comma or a bracket inside."""
    start = None
    for place in range(count + 1):
        parted = 0 < place < count and any(sign in line[starts[place - 1] : starts[place]] for sign in ",;()[]–—:|")
        if start is not None and (place == count or place in taken or parted):
            yield start, place
            start = None
        if place < count and place not in taken and start is None:
            start = place


def _strip_courtesy(words: list[str], start: int, end: int) -> tuple[int, int]:
    while start < end and words[start] in _BEFORE_NAMES | _BETWEEN:
        start += 1
    while end > start and words[end - 1] in _BETWEEN:
        end -= 1
    return start, end


def _join(words: str) -> str:
    return " ".join(words.split())
