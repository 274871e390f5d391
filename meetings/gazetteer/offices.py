"""The office that a title names, without honorifics and its country, and in one wording."""

import functools

from meetings import gazetteer
from meetings.text.fold import fold

_ARTICLES = ("وال", "بال", "لل", "ال")

# "وزير الدولة" is not a short form of "وزير الخارجية".
_NOT_A_PORTFOLIO = frozenset(fold(office) for office in ("وزير الدولة", "وزير دوله", "وزير دولة"))
_KINDS_OF_STATE = frozenset(fold("دولة جمهورية مملكة سلطنة إمارة اتحاد اتحادية").split())


def bare_word(word: str) -> str:
    """Return a folded word without its article."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            return word[len(article) :]
    return word


def _bare_words(text: str) -> tuple[str, ...]:
    return tuple(bare_word(word) for word in fold(text).replace(",", " ").replace(".", " ").split())


@functools.cache
def courtesy_words() -> frozenset[str]:
    """Return the courtesy words before a title or a name, folded and without the article: honorifics and ranks."""
    found: set[str] = set()
    for row in gazetteer.rows("titles"):
        if row["class"] in ("honorific", "rank"):
            for form in (row["title"], *gazetteer.values(row["feminine"])):
                found.update(_bare_words(form))
    return frozenset(found - {bare_word(fold("الرئيس"))})  # in "دولة الرئيس" the president is the office


def without_courtesy(words: list[str], keep: int) -> list[str]:
    """Return folded `words` without the courtesy words in front; the last `keep` words always stay.

    Only the words in front are courtesy: الأول in "الوزير الأول" and دولة in "وزير دولة" belong to the office.
    """
    while len(words) > keep and bare_word(words[0]) in courtesy_words():
        words = words[1:]
    return words


@functools.cache
def _side_words(side: str) -> frozenset[str]:
    """Return the words by which titles name `side`: its names and demonyms."""
    for table, columns in (("countries", ("names", "masculine", "feminine", "plural")), ("organisations", ("names",))):
        for row in gazetteer.rows(table):
            if row["code"] == side:
                texts = [row["name_ar"], *(value for column in columns for value in gazetteer.values(row[column]))]
                # As written too: the first letters of ألماني look like an article once folded.
                return frozenset(word for text in texts for word in (*_bare_words(text), *fold(text).split()))
    return frozenset()


def _without_side(words: list[str], side_words: frozenset[str]) -> list[str]:
    """Return the `words` of a title without those that name its side.

    A word such as دولة is left out together with the name after it: "وزير خارجية دولة قطر" is a foreign minister, "وزير
    دولة" stays a minister of state.
    """
    left = []
    for index, word in enumerate(words):
        following = words[index + 1 : index + 2]
        names_side = word in side_words and (word not in _KINDS_OF_STATE or any(w in side_words for w in following))
        if not names_side:
            left.append(word)
    return left


@functools.cache
def _known_wordings() -> dict[tuple[str, ...], str]:
    wordings = {}
    for row in gazetteer.rows("office_wordings"):
        for title in (row["office"], *gazetteer.values(row["wordings"])):
            wordings[_bare_words(title)] = " ".join(_bare_words(row["office"]))
    return wordings


@functools.lru_cache(10_000)
def office_key(title: str, side: str | None) -> str:
    """Return the key that titles of the same office of `side` share; empty when `title` names no office.

    "وزير الجيوش الفرنسي" and "وزير الدفاع الفرنسي" have one key; "رئيس إقليم كردستان" and "رئيس حكومة إقليم كردستان"
    have two.
    """
    words = without_courtesy(list(_bare_words(title)), keep=1)
    office = tuple(_without_side(words, _side_words(side) if side else frozenset()))
    return _known_wordings().get(office) or " ".join(office)


def same_office(key: str, other: str) -> bool:
    """Return whether two office keys name one office.

    The portfolio of a minister may be shortened: foreign affairs for foreign affairs and expatriates.
    """
    if key == other:
        return bool(key)
    shorter, longer = sorted((key, other), key=len)
    is_minister = shorter.startswith("وزير ") and shorter not in _NOT_A_PORTFOLIO
    return is_minister and longer.startswith(shorter + " ")
