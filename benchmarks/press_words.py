"""The everyday words of a collection of news texts, for meetings/gazetteer/press_words.tsv.

    python -m benchmarks.press_words FOLDER > meetings/gazetteer/press_words.tsv

A word that occurs in several forms (with and without ال, with a pronoun, in another person or number) is a word of the
language, not a name; so is a word that seldom follows a given name. Words that are family names too are struck by hand
(press_words_struck.tsv). Only the words are kept, no sentence of a text.
"""

import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from meetings.extraction.document.lexicon import ARTICLE, get_lexicon
from meetings.gazetteer import load_rows, split_values
from meetings.text.fold import fold

MIN_TEXTS = 2  # in which a word occurs
MIN_FORMS = 2  # other forms of the same word
MIN_LETTERS = 3
MAX_SHARE_BEHIND_GIVEN_NAMES = 0.12
WORDS_A_ROW = 20
_WORD = re.compile(r"[\u0621-\u064a]+")
_PARTICLES = "وفبلك"
_PERSONS = "يتنا"  # prefixes of the present
_FEMININE = "ه"  # the folded ة
_ENDINGS = ("ها", "هم", "هما", "ه", "ات", "ين", "ون", "نا", "وا", "ان", "ا", "ت")
_FEMININE_ENDINGS = ("ات", "تها", "تهم", "ته", "")
_HEAD = """\
# Everyday words of the press that are no part of a person's name, beside those of common.tsv. Counted in 1,354 Arabic
# news texts by `python -m benchmarks.press_words`: words that occur in several forms and seldom follow a given name.
words
"""


class WordCounts:
    """How often the words of some texts occur, in how many texts, and how often after a given name."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count the folded words of `texts`."""
        self.total: Counter[str] = Counter()
        self.texts: Counter[str] = Counter()
        self.after_given: Counter[str] = Counter()
        given = get_lexicon().first
        for text in texts:
            words = [word for word in (fold(found) for found in _WORD.findall(text)) if word]
            self.total.update(words)
            self.texts.update(set(words))
            self.after_given.update(word for before, word in itertools.pairwise(words) if before in given)

    def forms_of(self, word: str) -> set[str]:
        """Return the other forms of `word` that occur."""
        candidates = _forms_with_article(word) if word.startswith(ARTICLE) else _forms_without_article(word)
        return {form for form in candidates if form != word and self.total[form]}


def _forms_with_article(word: str) -> Iterator[str]:
    base = word.removeprefix(ARTICLE)
    yield base
    for ending in ("ه", "ات", "ها", "هم", "ا"):
        yield base + ending
    for ending in ("ه", "ات", "ين", "ون"):
        yield word + ending
        if base.endswith(ending) and len(base) > len(ending) + 2:
            yield word[: -len(ending)]
            yield word[: -len(ending)] + _FEMININE
    if base.endswith(_FEMININE):
        yield from (base[:-1] + ending for ending in _FEMININE_ENDINGS)
        yield word[:-1] + "ات"


def _forms_without_article(word: str) -> Iterator[str]:
    yield ARTICLE + word
    for ending in _ENDINGS:
        yield word + ending
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)]
            yield word[: -len(ending)] + _FEMININE
    if word.endswith(_FEMININE):
        yield from (word[:-1] + ending for ending in _FEMININE_ENDINGS)
    if word[0] in _PERSONS[:3]:
        yield from (person + word[1:] for person in _PERSONS)
        yield "س" + word
    yield from (prefix + word for prefix in ("ي", "ت", "سي", "ست"))


def everyday_words(counts: WordCounts, struck: frozenset[str]) -> list[str]:
    """Return the everyday words that no table has, in the order of the alphabet."""
    return sorted(word for word in counts.total if _is_everyday(word, counts) and word not in struck)


def _is_everyday(word: str, counts: WordCounts) -> bool:
    known, count = get_lexicon(), counts.total[word]
    if counts.texts[word] < MIN_TEXTS or len(word) < MIN_LETTERS or _is_in_a_table(word):
        return False
    if word[0] in _PARTICLES and len(word) > MIN_LETTERS and counts.total[word[1:]] >= count:
        return False  # a word with a particle, which the lexicon takes off itself
    if counts.after_given[word] > MAX_SHARE_BEHIND_GIVEN_NAMES * count:
        return False
    if word.startswith(ARTICLE) and _may_be_surname(word, counts):
        return False
    return len(counts.forms_of(word)) >= MIN_FORMS and not known.is_core_form(word)


def _is_in_a_table(word: str) -> bool:
    known = get_lexicon()
    return word in known.first or word in known.joint or bool(known.hits([word], 0, 1))


def _may_be_surname(word: str, counts: WordCounts) -> bool:
    """Return whether a word with ال follows given names, or is an adjective of origin without a feminine."""
    after, count = counts.after_given[word], counts.total[word]
    is_seen = (after >= 2 and count < 60) or (after == 1 and count < 8)
    return is_seen or (word.endswith("ي") and not counts.total[word + _FEMININE])


def struck_words() -> frozenset[str]:
    """Return the words that are names too, struck by hand."""
    return frozenset(
        fold(word)
        for row in load_rows("press_words_struck", Path(__file__).parent)
        for word in split_values(row["words"])
    )


def main(folders: list[str]) -> int:
    """Print the table for the texts in `folders`."""
    if not folders:
        print("Name a folder of news texts: python -m benchmarks.press_words FOLDER", file=sys.stderr)
        return 2
    files = sorted(file for folder in folders for file in Path(folder).glob("*.txt"))
    if not files:
        print(f"{', '.join(folders)}: no file ID.txt is there. Name a folder of news texts.", file=sys.stderr)
        return 2
    words = everyday_words(WordCounts(file.read_text(encoding="utf-8") for file in files), struck_words())
    lines = ["|".join(words[start : start + WORDS_A_ROW]) for start in range(0, len(words), WORDS_A_ROW)]
    print(_HEAD + "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
