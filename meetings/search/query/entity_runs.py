"""Names of records among the words of a query: which run of words names which people, sides, places or topics.

A whole name counts for every kind of record; for people also a part of a name that few of them share ("بارزاني").
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.gazetteer.sides import list_english_words
from meetings.search.query.aliased_people import AliasedPeople
from meetings.search.query.entity_names import Directory, NamedEntry, is_same_name
from meetings.search.query.whole_names import WholeNames
from meetings.search.query.word_lists import load_lexicon, load_title_words, strip_article
from meetings.text.stems import find_lemmas
from meetings.text.tokens import fold_words, stop_words

MAX_NAME_WORDS = 7
MAX_PEOPLE = 6  # whom one part of a name may mean
MAX_COMPARED_PEOPLE = 60  # with one word in their names; more people share a given name, which alone names none
MAX_FUZZY_WORDS = 8  # of a query; in a longer one, a question, names count only as they are written in the archive
MIN_FUZZY_LETTERS = 4
_SIDES = ("country", "organisation")
_RANKS = {"official": 0, "country": 1, "organisation": 1, "place": 2, "topic": 3, "kind": 3}


@dataclass(frozen=True, slots=True)
class EntityRun:
    """Words that name records: numbers of the first word and of the one behind the last, and the records."""

    start: int
    end: int
    entries: tuple[NamedEntry, ...]

    @property
    def kind(self) -> str:
        """The kind of the first record."""
        return self.entries[0].kind


class EntityFinder:
    """A finder of the names of one directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._whole: dict[tuple[str, ...], list[NamedEntry]] = defaultdict(list)
        self._sides: dict[tuple[str, ...], list[NamedEntry]] = defaultdict(list)
        self._people: dict[str, set[int]] = defaultdict(set)  # word of a name -> numbers of entries
        countries = {_key(name) for entry in directory.entries if entry.kind == "country" for name in entry.names}
        people = [entry for entry in directory.entries if entry.kind == "official"]
        self._aliased, self._full_names = AliasedPeople(people), WholeNames(people)
        for number, entry in enumerate(directory.entries):
            if entry.kind not in _RANKS:
                continue
            keys = {_key(name) for name in entry.names} - {()}
            if entry.kind == "place" and keys <= countries:  # a country without a city: its side is meant
                continue
            for key in keys:
                self._whole[key].append(entry)
            if entry.kind in _SIDES:
                self._add_side(entry, keys)
            if entry.kind == "official":
                for word in itertools.chain.from_iterable(keys):
                    self._people[word].add(number)

    def _add_side(self, entry: NamedEntry, keys: set[tuple[str, ...]]) -> None:
        """Add the names and demonyms of a side."""
        demonyms = (*entry.also, *list_english_words(entry.key))
        for key in keys | {_key(name) for name in demonyms}:
            self._sides[key].append(entry)

    def find(self, words: Sequence[str], start: int) -> EntityRun | None:
        """Return the longest name that begins at a word (folded); None where none begins there."""
        most = min(MAX_NAME_WORDS, len(words) - start)
        person, alias_end = self._aliased.find(words, start) or (None, start)
        for size in range(most, 0, -1):
            if person is not None and start + size < alias_end:
                break
            if found := self._find_whole(words[start : start + size]):
                return EntityRun(start, start + size, found)
        if person is not None:
            return EntityRun(start, alias_end, (person,))
        person, name_end = self._full_names.find(words, start) or (None, start)
        for size in range(most, 0, -1):
            if person is not None and start + size <= name_end:
                return EntityRun(start, name_end, (person,))
            if found := self._find_people(words[start : start + size], len(words)):
                return EntityRun(start, start + size, found)
        return None

    def find_side(self, words: Sequence[str], start: int) -> tuple[tuple[str, ...], int] | None:
        """Return the codes of the sides whose name or demonym begins at a word, and the number behind its end."""
        for size in range(min(MAX_NAME_WORDS, len(words) - start), 0, -1):
            for key in _make_keys(words[start : start + size]):
                if entries := self._sides.get(key):
                    return tuple(dict.fromkeys(entry.key for entry in entries)), start + size
        return None

    def _find_whole(self, run: Sequence[str]) -> tuple[NamedEntry, ...]:
        """Return the records of the best rank that have this name."""
        for key in _make_keys(run):
            if entries := self._whole.get(key):
                best = min(_RANKS[entry.kind] for entry in entries)
                together = {1, 2} if best == 1 else {best}  # عمان is the side and the city
                return _keep_order(entry for entry in entries if _RANKS[entry.kind] in together)
        return ()

    def _find_people(self, run: Sequence[str], words_of_query: int) -> tuple[NamedEntry, ...]:
        """Return the people whose names have all these words in their order, if they are few."""
        if any(word in stop_words() or _is_common(word) for word in run):
            return ()
        numbers = self._reach_all(run, fuzzy=words_of_query <= MAX_FUZZY_WORDS)
        if len(run) == 1 and len(numbers) > MAX_COMPARED_PEOPLE:
            return ()
        entries = (self._directory.entries[number] for number in sorted(numbers))
        people = [entry for entry in entries if _holds(entry, run)]
        if len(run) == 1:
            people = _prefer_family_names(people, run[0])
        return _keep_order(people) if len(people) <= MAX_PEOPLE else ()

    def _reach_all(self, run: Sequence[str], *, fuzzy: bool) -> set[int]:
        """Return the numbers of the people whose names have all words."""
        found = self._reach(run[0], fuzzy=fuzzy)
        for word in run[1:]:
            found = found & self._reach(word, fuzzy=fuzzy) if found else found
        return found

    def _reach(self, word: str, *, fuzzy: bool) -> set[int]:
        """Return the numbers of the people whose names have a word, or, if `fuzzy`, another spelling of it."""
        for form in _list_forms(word):
            if len(form) > 2 and form in self._people:
                return self._people[form]
        if not fuzzy or len(word) < MIN_FUZZY_LETTERS:
            return set()
        numbers, _ = self._directory.reach(strip_article(word))
        return {number for number in numbers if self._directory.entries[number].kind == "official"}


