"""Relations between two names of one person: the same words, spellings, scripts, a shorter form, a typing mistake.

A high fuzzy score does not mean one person (محمود عباس and محمد عباس score 95 of 100). Fuzzy scores therefore compare
only two words in the same position of two names whose other words agree, and never two given names.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from meetings import gazetteer
from meetings.gazetteer.person_names import (
    has_whole_names,
    is_child_name,
    is_short_given_name,
    is_shortened,
    load_given_names,
    make_comparison_key,
    name_key,
    name_words,
)
from meetings.text.fold import fold
from meetings.text.names import count_consonants, make_sound_keys, make_spoken_form

MIN_SLIP_SCORE = 75  # of 100: below it, two words are different words
MIN_SPOKEN_SCORE = 72  # of 100: below it, Latin words with the same consonants are two names (Mahmoud, Muhammad)
_LATIN_FILIATION = frozenset(
    ("al", "el", "ul", "bin", "ibn", "ben", "bint", "de", "van", "von", "di", "da", "dr", "mr", "sheikh", "prince")
)

# The relations of two names, the surest first.
SAME, SPELLING, SCRIPTS, SHORTER, SLIPPED, WITHIN, LAST, FATHERS = (
    "same-name",
    "spelling",
    "scripts",
    "shorter",
    "slip",
    "within",
    "last-name",
    "other-fathers",
)
_ONE_PERSON = frozenset({SAME, SPELLING, SCRIPTS, SHORTER, SLIPPED, WITHIN})  # of two holders of one office
SURE = frozenset({SAME, SPELLING, SCRIPTS, SHORTER})
ONLY_IN_OFFICE = frozenset({WITHIN, LAST})  # relatives share these: they count only within one office at one time
STRENGTH = {SAME: 62, SPELLING: 58, SCRIPTS: 54, SHORTER: 46, SLIPPED: 38, WITHIN: 30, LAST: 25, FATHERS: 5}


@dataclass(frozen=True, slots=True)
class ComparedName:
    """A name prepared for comparison: folded words, and for each word its key and its possible sounds."""

    written: str
    words: tuple[str, ...]
    key: tuple[str, ...]
    sounds: tuple[frozenset[str], ...]
    latin: bool


@functools.lru_cache(5_000)
def read_name(written: str) -> ComparedName | None:
    """Return `written` prepared for comparison; None when it has no words to compare."""
    latin = fold(written).isascii()
    words = name_words(written)
    if latin:
        words = tuple(word.strip("'’") for word in words if word not in _LATIN_FILIATION)
    sounds = tuple(frozenset(make_sound_keys(word)) for word in words)
    if not words or not all(sounds):
        return None
    return ComparedName(
        written, words, tuple(make_comparison_key(word) for word in words) if not latin else words, sounds, latin
    )


def find_relation(one: ComparedName, other: ComparedName) -> str:
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


def find_relation_in_office(one: ComparedName, other: ComparedName, side: str | None = None) -> str:
    """Return the relation of the names of two holders of one office of `side`; empty unless they are one person's.

    One name may be within the other, and either may be a family name alone.
    """
    how = find_relation(one, other)
    if how == LAST:
        return how if 1 in (len(one.words), len(other.words)) else ""
    if how == SHORTER and has_whole_names(side):
        return ""
    return how if how in _ONE_PERSON else ""


def _relate_in_one_script(one: ComparedName, other: ComparedName) -> str:
    """Return the relation of two full names of one script whose words are not all the same."""
    if "".join(one.key) == "".join(other.key):
        return SPELLING  # one outlet writes شي جين بينغ, another شي جينبينغ
    if len(one.words) == len(other.words):
        return _relate_word_by_word(one, other)
    if _is_beginning(one, other):
        return SHORTER
    if not (_is_alike(one, 0, other, 0) and _is_alike(one, -1, other, -1)):
        return WITHIN if _is_end(one, other) else ""
    if is_shortened(one.key, other.key) or 2 in (len(one.words), len(other.words)):
        return SHORTER
    return FATHERS


def _relate_word_by_word(one: ComparedName, other: ComparedName) -> str:
    """Return the relation of two full names of one script and one number of words."""
    alike = [_is_alike(one, place, other, place) for place in range(len(one.words))]
    if all(alike):
        return SHORTER if is_short_given_name(one.words[0], other.words[0]) else SPELLING
    slips = _count_slips(one, other)
    if slips is not None and slips <= 1:
        return SLIPPED if slips else SPELLING
    return FATHERS if alike[0] and alike[-1] else ""


def _is_beginning(one: ComparedName, other: ComparedName) -> bool:
    """Return whether one of two full names is the beginning of the other, which adds the family name."""
    shorter = min(len(one.words), len(other.words))
    return all(_is_alike(one, place, other, place) for place in range(shorter))


def _is_end(one: ComparedName, other: ComparedName) -> bool:
    """Return whether one of two full names is the end of the other (جواد ظريف), unless it names a parent there."""
    shorter, longer = sorted((one, other), key=lambda name: len(name.words))
    if is_child_name(longer.written, shorter.written):
        return False
    return all(_is_alike(shorter, -place, longer, -place) for place in range(1, len(shorter.words) + 1))


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
    if word == other_word or (place == other_place == 0 and is_short_given_name(word, other_word)):
        return True
    if not one.latin and not other.latin:
        return one.key[place] == other.key[other_place]
    if not one.sounds[place] & other.sounds[other_place]:
        return False
    if one.latin and other.latin:
        return fuzz.ratio(make_spoken_form(word), make_spoken_form(other_word)) >= MIN_SPOKEN_SCORE
    arabic, latin = (other_word, word) if one.latin else (word, other_word)
    return _is_nearest_name(arabic, latin)


@functools.lru_cache(50_000)
def _is_nearest_name(arabic: str, latin: str) -> bool:
    """Return whether `latin` sounds closer to `arabic` than to its namesakes: Mahmoud to محمود, not to محمد."""
    if arabic not in load_given_names():
        return True
    heard = make_spoken_form(latin)
    mine = fuzz.ratio(make_spoken_form(arabic), heard)
    return all(fuzz.ratio(make_spoken_form(name), heard) <= mine for name in _namesakes(arabic))


@functools.lru_cache(10_000)
def _namesakes(arabic: str) -> frozenset[str]:
    names = (
        frozenset(fold(n) for n in gazetteer.split_values(row["names"])) for row in gazetteer.load_rows("namesakes")
    )
    return frozenset[str]().union(*(group for group in names if arabic in group))


def _count_slips(one: ComparedName, other: ComparedName) -> int | None:
    """Return the number of words that differ slightly, besides those that sound alike; None for two people.

    Both names have the same number of words, and one script. غوتيريش and كوتيريس sound alike. An Arab given name and a
    first name never count as mistyped: مسعود and مسرور are brothers. A short word has too few letters to distinguish a
    typing mistake from another name; one that sounds alike counts in a name of three words.
    """
    slips = 0
    for place, (word, other_word) in enumerate(zip(one.words, other.words, strict=True)):
        if _is_alike(one, place, other, place):
            continue
        if {one.key[place], other.key[place], word, other_word} & load_given_names():
            return None
        sounds_alike = bool(one.sounds[place] & other.sounds[place]) and not one.latin
        least = 2 if sounds_alike and len(one.words) > 2 else 3
        if min(count_consonants(one.key[place]), count_consonants(other.key[place])) < least:
            return None
        if not sounds_alike:
            if place == 0 or fuzz.ratio(word, other_word) < MIN_SLIP_SCORE:
                return None
            slips += 1
    return slips


def may_be_called(name: str, known: Iterable[str]) -> bool:
    """Return whether `name` can be another spelling of one of the names `known` of a person.

    It shares a word with it, and its first word is not another Arab given name: محمد and محمود are two people.
    """
    key = name_key(name)
    return any(set(key) & set(other) and not _has_other_given_name(key, other) for other in map(name_key, known))


def _has_other_given_name(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return key[0] != other[0] and {key[0], other[0]} <= load_given_names()


def find_best_relation(
    names: list[ComparedName], others: list[ComparedName]
) -> tuple[str, ComparedName, ComparedName] | None:
    """Return the surest relation between the names of two officials, and the two names; None if none are related.

    Full names in one script that contradict each other outweigh a relation across scripts: a Latin spelling common to
    محمود عباس and محمد عباس does not make them one man.
    """
    best: tuple[str, ComparedName, ComparedName] | None = None
    for one in names:
        for other in others:
            how = find_relation(one, other)
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
        if mine and theirs and not any(find_relation(one, other) for one in mine for other in theirs):
            return True
    return False
