"""The other names of an alias in an index: as readings of a word, and as phrases."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from meetings.search.engines.protocol import AnyWord, Node, Phrase
from meetings.search.query.aliases import (
    MAX_ACRONYM_LETTERS,
    PERSON,
    AliasTable,
    Concept,
    is_capitals,
    load_aliases,
    strip_key_article,
)
from meetings.search.query.homographs import MONTH, find_homograph_kind, make_context_phrases
from meetings.search.query.parser import Word
from meetings.search.query.relations import WEIGHTS, Relation
from meetings.search.query.written_names import get_marked, get_written
from meetings.search.types import WordMatch
from meetings.text.tokens import stop_words

_NAMES = (PERSON, "city", "country", "organisation", "name")  # kinds of concepts that Latin texts write with capitals
MAX_COMMON_LETTERS = 2  # an acronym of so many letters is a word of some language in small letters
MAX_PHRASES = 24  # of one alias
_BEFORE = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")
_NUMBERS = frozenset((*map(str, range(1, 32)), *(f"0{day}" for day in range(1, 10)), *map(str, range(1950, 2051))))
_PHRASE_WEIGHT = 0.2  # of a mark: the least, so that any other reading of the word is preferred
_RELATION = Relation("alias", WEIGHTS["alias"], True)


@dataclass(slots=True)
class AliasReadings:
    """The names of a run of words that an index holds: single words, and phrases of alternatives."""

    words: dict[str, Relation] = field(default_factory=dict)
    phrases: list[tuple[frozenset[str], ...]] = field(default_factory=list)
    rare: dict[str, Relation] = field(default_factory=dict)  # the rarest word of each phrase, for the rank

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def add_to(self, readings: dict[str, Relation]) -> dict[str, Relation]:
        """Return the readings of a word with these names behind them, for the rank."""
        return {**self.words, **self.rare, **readings} if self else readings

    def nodes(self) -> list[Node]:
        """Return the nodes of which each finds the documents of a name."""
        single: list[Node] = [AnyWord(frozenset(self.words))] if self.words else []
        return [*single, *map(Phrase, self.phrases)]


def read_aliases(
    table: AliasTable, concepts: Sequence[int], frequencies: Mapping[str, int], typed: str
) -> AliasReadings:
    """Return the names of `concepts` that the index has, without the folded words that were typed."""
    out = AliasReadings()
    some = [table.concepts[number] for number in concepts]
    named = [(name, concept) for concept in some for name in _list_spellings(concept, typed)]
    acronyms = itertools.chain.from_iterable(map(_list_acronyms, some))
    out.words |= dict.fromkeys(filter(frequencies.__contains__, acronyms), _RELATION)
    for name, concept in named:
        if strip_key_article(name) in table.unclear or find_homograph_kind(name, concept) == MONTH:
            out.phrases += _list_clear_phrases(table, name, frequencies)
        elif " " not in name and not (" " in typed and _means_others(table, name, typed, concepts)):
            _add_single(out, name, concept, frequencies)
    out.phrases += _list_phrases(
        [(name, concept.kind in _NAMES) for name, concept in named if " " in name], frequencies, out.words
    )
    out.phrases = out.phrases[:MAX_PHRASES]
    out.rare = dict.fromkeys(_list_rare_words(out.phrases, frequencies, is_latin=typed.isascii()), _RELATION)
    return out


def _add_single(out: AliasReadings, name: str, concept: Concept, frequencies: Mapping[str, int]) -> None:
    """Add a name of one word: by itself, or beside words that show a name where it is an ordinary word too."""
    forms = dict.fromkeys(_list_forms(name, frequencies, is_name=concept.kind in _NAMES), _RELATION)
    if kind := find_homograph_kind(name, concept):
        out.phrases += make_context_phrases(kind, frozenset(forms), name, frequencies)
    else:
        out.words |= forms


def _means_others(table: AliasTable, name: str, typed: str, concepts: Iterable[int]) -> bool:
    """Return whether a part of a full name is also the name of others: كلينتون is not only بيل كلينتون.

    A city of several names in one script may share its name in another: طرابلس الغرب is Tripoli.
    """
    is_leader = any(table.concepts[number].kind == "leader" for number in concepts)
    return table.is_shared(name) and (is_leader or name.isascii() == typed.isascii())


def _list_clear_phrases(
    table: AliasTable, name: str, frequencies: Mapping[str, int]
) -> list[tuple[frozenset[str], ...]]:
    """Return the phrases in which a name that is an ordinary word too is a name: in May, May 2023."""
    forms = frozenset(_list_forms(name, frequencies))
    if not forms:
        return []
    before, after = (frozenset((_NUMBERS | words) & frequencies.keys()) for words in (table.before, table.after))
    return [*([(before, forms)] if before else []), *([(forms, after)] if after else [])]


def _list_rare_words(
    phrases: Iterable[tuple[frozenset[str], ...]], frequencies: Mapping[str, int], *, is_latin: bool
) -> Iterator[str]:
    """Yield the rarest words of phrases in the other script; the typed words rank the texts of the same script."""
    for phrase in phrases:
        if any(word.isascii() != is_latin for part in phrase for word in part):
            yield from min(phrase, key=lambda part: max(frequencies[word] for word in part)) - _NUMBERS


def _list_spellings(concept: Concept, typed: str) -> list[str]:
    """Return the names of a concept other than the typed one.

    An Arabic word for a people finds the country by its forms already, and so does the country its people.
    """
    key = _join_words(typed)
    others = [name for name in concept.spellings if _join_words(name) != key]
    if typed.isascii() or not concept.people:
        return others
    is_people = any(_join_words(name) == key for name in concept.people)
    return [name for name in others if name not in concept.people and not (is_people and not name.isascii())]


def _join_words(name: str) -> str:
    """Return the words of a name as one, without articles: names that differ in these only are one name here."""
    return "".join(map(strip_key_article, name.replace("الله", "اله").split()))


def _list_acronyms(concept: Concept) -> list[str]:
    """Return the acronyms as the index has them: short ones in capitals."""
    return [word if len(word) <= MAX_ACRONYM_LETTERS else word.lower() for word in concept.acronyms]


def _list_phrases(
    names: Iterable[tuple[str, bool]], frequencies: Mapping[str, int], known: Mapping[str, Relation]
) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield names of several words of which the index has all words; one of them may be a name by itself.

    The first word of a Latin name begins with a capital, if the flag beside the name says that it is one.
    """
    for name, is_name in names:
        words = name.split()
        parts = [
            frozenset(_list_forms(word, frequencies, place == 0, is_name=is_name and place == 0))
            for place, word in enumerate(words)
        ]
        if all(parts) and not any(part & known.keys() for part in parts):
            yield tuple(parts)


