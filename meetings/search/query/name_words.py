"""Words that are names: they are inflected as names, and no root relates them to other words."""

from collections.abc import Iterator
from functools import cache

from meetings import gazetteer
from meetings.gazetteer import load_rows
from meetings.search.query.aliases import load_aliases, strip_key_article
from meetings.search.query.word_lists import (
    load_known_names,
    load_known_words,
    load_lexicon,
    load_title_words,
    strip_article,
)
from meetings.search.query.word_shapes import has_noun_ending
from meetings.text.tokens import fold_words, stop_words

MIN_LETTERS = 3
_KINDS = ("leader", "city", "organisation", "name", "month")


@cache
def load_name_words() -> frozenset[str]:
    """Return the folded words that are names: of countries and places, and of the table of aliases.

    An alias counts if it is one word; of the names of leaders each word counts. Everyday words of the press do not.
    """
    words = frozenset(_list_alias_words())
    everyday = load_press_words() | load_lexicon().keys() | load_title_words() | stop_words()
    return load_known_names() | (words - everyday)


@cache
def load_press_words() -> frozenset[str]:
    """Return the everyday words of the press, folded, as they are and without their article."""
    words = {word for row in load_rows("press_words") for word in gazetteer.split_values(row["words"])}
    return frozenset(words | {strip_key_article(word) for word in words})


def is_everyday(word: str) -> bool:
    """Return whether a word is an everyday word of the press, with or without its article."""
    return word in load_press_words() or strip_article(word) in load_press_words()


@cache
def load_text_words() -> frozenset[str]:
    """Return the folded words that texts use most, with those of the press and of the lexicon."""
    words = {word for row in load_rows("common") for word in fold_words(row["words"].replace("|", " "))}
    return frozenset(words | load_press_words() | load_lexicon().keys())


def is_text_word(word: str) -> bool:
    """Return whether a word, with or without its article, is one that texts often use."""
    return word in load_text_words() or strip_article(word) in load_text_words()


def is_known(typed: str, whole: str) -> bool:
    """Return whether a word, `typed` without its article, is not a mistake.

    It is a number, a word of the tables or of the press, or a noun with its ending.
    """
    known = typed in load_known_words() or typed in load_lexicon() or whole in load_press_words()
    return typed.isdigit() or known or has_noun_ending(typed)


def _list_alias_words() -> Iterator[str]:
    for concept in load_aliases().concepts:
        if concept.kind not in _KINDS:
            continue
        for name in concept.spellings:
            if name.isascii() or (" " in name and concept.kind != "leader"):
                continue
            yield from (bare for word in name.split() if len(bare := strip_key_article(word)) >= MIN_LETTERS)
