"""Word lists from the tables of the gazetteer: names, demonyms, plurals, titles.

All words are folded; words of names and titles have no article.
"""

from collections import defaultdict
from functools import cache

from meetings import gazetteer
from meetings.gazetteer.place_kinds import BUILDING_KINDS, CITY_KINDS
from meetings.text.fold import fold
from meetings.text.roots import find_shapes
from meetings.text.stems import find_lemmas, strip_particles
from meetings.text.tokens import fold_words

_FUTURE = ("سي", "ست", "سن")  # the particle and a prefix of the present: سيزوران
_OTHER_PERSONS = ("ت", "ن", "ا")  # prefixes of the present; the lexicon has the third person


def strip_article(word: str) -> str:
    """Return `word` without its article."""
    return strip_particles(word)[0][0] if not word.isascii() else word


@cache
def load_known_names() -> frozenset[str]:
    """Return the one-word names of countries and places, which are inflected as names, never by root."""
    found: set[str] = set()
    for table, columns in (("countries", ("name_ar", "names", "capital")), ("places", ("name_ar", "names"))):
        try:
            rows = gazetteer.load_rows(table)
        except FileNotFoundError:
            continue
        for row in rows:
            if table == "places" and row.get("kind") in BUILDING_KINDS:
                continue
            for column in columns:
                for value in gazetteer.split_values(row.get(column, "")):
                    name = fold_words(value)
                    if len(name) == 1:
                        found.update((name[0], name[0].removeprefix("ال")))
    return frozenset(found)


@cache
def load_definite_names() -> frozenset[str]:
    """Return the one-word names of countries and places that have an article in the tables, without it."""
    rows = [*gazetteer.load_rows("countries"), *gazetteer.load_rows("places")]
    names = {name for row in rows for name in (row["name_ar"], *gazetteer.split_values(row["names"]))}
    bare = {fold(name.removeprefix("ال")) for name in names if name.startswith("ال") and " " not in name}
    return frozenset(bare - {fold(name) for name in names})


@cache
def load_known_words() -> frozenset[str]:
    """Return all single words of the tables without article (months, offices, topics, places): never mistakes."""
    found: set[str] = set()
    for path in gazetteer.FOLDER.glob("*.tsv"):
        if path.stem in ("search_words", "search_aliases"):  # names in all languages: aliases.py reads them
            continue
        for row in gazetteer.load_rows(path.stem):
            for cell in row.values():
                found.update(
                    strip_article(word) for value in gazetteer.split_values(cell) for word in fold_words(value)
                )
    return frozenset(found)


@cache
def load_title_words() -> frozenset[str]:
    """Return the words of offices and titles: they occur in written names (الرئيس بارزاني) but are not names."""
    found: set[str] = set()
    for table in ("titles", "offices"):
        for row in gazetteer.load_rows(table):
            for cell in row.values():
                found.update(
                    strip_article(word) for value in gazetteer.split_values(cell) for word in fold_words(value)
                )
    return frozenset(found)


@cache
def load_meeting_words() -> frozenset[str]:
    """Return the words that ask for meetings beside a name or a period: "لقاءات ماكرون", "meetings in 2023"."""
    found: set[str] = set()
    for row in gazetteer.load_rows("search_words"):
        if row["kind"] == "meeting":
            found.update(word for value in gazetteer.split_values(row["words"]) for word in fold_words(value))
    return frozenset(found)


@cache
def load_demonyms() -> dict[str, str]:
    """Return {demonym or country name, folded and without article: code of the first country that has it}."""
    found: dict[str, str] = {}
    for row in gazetteer.load_rows("countries"):
        for column in ("name_ar", "names", "masculine", "feminine", "plural"):
            for value in gazetteer.split_values(row.get(column, "")):
                name = fold_words(value)
                if len(name) == 1 and not name[0].isascii() and not (column != "name_ar" and _is_lexical(name[0])):
                    found.setdefault(name[0].removeprefix("ال"), row["code"])
                    if not value.startswith("ال"):  # "ألمانيا" has no article, though it looks so when it is folded
                        found.setdefault(name[0], row["code"])
    return found


def _is_lexical(word: str) -> bool:
    return word in load_lexicon() or word.removeprefix("ال") in load_lexicon()


@cache
def load_lexicon() -> dict[str, frozenset[int]]:
    """Return {folded word of the lexicon: numbers of the rows that contain it}."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(gazetteer.load_rows("lexicon")):
        for value in gazetteer.split_values(row["words"]):
            found[fold(value)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def load_head_words() -> frozenset[str]:
    """Return the first word of each row of the lexicon: a word itself, not the plural of another word."""
    return frozenset(fold(gazetteer.split_values(row["words"])[0]) for row in gazetteer.load_rows("lexicon"))


@cache
def load_english_names() -> dict[str, str]:
    """Return {one-word name of a country or place in Arabic or English, folded: English name}: Doha, الدوحة."""
    found: dict[str, str] = {}
    for table in ("countries", "places"):
        for row in gazetteer.load_rows(table):
            arabic, english = fold_words(row["name_ar"]), fold_words(row["name_en"])
            if len(arabic) == len(english) == 1 and row.get("kind", "city") in CITY_KINDS:
                found.setdefault(english[0], english[0])
                # Cairo is القاهرة with its article; قاهرة is an adjective.
                is_word = strip_article(arabic[0]) in load_definite_names() and bool(
                    find_shapes(strip_article(arabic[0]))
                )
                found.setdefault(arabic[0] if is_word else strip_article(arabic[0]), english[0])
    return found


def find_families(word: str) -> set[int | str]:
    """Return the rows of the lexicon and the country that the forms of `word` belong to."""
    found: set[int | str] = set()
    most = 0 if strip_article(word) in load_lexicon() else 1  # مائة is a number, not ماء with a pronoun
    for lemma, cost in find_lemmas(word).items():
        if cost <= most + word.startswith(_FUTURE) and not (len(lemma) == 3 and word.endswith(lemma + "ه")):
            found.update(load_lexicon().get(lemma, ()))  # طرقة is not طرق + his
            if len(lemma) > 3 and lemma[0] in _OTHER_PERSONS:
                found.update(load_lexicon().get("ي" + lemma[1:], ()))
        if cost == 0 and lemma in load_demonyms():
            found.add(load_demonyms()[lemma])
        if cost == 0 and lemma in load_english_names():
            found.add(load_english_names()[lemma])
    short = strip_article(word)
    if short != word and "ال" + short in load_english_names():
        found.add(load_english_names()["ال" + short])
    return found