def _list_forms(
    word: str, frequencies: Mapping[str, int], is_first: bool = True, *, is_name: bool = False
) -> Iterator[str]:
    """Yield the forms of a name's word that the index holds: with particles before the first word, and articles."""
    if word.isascii():
        yield from filter(frequencies.__contains__, (get_written(word, frequencies) if is_name else word,))
        return
    bare = strip_key_article(word)
    for particle in _BEFORE if is_first else ("",):
        if particle + word in frequencies:
            yield particle + word
        if particle[-1:] != "ل" and particle + "ال" + word in frequencies and len(word) > 2:
            yield particle + "ال" + word
        if particle[-1:] == "ل" and particle + "ل" + bare in frequencies:
            yield particle + "ل" + bare
    if not is_first and bare != word and bare in frequencies and bare not in stop_words():
        yield bare


@dataclass(frozen=True, slots=True)
class QueryAlias:
    """An alias of a query: its words, the name as folded and as typed, and its readings in the index.

    `is_person` says that it is the name of a person: a text with a part of it may mean them, unless it has one of the
    phrases of `others`, the names of other people with a word of this one.
    """

    start: int
    items: tuple[Word, ...]
    name: str
    typed: str
    readings: AliasReadings
    is_person: bool = False
    others: tuple[tuple[frozenset[str], ...], ...] = ()

    def marks(self) -> dict[str, WordMatch]:
        """Return the words to mark: single names, and the words of phrases where the whole phrase is there."""
        phrases = tuple(tuple(frozenset(map(get_marked, part)) for part in phrase) for phrase in self.readings.phrases)
        marks = {
            word: WordMatch(self.name, "alias", _PHRASE_WEIGHT, phrases)
            for phrase in phrases
            for part in phrase
            for word in part
        }
        single = {get_marked(word): WordMatch(self.name, "alias", _RELATION.weight) for word in self.readings.words}
        return marks | single


NO_ALIAS = QueryAlias(0, (), "", "", AliasReadings())


def find_query_aliases(items: Sequence[Word], frequencies: Mapping[str, int], *, is_whole: bool) -> list[QueryAlias]:
    """Return the aliases among neighbouring words, in their order.

    A query that is an alias of several words is one even if the index has no other name: its words belong together.

    Args:
        items: The words.
        frequencies: The words of the index.
        is_whole: Whether the words are the whole query.
    """
    table = load_aliases()
    words = [item.word for item in items]
    found = []
    for run in table.find_runs(words, [item.typed for item in items], alone=is_whole):
        name = " ".join(words[run.start : run.end])
        some = tuple(items[run.start : run.end])
        typed = " ".join(dict.fromkeys(item.typed for item in some))
        readings = read_aliases(table, run.concepts, frequencies, name)
        is_all = is_whole and 1 < len(some) == len(items)
        if readings or (is_all and table.concepts[run.concepts[0]].kind != "office"):
            is_person = all(table.concepts[number].kind == PERSON for number in run.concepts)
            others = (
                _list_other_people(table, run.concepts, words[run.start : run.end], frequencies) if is_person else ()
            )
            found.append(QueryAlias(run.start, some, name, typed, readings, is_person, tuple(others)))
    return found


def _list_other_people(
    table: AliasTable, concepts: Collection[int], words: Sequence[str], frequencies: Mapping[str, int]
) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield the phrases of the names of other people that have a word of a name of several words."""
    if len(words) > 1:
        names = _load_full_names()
        others = {name for word in words for number, name in names.get(word, ()) if number not in concepts}
        yield from itertools.islice(
            _list_phrases(((name, False) for name in sorted(others)), frequencies, {}), MAX_PHRASES
        )


@cache
def _load_full_names() -> dict[str, list[tuple[int, str]]]:
    """Return {word: (number of a person, name with the word)} of the names of several words."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, concept in enumerate(load_aliases().concepts):
        for name in concept.spellings if concept.kind == PERSON else ():
            for word in name.split() if " " in name else ():
                found.setdefault(word, []).append((number, name))
    return found


def is_topic_word(item: Word) -> bool:
    """Return whether a word carries a topic: it is not a stop word, or it is an acronym in capitals (WHO)."""
    return item.word not in stop_words() or (is_capitals(item.typed) and item.typed in load_aliases().by_acronym)


def is_common_word(word: str) -> bool:
    """Return whether a word that is an acronym too means something else in small letters."""
    return word in stop_words() or word in load_aliases().hidden


def is_short_acronym(item: Word) -> bool:
    """Return whether a word is an acronym in capitals that is a word of some language in small letters: un, au, eu."""
    is_short = len(item.typed) <= MAX_COMMON_LETTERS and is_capitals(item.typed)
    return is_short and item.typed in load_aliases().by_acronym
