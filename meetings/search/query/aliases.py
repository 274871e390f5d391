"""The table of aliases: other names of leaders, cities, countries, organisations and months, in all scripts.

It joins `search_aliases.tsv` with what the other tables of the gazetteer hold. It is read once, at the first query, and
whole columns are folded at once, because thousands of single calls would take longer than a search.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from meetings import gazetteer, text
from meetings.gazetteer.place_kinds import CITY_KINDS
from meetings.search.gc_pause import pause_collection
from meetings.text.fold import fold
from meetings.text.tables import read_table
from meetings.text.tokens import stop_words

PERSON = "leader"  # kind of the concepts that are people
MAX_RUN_WORDS = 10
MAX_ACRONYM_LETTERS = 4  # an acronym of up to so many letters counts in capitals only
MIN_REST_LETTERS = 3  # of a word without an attached particle
_ATTACHED = ("ولل", "وبال", "وال", "بال", "فال", "كال", "لل", "وب", "ول", "و", "ب", "ل", "ف", "ك")
_FAMILY = " ال "  # آل: a word of names, no article
_DIGIT = re.compile(r"\d")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&-]*[A-Z0-9]")
_SIGN = re.compile(r"[^\w|\n]")  # between words
_NO_LETTER = re.compile(r"\W")
_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@dataclass(slots=True)
class Concept:
    """What several names mean. `spellings` are folded, words parted by spaces; `acronyms` are in capitals.

    `people` are the names of a country's people, which are spellings too. `typed_acronyms` count in queries only: FM in
    a text is as often a radio station.
    """

    kind: str = ""
    spellings: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    typed_acronyms: list[str] = field(default_factory=list)
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AliasRun:
    """A run of words of a query that is an alias: its place in the query and what it means."""

    start: int
    end: int
    concepts: tuple[int, ...]


class AliasTable:
    """Concepts by their names."""

    def __init__(self) -> None:
        self.concepts: list[Concept] = []
        self.by_acronym: dict[str, list[int]] = {}
        self.unclear: frozenset[str] = (
            frozenset()
        )  # names that need a number or one of these words beside them: May, آب
        self.before: frozenset[str] = frozenset()
        self.after: frozenset[str] = frozenset()
        self.hidden: frozenset[str] = frozenset()  # common words: no names by themselves, in this form
        self._by_spelling: dict[str, tuple[int, ...]] = {}
        self._longest: dict[str, int] = {}  # first word -> words of the longest name, if it has several

    def add(self, concepts: Iterable[Concept]) -> None:
        """Add concepts and arrange their names."""
        self.concepts = list(concepts)
        known = self._by_spelling
        keys = _strip_articles("\n".join(["|".join(c.spellings) for c in self.concepts]))
        for number, joined in enumerate(keys.split("\n")):
            alone = (number,)
            for key in joined.split("|"):
                before = known.setdefault(key, alone)
                if before[-1] != number:
                    known[key] = (*before, number)
        known.pop("", None)
        longest = self._longest
        for key in known:
            if number := key.count(" "):
                first = key[: key.index(" ")]
                if number >= longest.get(first, 1):
                    longest[first] = number + 1
        for number, concept in enumerate(self.concepts):
            for acronym in (*concept.acronyms, *concept.typed_acronyms):
                self.by_acronym.setdefault(acronym, []).append(number)

    def is_shared(self, name: str) -> bool:
        """Return whether a folded name belongs to several concepts."""
        return len(self._by_spelling.get(_strip_articles(name), ())) > 1

    def has_name(self, name: str) -> bool:
        """Return whether a folded name is in the table."""
        return _strip_articles(name) in self._by_spelling

    def find_concepts(self, words: Iterable[str]) -> tuple[int, ...]:
        """Return the concepts that have a name of these folded words."""
        return self._by_spelling.get(" ".join(map(strip_key_article, words)), ())

    def find_runs(self, words: Sequence[str], typed: Sequence[str], alone: bool = True) -> list[AliasRun]:
        """Return the longest runs of `words` (folded) that are aliases, from left to right.

        Args:
            words: The folded words of a part of a query.
            typed: The same words as typed; capitals make an acronym.
            alone: Whether they are the whole query.
        """
        found: list[AliasRun] = []
        start = 0
        while start < len(words):
            run = self.find_run(words, typed, start, alone)
            if run is not None:
                found.append(run)
            start = run.end if run is not None else start + 1
        return found

    def find_run(self, words: Sequence[str], typed: Sequence[str], start: int, alone: bool) -> AliasRun | None:
        """Return the longest run that begins at a word and is an alias; see `find_runs`."""
        for form in (words[start], *list_bare_forms(words[start])):
            first = strip_key_article(form)
            for end in range(min(start + self._longest.get(first, 1), len(words)), start, -1):
                key = " ".join((first, *map(strip_key_article, words[start + 1 : end])))
                numbers = self._by_spelling.get(key)
                if numbers and self._is_clear(key, form, words, start, end, alone=alone):
                    return AliasRun(start, end, numbers)
            if form == words[start] and (run := self._find_acronym(words, typed, start, alone)):
                return run
        return None

    def _is_clear(self, key: str, form: str, words: Sequence[str], start: int, end: int, *, alone: bool) -> bool:
        """Return whether a name that may be an ordinary word is a name here."""
        if key in self.unclear:
            before, after = words[max(start - 1, 0) : start], words[end : end + 1]
            if any(word.isdigit() for word in (*before, *after)):
                return True
            if not self.before.isdisjoint(before) or not self.after.isdisjoint(after):
                return True
            return alone and end - start == len(words) and form not in self.hidden
        return end > start + 1 or not (form in self.hidden or form in stop_words())  # على is not Ali

    def _find_acronym(self, words: Sequence[str], typed: Sequence[str], start: int, alone: bool) -> AliasRun | None:
        """Return the run of an acronym in capitals, among words of another script, or as the whole query."""
        for end in (start + 2, start + 1):  # g 20 is two words
            letters = "".join(words[start:end])
            numbers = self.by_acronym.get(letters.upper()) if letters.isascii() and end <= len(words) else None
            if numbers is None:
                continue
            others = [*words[:start], *words[end:]]
            is_clear = is_capitals(typed[start]) or letters[-1].isdigit() or len(letters) > MAX_ACRONYM_LETTERS
            if not is_clear and letters not in self.hidden and letters not in stop_words():
                is_clear = not _has_latin_word(others) if others else alone
            if is_clear:
                return AliasRun(start, end, tuple(numbers))
        return None


def _has_latin_word(words: Iterable[str]) -> bool:
    return any(word.isascii() and not word.isdigit() for word in words)


def is_capitals(typed: str) -> bool:
    """Return whether a word is written as an acronym."""
    return typed.isascii() and typed.isupper() and sum(map(str.isalpha, typed)) > 1


def strip_key_article(word: str) -> str:
    """Return a folded word as names are compared: without its article."""
    return word[2:] if len(word) > 3 and word.startswith("ال") else word


def _strip_articles(names: str) -> str:
    """Return folded names without the articles of their words."""
    text = f"\n{names}".replace(_FAMILY, " \0 ")
    return text.replace("\nال", "\n").replace("|ال", "|").replace(" ال", " ").replace(" \0 ", _FAMILY)[1:]


def list_bare_forms(word: str) -> list[str]:
    """Return `word` without the conjunction, preposition and article that may be attached to a name."""
    if word.isascii():
        return []
    return [
        word[len(start) :]
        for start in _ATTACHED
        if word.startswith(start) and len(word) - len(start) >= MIN_REST_LETTERS
    ]


@cache
def load_aliases() -> AliasTable:
    """Return the table of all aliases."""
    with pause_collection():
        return _make_table()


def _make_table() -> AliasTable:
    cells: dict[tuple[str, str], list[str]] = {}
    acronyms: dict[tuple[str, str], list[str]] = {}
    for row in gazetteer.load_rows("search_aliases"):
        own = (row["kind"], row["key"])
        cells[own] = [row["ar"], row["en"], row["fr"], row["kmr"], row["other"], row["ckb"]]
        if row["acronyms"]:
            acronyms[own] = row["acronyms"].split("|")
    for own, more in _read_other_tables():
        in_capitals = [value for cell in more for value in cell.split("|") if _ACRONYM.fullmatch(value)]
        if in_capitals:
            acronyms.setdefault(own, []).extend(in_capitals)
            more = [value for cell in more for value in cell.split("|") if value not in in_capitals]
        cells.setdefault(own, []).extend(more)
    made = dict(zip(cells, _fold_columns(map("|".join, cells.values())), strict=True))
    table = AliasTable()
    table.hidden = frozenset(made.pop(("common", "words"), ()))
    table.unclear = frozenset(made.pop(("common", "months"), ()))
    table.before = frozenset(made.pop(("common", "before"), ()))
    table.after = frozenset(made.pop(("common", "after"), ()))
    dropped = table.hidden - table.unclear - load_homographs()
    people = {code: made.pop(("people", code)) for kind, code in tuple(made) if kind == "people"}
    table.add(
        _make_concept(kind, [*names, *people.get(key, ())], acronyms.get((kind, key), ()), dropped)
        for (kind, key), names in made.items()
    )
    for (_, key), concept in zip(made, table.concepts, strict=True):
        concept.people = frozenset(people.get(key, ()))
    return table


@cache
def load_homographs() -> frozenset[str]:
    """Return the folded names of places that are ordinary words too, and names beside certain words."""
    rows = (row for row in gazetteer.load_rows("search_homographs") if row["kind"] in ("place", "strict"))
    words = {fold(value) for row in rows for value in gazetteer.split_values(row["words"])}
    return frozenset(words | {strip_key_article(word) for word in words})


def _make_concept(kind: str, names: list[str], acronyms: Iterable[str], dropped: frozenset[str]) -> Concept:
    """Return a concept without the names that are ordinary words."""
    if not dropped.isdisjoint(names):
        names = [name for name in names if name not in dropped]
    plain = list(dict.fromkeys(_NO_LETTER.sub("", acronym) for acronym in acronyms)) if acronyms else []
    return Concept(kind, names, [], plain) if kind == "office" else Concept(kind, names, plain)


def _fold_columns(cells: Iterable[str]) -> Iterator[list[str]]:
    """Yield the folded values of each cell, all folded in one call."""
    whole = _SIGN.sub(" ", fold("\n".join(cells))).replace("_", " ")
    for doubled, single in (("   ", " "), ("  ", " "), ("  ", " "), (" |", "|"), ("| ", "|")):
        whole = whole.replace(doubled, single)
    for line in whole.split("\n"):
        words = _DIGITS.sub(" ", line) if _DIGIT.search(line) else line
        yield list(dict.fromkeys(filter(None, words.strip().split("|"))))


def _read_other_tables() -> Iterable[tuple[tuple[str, str], list[str]]]:
    """Yield (kind, key) and names of what the other tables of the gazetteer hold."""
    for row in gazetteer.load_rows("countries"):
        yield ("country", row["code"]), [row["name_ar"], row["name_en"], row["names"]]
        yield ("people", row["code"]), [row["masculine"], row["feminine"], row["plural"]]
    for row in gazetteer.load_rows("english_sides"):
        yield ("country", row["code"]), [row["words"]]
    for row in gazetteer.load_rows("organisations"):
        yield ("organisation", row["code"]), [row["name_ar"], row["name_en"], row["names"]]
    for row in gazetteer.load_rows("places"):
        if row["kind"] in CITY_KINDS:
            yield ("city", f"{row['country']} {row['name_en']}"), [row["name_ar"], row["name_en"], row["names"]]
    for row in read_table(Path(text.__file__).with_name("months.tsv")):
        era = "hijri" if row["calendar"] == "hijri" else "gregorian"
        yield ("month", f"{era} {row['month']}"), [row["names"]]
