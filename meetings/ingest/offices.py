"""The office that a title names, freed of honorifics, of its country and of the many ways to word it."""

import functools

from meetings import gazetteer
from meetings.text.fold import fold

_ARTICLES = ("وال", "بال", "لل", "ال")

# Said before a title out of courtesy; they do not make another office.
_COURTESY = frozenset(
    fold("معالي فخامة دولة سعادة سيادة سمو جلالة السيد السيدة الدكتور الدكتورة الأستاذ الشيخ صاحب عطوفة").split()
)

# A minister of state is not a minister of foreign affairs for short.
_NOT_A_PORTFOLIO = frozenset(fold(office) for office in ("وزير الدولة", "وزير دوله", "وزير دولة"))


def _bare(word: str) -> str:
    """A folded word without its article."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            return word[len(article) :]
    return word


def _bare_words(text: str) -> tuple[str, ...]:
    return tuple(_bare(word) for word in fold(text).replace(",", " ").replace(".", " ").split())


@functools.cache
def _side_words(side: str) -> frozenset[str]:
    """The words by which titles name `side`: its names and demonyms."""
    for table, columns in (("countries", ("names", "masculine", "feminine", "plural")), ("organisations", ("names",))):
        for row in gazetteer.rows(table):
            if row["code"] == side:
                texts = [row["name_ar"], *(value for column in columns for value in gazetteer.values(row[column]))]
                # As written too: the first letters of ألماني look like an article once folded.
                return frozenset(word for text in texts for word in (*_bare_words(text), *fold(text).split()))
    return frozenset()


@functools.cache
def _known_wordings() -> dict[tuple[str, ...], str]:
    wordings = {}
    for row in gazetteer.rows("office_wordings"):
        for title in (row["office"], *gazetteer.values(row["wordings"])):
            wordings[_bare_words(title)] = " ".join(_bare_words(row["office"]))
    return wordings


@functools.lru_cache(10_000)
def office_key(title: str, side: str | None) -> str:
    """What titles of the same office of `side` have in common; empty when `title` names no office.

    "وزير الجيوش الفرنسي" and "وزير الدفاع الفرنسي" have one key; "رئيس إقليم كردستان" and "رئيس حكومة إقليم كردستان"
    have two.
    """
    words = [word for word in _bare_words(title) if word not in _COURTESY]
    drop = _side_words(side) if side else frozenset()
    office = tuple(word for word in words if word not in drop)
    # "رئيس الجمهورية" keeps its meaning when the country's own name took the republic away.
    return _known_wordings().get(office) or " ".join(office)


def same_office(key: str, other: str) -> bool:
    """Whether two office keys name one office. A minister's portfolio may be given shortened: foreign affairs for
    foreign affairs and expatriates."""
    if not key or not other:
        return False
    if key == other:
        return True
    shorter, longer = sorted((key, other), key=len)
    is_minister = shorter.startswith("وزير ") and shorter not in _NOT_A_PORTFOLIO
    return is_minister and longer.startswith(shorter + " ")
