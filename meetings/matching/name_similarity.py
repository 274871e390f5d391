"""Relations between two names of one person: the same words, spellings, scripts, a shorter form, a typing mistake.

A high fuzzy score does not mean one person (محمود عباس and محمد عباس score 95 of 100). Fuzzy scores therefore compare
only two words in the same position of two names whose other words agree, and never two given names.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from meetings import gazetteer
from meetings.gazetteer.person_names import compared_by, given_names, name_key, name_words, shortened
from meetings.text.fold import fold
from meetings.text.names import consonants, sound_keys, spoken

MIN_SLIP_SCORE = 75  # of 100: below it, two words are different words
MIN_SPOKEN_SCORE = 72  # of 100: below it, Latin words with the same consonants are two names (Mahmoud, Muhammad)
_LATIN_FILIATION = frozenset(
    ("al", "el", "ul", "bin", "ibn", "ben", "bint", "de", "van", "von", "di", "da", "dr", "mr", "sheikh", "prince")
)

# The relations of two names, the surest first.
SAME, SPELLING, SCRIPTS, SHORTER, SLIPPED, LAST, FATHERS = (
    "same-name",
    "spelling",
    "scripts",
    "shorter",
    "slip",
    "last-name",
    "other-fathers",
)
_ONE_PERSON = frozenset({SAME, SPELLING, SCRIPTS, SHORTER, SLIPPED})  # of two holders of one office
STRENGTH = {SAME: 62, SPELLING: 58, SCRIPTS: 54, SHORTER: 46, SLIPPED: 38, LAST: 25, FATHERS: 5}


@dataclass(frozen=True, slots=True)
class ComparedName:
    """A name prepared for comparison: folded words, and for each word its key and its possible sounds."""

    written: str
    words: tuple[str, ...]
    key: tuple[str, ...]
    sounds: tuple[frozenset[str], ...]
    latin: bool


def read_name(written: str) -> ComparedName | None:
    """Return `written` prepared for comparison; None when it has no words to compare."""
    latin = fold(written).isascii()
    words = name_words(written)
    if latin:
        words = tuple(word.strip("'’") for word in words if word not in _LATIN_FILIATION)
    sounds = tuple(frozenset(sound_keys(word)) for word in words)
    if not words or not all(sounds):
        return None
    return ComparedName(
        written, words, tuple(compared_by(word) for word in words) if not latin else words, sounds, latin
    )


def relation(one: ComparedName, other: ComparedName) -> str:
    """Return the relation of two names; empty when they are names of two people."""
    if one.words == other.words:
        return SAME if len(one.words) > 1 else LAST
    if one.latin != other.latin:
        return _relate_across_scripts(one, other)
    if one.key == other.key:
        return SPELLING if len(one.key) > 1 else LAST
    if 1 in (len(one.words), len(other.words)):
        return LAST if _is_alike(one, -1, other, -1) else ""
    return _relate_in_one_script(one, other)


def is_same_person_in_office(one: ComparedName, other: ComparedName) -> bool:
    """Return whether two holders of one office on one day are one person: `one` may be a family name alone."""
    how = relation(one, other)
    return how in _ONE_PERSON or (how == LAST and len(one.words) == 1)


def _relate_in_one_script(one: ComparedName, other: ComparedName) -> str:
    """Return the relation of two full names of one script whose words are not all the same."""
    if len(one.words) == len(other.words):
        alike = [_is_alike(one, place, other, place) for place in range(len(one.words))]
        if all(alike):
            return SPELLING
        if _has_one_slip(one, other):
            return SLIPPED
        return FATHERS if alike[0] and alike[-1] else ""
    if _is_beginning(one, other):
        return SHORTER
    if not (_is_alike(one, 0, other, 0) and _is_alike(one, -1, other, -1)):
        return ""
    if shortened(one.key, other.key) or 2 in (len(one.words), len(other.words)):
        return SHORTER
    return FATHERS


def _is_beginning(one: ComparedName, other: ComparedName) -> bool:
    """Return whether one of two full names is the beginning of the other, which adds the family name."""
    shorter = min(len(one.words), len(other.words))
    return all(_is_alike(one, place, other, place) for place in range(shorter))


def _relate_across_scripts(one: ComparedName, other: ComparedName) -> str:
    if len(one.words) == len(other.words) > 1:
        if all(_is_alike(one, place, other, place) for place in range(len(one.words))):
            return SCRIPTS
        return ""
    if 1 in (len(one.words), len(other.words)):
        return LAST if _is_alike(one, -1, other, -1) else ""
    if _is_alike(one, 0, other, 0) and _is_alike(one, -1, other, -1) and 2 in (len(one.words), len(other.words)):
        return SHORTER
    return ""


def _is_alike(one: ComparedName, place: int, other: ComparedName, other_place: int) -> bool:
    """Return whether two words are spellings of one word."""
    word, other_word = one.words[place], other.words[other_place]
    if word == other_word:
        return True
    if not one.latin and not other.latin:
        return one.key[place] == other.key[other_place]
    if not one.sounds[place] & other.sounds[other_place]:
        return False
    if one.latin and other.latin:
        return fuzz.ratio(spoken(word), spoken(other_word)) >= MIN_SPOKEN_SCORE
    arabic, latin = (other_word, word) if one.latin else (word, other_word)
    return _is_nearest_name(arabic, latin)


@functools.lru_cache(50_000)
def _is_nearest_name(arabic: str, latin: str) -> bool:
    """Return whether `latin` sounds closer to `arabic` than to its namesakes: Mahmoud to محمود, not to محمد."""
    if arabic not in given_names():
        return True
    heard = spoken(latin)
    mine = fuzz.ratio(spoken(arabic), heard)
    return all(fuzz.ratio(spoken(name), heard) <= mine for name in _namesakes(arabic))


@functools.lru_cache(10_000)
def _namesakes(arabic: str) -> frozenset[str]:
    names = (frozenset(fold(n) for n in gazetteer.values(row["names"])) for row in gazetteer.rows("namesakes"))
    return frozenset[str]().union(*(group for group in names if arabic in group))


def _has_one_slip(one: ComparedName, other: ComparedName) -> bool:
    """Return whether two names differ only in words that sound alike (غوتيريش, كوتيريش) and slightly in one more.

    Both have the same number of words, and one script. An Arab given name and a first name never count as mistyped:
    مسعود and مسرور are brothers. A short word has too few letters to distinguish a typing mistake from another name.
    """
    slips = 0
    for place, (word, other_word) in enumerate(zip(one.words, other.words, strict=True)):
        if _is_alike(one, place, other, place):
            continue
        if word in given_names() or other_word in given_names():
            return False
        if min(consonants(one.key[place]), consonants(other.key[place])) < 3:
            return False
        if not one.sounds[place] & other.sounds[place] or one.latin:
            if place == 0 or fuzz.ratio(word, other_word) < MIN_SLIP_SCORE:
                return False
            slips += 1
    return slips <= 1


def may_be_called(name: str, known: Iterable[str]) -> bool:
    """Return whether `name` can be another spelling of one of the names `known` of a person.

    It shares a word with it, and its first word is not another Arab given name: محمد and محمود are two people.
    """
    key = name_key(name)
    return any(set(key) & set(other) and not _has_other_given_name(key, other) for other in map(name_key, known))


def _has_other_given_name(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return key[0] != other[0] and {key[0], other[0]} <= given_names()


def best_relation(
    names: list[ComparedName], others: list[ComparedName]
) -> tuple[str, ComparedName, ComparedName] | None:
    """Return the surest relation between the names of two officials, and the two names; None if none are related.

    Full names in one script that contradict each other outweigh a relation across scripts: a Latin spelling common to
    محمود عباس and محمد عباس does not make them one man.
    """
    best: tuple[str, ComparedName, ComparedName] | None = None
    for one in names:
        for other in others:
            how = relation(one, other)
            if how and (best is None or STRENGTH[how] > STRENGTH[best[0]]):
                best = (how, one, other)
    if best and best[1].latin != best[2].latin and _is_contradicted(names, others):
        return None
    return best


def _is_contradicted(names: list[ComparedName], others: list[ComparedName]) -> bool:
    """Return whether both have full names in one script and no two of them agree."""
    for latin in (False, True):
        mine = [name for name in names if name.latin == latin and len(name.words) > 1]
        theirs = [name for name in others if name.latin == latin and len(name.words) > 1]
        if mine and theirs and not any(relation(one, other) for one in mine for other in theirs):
            return True
    return False
