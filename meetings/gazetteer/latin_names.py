"""Names of people in Latin letters: the known English spelling of a leader, or a readable romanisation.

The words of the leaders' names (search_aliases.tsv) say how the English press writes Arabic and Kurdish names: its
most frequent spelling of a word counts. Words that no leader bears are in romanisation.tsv; other words are written
letter by letter, with an a between consonants that cannot be pronounced otherwise.
"""

import functools
import unicodedata
from collections import Counter, defaultdict

from meetings import gazetteer
from meetings.gazetteer.person_names import name_key, name_words
from meetings.text.fold import fold
from meetings.text.names import make_sound_keys

_ARTICLE = "ال"
_VOWELS = "aeiou"
MIN_NAME_WORDS = 2  # of a name that means one person: a family name alone may mean several


def find_english_name(name: str) -> str:
    """Return the English name of the one leader who has the full name `name`; empty where it is not sure.

    Spellings of one word count as one (كوردستان and كردستان), different given names never do.
    """
    found = _load_leaders().get(name_key(name), frozenset()) if len(name_words(name)) >= MIN_NAME_WORDS else ()
    return next(iter(found)) if len(found) == 1 else ""


@functools.cache
def _load_leaders() -> dict[tuple[str, ...], frozenset[str]]:
    """Return the English names of leaders by the keys of their full names in Arabic and Sorani."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in gazetteer.load_rows("search_aliases"):
        if row["kind"] == "leader":
            for name in (*gazetteer.split_values(row["ar"]), *gazetteer.split_values(row["ckb"])):
                if len(name_words(name)) >= MIN_NAME_WORDS:
                    found[name_key(name)].add(row["key"])
    return {key: frozenset(names) for key, names in found.items()}


def write_in_latin(name: str) -> str:
    """Return an Arabic, Kurdish or Persian name in readable Latin letters; a Latin name stays as it is."""
    if fold(name).isascii():
        return " ".join(name.split())
    words = [_write_word(word) for word in name.replace("-", " ").split()]
    return " ".join(word for word in words if word)


def _write_word(word: str) -> str:
    known = _load_words()
    if found := known.get(fold(word)):
        return found
    if word.startswith(_ARTICLE) and len(word) > 4:
        rest = word.removeprefix(_ARTICLE)
        return f"al-{known.get(fold(rest)) or _write_letters(rest)}"
    return _write_letters(word)


@functools.cache
def _load_words() -> dict[str, str]:
    """Return the Latin spelling of words of names, by the folded Arabic word."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in gazetteer.load_rows("search_aliases"):
        if row["kind"] == "leader":
            for name in gazetteer.split_values(row["ar"]):
                _count_words(name.split(), row["key"].split(), counts)
    found = {word: max(spelt, key=lambda one: (spelt[one], one.isascii(), one)) for word, spelt in counts.items()}
    for row in gazetteer.load_rows("romanisation"):
        if row["kind"] == "word":
            found |= {fold(word): row["latin"] for word in gazetteer.split_values(row["ar"])}
    return found


def _count_words(arabic: list[str], latin: list[str], counts: dict[str, Counter[str]]) -> None:
    """Count the Latin spellings of the words of a name that has as many words in both scripts."""
    if len(arabic) != len(latin):
        return
    for word, spelt in zip(arabic, latin, strict=True):
        bare = spelt.removeprefix("al-").removeprefix("Al-").removeprefix("el-")
        key = fold(word.removeprefix(_ARTICLE) if bare != spelt else word)
        if set(make_sound_keys(key)) & set(make_sound_keys(fold(bare))):
            counts[key][bare] += 1


@functools.cache
def _load_letters() -> dict[str, tuple[str, str, str]]:
    """Return the Latin signs of each letter: at the beginning of a word, within it, and at its end."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in gazetteer.load_rows("romanisation"):
        if row["kind"] == "letter":
            first, within, last = row["latin"].split("|")
            found |= dict.fromkeys(gazetteer.split_values(row["ar"]), (first, within, last))
    return found


def _write_letters(word: str) -> str:
    """Return a word letter by letter; و and ي between vowels are consonants."""
    letters = [one for one in unicodedata.normalize("NFC", word) if one in _load_letters()]
    written = ""
    for place, letter in enumerate(letters):
        first, within, last = _load_letters()[letter]
        sign = first if not place else last if place == len(letters) - 1 else within
        if letter in "ويی" and place and written[-1:] in tuple(_VOWELS):
            sign = first
        written = _join(written, sign)
    return written[:1].upper() + written[1:]


def _join(written: str, sign: str) -> str:
    """Return `written` with the next sign, and an a between where three consonants or two first ones would meet."""
    if not sign or not written or sign[0] in _VOWELS:
        return written.removesuffix("a") + sign if sign == "a" else written + sign
    is_closed = written[-1] not in _VOWELS and (_count_sounds(written) == 1 or written[-2:-1] not in tuple(_VOWELS))
    return f"{written}a{sign}" if is_closed else written + sign


def _count_sounds(written: str) -> int:
    """Count the consonants of a text of at most one syllable: kh is one."""
    for pair in ("kh", "sh", "gh", "th", "dh", "ch", "zh"):
        written = written.replace(pair, "x")
    return len(written)
