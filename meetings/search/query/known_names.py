"""Words that the table of aliases has as names: what they name, and whether two of them name different things."""

from functools import cache, lru_cache

from meetings.search.query.aliases import list_bare_forms, load_aliases, strip_key_article
from meetings.search.query.name_words import is_everyday, is_text_word
from meetings.search.query.word_lists import load_lexicon, load_title_words, strip_article
from meetings.search.query.word_shapes import is_native
from meetings.text.names import compare_spellings, count_consonants, make_skeleton
from meetings.text.tokens import stop_words

KINDS = frozenset(("leader", "city", "country", "organisation", "name", "month"))
_BODIES = ("city", "organisation")
_PERSONS = ({"leader"}, {"name"}, {"leader", "name"})
MAX_CHANGED_LETTERS = 2  # of a spelling of a known name; one if it is short
MIN_CONSONANTS = 4  # of names that are not short
CACHED_WORDS = 50_000


@lru_cache(CACHED_WORDS)
def find_named(word: str) -> frozenset[int]:
    """Return the concepts that a folded word names by itself, or without its attached particles."""
    table = load_aliases()
    for form in (word, *list_bare_forms(word)):
        found = frozenset(n for n in table.find_concepts((form,)) if table.concepts[n].kind in KINDS)
        if found:
            return found
    return frozenset()


@lru_cache(CACHED_WORDS)
def is_people(word: str) -> bool:
    """Return whether a folded word, with or without its article, is a word for the people of a country: إيراني."""
    table = load_aliases()
    key = strip_key_article(word)
    return any(key in map(strip_key_article, table.concepts[number].people) for number in find_named(word))


@lru_cache(CACHED_WORDS)
def is_person(word: str) -> bool:
    """Return whether a word names people only."""
    table = load_aliases()
    return {table.concepts[number].kind for number in find_named(word)} in _PERSONS


@cache
def load_definite_aliases() -> frozenset[str]:
    """Return the Arabic names of one word of cities and bodies that have an article always, without it."""
    names = {name for concept in load_aliases().concepts if concept.kind in _BODIES for name in concept.spellings}
    return frozenset(name[2:] for name in names if strip_key_article(name) != name and name[2:] not in names)


def is_other_name(word: str, other: str) -> bool:
    """Return whether two words are names of different things: Peru and Beirut are not spellings of each other."""
    mine = find_named(word)
    return bool(mine) and bool(theirs := find_named(other)) and mine.isdisjoint(theirs)


def is_spelling_of_name(name: str, other: str) -> bool:
    """Return whether `other` may be a spelling of a known name that the table lacks: not an Arabic word like it."""
    if not find_named(name).isdisjoint(find_named(other)):
        return True
    changed = compare_spellings(name, other)
    if changed is None or is_text_word(other):
        return False
    if is_native(other):
        return changed <= 1
    return changed <= (MAX_CHANGED_LETTERS if count_consonants(make_skeleton(name)) >= MIN_CONSONANTS else 1)


def is_sure_name(word: str) -> bool:
    """Return whether a word is a name of the table and not also a word that texts use every day."""
    bare = strip_article(word)
    is_word = any(bare in words for words in (stop_words(), load_lexicon(), load_title_words()))
    return not (is_word or word in stop_words() or is_everyday(word)) and bool(find_named(word))
