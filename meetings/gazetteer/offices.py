"""The office that a title names, without honorifics and its country, and in one wording."""

import functools
from collections.abc import Iterable

from meetings import gazetteer
from meetings.gazetteer.word_classes import load_word_class
from meetings.text.fold import fold

_ARTICLES = ("وال", "بال", "لل", "ال")

# "وزير الدولة" is not a short form of "وزير الخارجية".
_NOT_A_PORTFOLIO = frozenset(fold(office) for office in ("وزير الدولة", "وزير دوله", "وزير دولة"))
_KINDS_OF_STATE = frozenset(fold("دولة جمهورية مملكة سلطنة إمارة اتحاد اتحادية").split())


def strip_article(word: str) -> str:
    """Return a folded word without its article."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            return word[len(article) :]
    return word


def _bare_words(text: str) -> tuple[str, ...]:
    return tuple(strip_article(word) for word in fold(text).replace(",", " ").replace(".", " ").split())


@functools.cache
def load_courtesy_words() -> frozenset[str]:
    """Return the courtesy words before a title or a name, folded and without the article: honorifics and ranks."""
    found: set[str] = set()
    for row in gazetteer.load_rows("titles"):
        if row["class"] in ("honorific", "rank"):
            for form in (row["title"], *gazetteer.split_values(row["feminine"])):
                found.update(_bare_words(form))
    return frozenset(found - {strip_article(fold("الرئيس"))})  # in "دولة الرئيس" the president is the office


def strip_courtesy(words: list[str], keep: int) -> list[str]:
    """Return folded `words` without the courtesy words in front; the last `keep` words always stay.

    Only the words in front are courtesy: الأول in "الوزير الأول" and دولة in "وزير دولة" belong to the office.
    """
    while len(words) > keep and strip_article(words[0]) in load_courtesy_words():
        words = words[1:]
    return words


@functools.cache
def _side_words(side: str) -> frozenset[str]:
    """Return the words by which titles name `side`: its names and demonyms."""
    for table, columns in (("countries", ("names", "masculine", "feminine", "plural")), ("organisations", ("names",))):
        for row in gazetteer.load_rows(table):
            if row["code"] == side:
                texts = [
                    row["name_ar"],
                    *(value for column in columns for value in gazetteer.split_values(row[column])),
                ]
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
    for row in gazetteer.load_rows("office_wordings"):
        for title in (row["office"], *gazetteer.split_values(row["wordings"])):
            wordings[_bare_words(title)] = " ".join(_bare_words(row["office"]))
    return wordings


def find_office_wording(title: str, side: str | None) -> str:
    """Return the wording under which the office of `title` is compared (وزير الخارجية); empty for an unknown office."""
    key = make_office_key(title, side)
    return next((row["office"] for row in gazetteer.load_rows("office_wordings") if _is_key_of(row["office"], key)), "")


def _is_key_of(office: str, key: str) -> bool:
    return " ".join(_bare_words(office)) == key


@functools.cache
def _wordings_by_key() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for wording, key in _known_wordings().items():
        found.setdefault(key, []).append(wording)
    return found


def list_wordings_of(key: str) -> list[tuple[str, ...]]:
    """Return the known names of the office with this key, in folded words without articles."""
    return _wordings_by_key().get(key, [])


def is_side_named(title: str, names: Iterable[str]) -> bool:
    """Return whether a title has one of the names or demonyms of its side as whole words.

    The name of an office alone has none, though "المالية" is a demonym of Mali too.
    """
    words = _bare_words(title)
    if words in _known_wordings():
        return False
    # As written too: the first letters of ألماني look like an article once folded.
    wanted = {run for name in names for run in (_bare_words(name), tuple(fold(name).split())) if run}
    return any(words[start : start + len(run)] == run for run in wanted for start in range(len(words)))


# Gulf titles name several offices of one person: "نائب رئيس مجلس الوزراء وزير الخارجية". A further one begins with one
# of the heads, after one of the words with which an office ends.
_FURTHER_HEADS = frozenset(fold("وزير وزيرة رئيس حاكم نائب").split())
_DEPUTY = ("نائب", "النائب")
_OFFICE_ENDS = frozenset(fold("الوزراء الدولة العهد الحكومة").split())


@functools.lru_cache(10_000)
def split_title(title: str) -> tuple[str, ...]:
    """Return the offices that a title names: one, or several without a word between them."""
    offices: list[list[str]] = [[]]
    for word in title.split():
        if offices[-1] and fold(word) in _FURTHER_HEADS and fold(offices[-1][-1]).strip(",") in _OFFICE_ENDS:
            offices.append([])
        offices[-1].append(word)
    return tuple(" ".join(office) for office in offices)


@functools.lru_cache(10_000)
def make_office_key(title: str, side: str | None) -> str:
    """Return the key that titles of the same office of `side` share; empty when `title` names no office.

    "وزير الجيوش الفرنسي" and "وزير الدفاع الفرنسي" have one key; "رئيس إقليم كردستان" and "رئيس حكومة إقليم كردستان"
    have two.
    """
    words = strip_courtesy(list(_bare_words(title)), keep=1)
    office = tuple(_without_side(words, _side_words(side) if side else frozenset()))
    return _known_wordings().get(office) or " ".join(office)


def is_same_office_key(key: str, other: str) -> bool:
    """Return whether two office keys name one office.

    The portfolio of a minister may be shortened: foreign affairs for foreign affairs and expatriates.
    """
    if key == other:
        return bool(key)
    shorter, longer = sorted((key, other), key=len)
    is_minister = shorter.startswith("وزير ") and shorter not in _NOT_A_PORTFOLIO
    return is_minister and longer.startswith(shorter + " ")


@functools.lru_cache(10_000)
def list_office_keys(title: str, side: str | None) -> tuple[str, ...]:
    """Return the keys of a title: that of all its words, then those of each office where it names several.

    A deputy is left out there: a side has several of them, with one ministry each.
    """
    offices = split_title(title) if title else ()
    parts = [make_office_key(one, side) for one in offices if not one.startswith(_DEPUTY)] if len(offices) > 1 else []
    return tuple(filter(None, (make_office_key(title, side), *parts)))


# --- Titles that name an office ---------------------------------------------------------------------------------------
_PRONOUNS = ("تها", "ته", "هم", "هما")  # "وزير خارجيتها" says the office of a side that another word names
_ENVOYS = frozenset(fold("سفير قنصل").split())  # "السفير" alone does not say to whom


@functools.cache
def _office_heads() -> dict[tuple[str, ...], str]:
    """Return the class of each head of a title."""
    return {
        _bare_words(form): row["class"]
        for row in gazetteer.load_rows("titles")
        for form in (row["title"], *gazetteer.split_values(row["feminine"]))
    }


@functools.lru_cache(10_000)
def is_office_title(title: str, side: str) -> bool:
    """Return whether `title` names an office of `side` in full; not that of an aide, nor of a former holder."""
    words = _bare_words(title)
    unfit = load_word_class("qualities_of_former_holders") | load_word_class("qualities_of_other_holders")
    key = tuple(make_office_key(title, side).split())
    if not key or " ".join(key) in _NOT_A_PORTFOLIO or unfit & set(words) or any(w.endswith(_PRONOUNS) for w in words):
        return False
    if " ".join(key) in _known_wordings().values() and key[0] not in _ENVOYS:
        return True
    heads = (_office_heads().get(key[:length]) for length in range(len(key), 0, -1))
    return len(key) > 1 and next(filter(None, heads), "") in ("office", "envoy")