def _key(name: str) -> tuple[str, ...]:
    return tuple(strip_article(word) for word in fold_words(name))


def _make_keys(run: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Yield the words as a name may have them: without articles, and the first one without a joined "و", "ب" or "ل"."""
    rest = tuple(strip_article(word) for word in run[1:])
    for form in _list_forms(run[0]):
        yield (form, *rest)


def _list_forms(word: str) -> list[str]:
    """Return a word without its article, and its forms without a joined particle."""
    forms = [strip_article(word)]
    forms += [strip_article(lemma) for lemma, cost in find_lemmas(word).items() if cost == 1 and word.endswith(lemma)]
    return list(dict.fromkeys(forms))


def _is_common(word: str) -> bool:
    """Return whether a word is a title or a word of the lexicon: "الرئيس" alone names no person."""
    plain = strip_article(word)
    return plain in load_title_words() or plain in load_lexicon() or word in load_lexicon()


def _holds(entry: NamedEntry, run: Sequence[str]) -> bool:
    """Return whether one name of a person has all the words in their order."""
    return any(_has_in_order(_key(name), run) for name in entry.names)


def _has_in_order(name: tuple[str, ...], run: Sequence[str]) -> bool:
    at = 0
    for word in run:
        forms = _list_forms(word)
        while at < len(name) and not any(form == name[at] or is_same_name(form, name[at]) for form in forms):
            at += 1
        if at == len(name):
            return False
        at += 1
    return True


def _prefer_family_names(people: list[NamedEntry], word: str) -> list[NamedEntry]:
    """Return those whose family name is the word, else all: "سلمان" means a family before a given name."""
    forms = set(_list_forms(word))
    family = [p for p in people if any((key := _key(name)) and key[-1] in forms for name in p.names)]
    return family or people


def _keep_order(entries: Iterable[NamedEntry]) -> tuple[NamedEntry, ...]:
    found: dict[tuple[str, str], NamedEntry] = {}
    for entry in entries:
        found.setdefault((entry.kind, entry.key), entry)
    return tuple(sorted(found.values(), key=lambda entry: (_RANKS[entry.kind], -entry.weight)))
