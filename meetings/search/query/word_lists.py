"""What is known of words beyond their letters: names, demonyms, plurals, titles, from the tables of the gazetteer.

All words here are folded; those of names and titles stand without their article.
"""

from collections import defaultdict
from functools import cache

from meetings import gazetteer
from meetings.text.fold import fold
from meetings.text.stems import lemmas, without_particles
from meetings.text.tokens import words


def strip_article(word: str) -> str:
    """`word` without its article."""
    return without_particles(word)[0][0] if not word.isascii() else word


@cache
def known_names() -> frozenset[str]:
    """Words of the names of countries and places: they are inflected as names, never by root."""
    found: set[str] = set()
    for table, columns in (("countries", ("name_ar", "names", "capital")), ("places", ("name_ar", "names"))):
        try:
            rows = gazetteer.rows(table)
        except FileNotFoundError:
            continue
        for row in rows:
            if table == "places" and row.get("kind") in ("palace", "venue", "seat"):
                continue
            for column in columns:
                for value in gazetteer.values(row.get(column, "")):
                    name = words(value)
                    if len(name) == 1:
                        found.update((name[0], name[0].removeprefix("ال")))
    return frozenset(found)


@cache
def known_words() -> frozenset[str]:
    """All single words of the tables, bare: months, offices, topics, places. None of them is a slip for another."""
    found: set[str] = set()
    for path in gazetteer.FOLDER.glob("*.tsv"):
        if path.stem in ("search_words",):
            continue
        for row in gazetteer.rows(path.stem):
            for cell in row.values():
                found.update(strip_article(word) for value in gazetteer.values(cell) for word in words(value))
    return frozenset(found)


@cache
def title_words() -> frozenset[str]:
    """Words of offices and titles: part of some names as they are written (الرئيس بارزاني), but no names."""
    found: set[str] = set()
    for table in ("titles", "offices"):
        for row in gazetteer.rows(table):
            for cell in row.values():
                found.update(strip_article(word) for value in gazetteer.values(cell) for word in words(value))
    return frozenset(found)


@cache
def demonyms() -> dict[str, str]:
    """Demonyms and country names, folded and without article -> the country's code (the first that claims them)."""
    found: dict[str, str] = {}
    for row in gazetteer.rows("countries"):
        for column in ("name_ar", "names", "masculine", "feminine", "plural"):
            for value in gazetteer.values(row.get(column, "")):
                name = words(value)
                if len(name) == 1 and not name[0].isascii():
                    found.setdefault(name[0].removeprefix("ال"), row["code"])
    return found


@cache
def lexicon() -> dict[str, frozenset[int]]:
    """Folded words of the lexicon -> the numbers of its rows that hold them."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(gazetteer.rows("lexicon")):
        for value in gazetteer.values(row["words"]):
            found[fold(value)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def head_words() -> frozenset[str]:
    """The first word of each row of the lexicon: known in its own right, not as another word's plural."""
    return frozenset(fold(gazetteer.values(row["words"])[0]) for row in gazetteer.rows("lexicon"))


@cache
def english_names() -> dict[str, str]:
    """Names of countries and places of one word, Arabic and English, folded -> the English name: Doha, الدوحة."""
    found: dict[str, str] = {}
    for table in ("countries", "places"):
        for row in gazetteer.rows(table):
            arabic, english = words(row["name_ar"]), words(row["name_en"])
            if len(arabic) == len(english) == 1 and row.get("kind", "city") in ("city", "capital"):
                found.setdefault(english[0], english[0])
                found.setdefault(strip_article(arabic[0]), english[0])
    return found


def find_families(word: str) -> set[int | str]:
    """The rows of the lexicon and the country that the forms of `word` belong to."""
    found: set[int | str] = set()
    for lemma, cost in lemmas(word).items():
        if cost <= 1 and not (len(lemma) == 3 and word.endswith(lemma + "ه")):  # طرقة is not طرق + his
            found.update(lexicon().get(lemma, ()))
        if cost == 0 and lemma in demonyms():
            found.add(demonyms()[lemma])
        if cost == 0 and lemma in english_names():
            found.add(english_names()[lemma])
    return found
