"""Everyday words, which cannot be part of a name, in all their forms in a text. No Django here."""

from meetings.extraction.document.lexicon_entries import ARTICLE
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_PREFIXES = load_word_list("everyday_prefixes")
_JOINING = load_word_class("joining_prefixes")
_TO_THE = load_word_list("to_the_prefix")[0]
_WITH_ARTICLE = load_word_list("prefixes_with_article")
_FUTURE = load_word_list("future_prefix")[0]
_PRESENT = load_word_class("present_prefixes")
_PRESENT_OF_SEVERAL = load_word_class("present_prefixes_of_several")
_SEVERAL = load_word_list("present_endings_of_several")
_FEMININE = load_word_list("feminine_ending")[0]
_OWNED_FEMININE = load_word_list("pronoun_endings_of_feminines")
_ACCUSATIVE = load_word_list("accusative_ending")[0]
_ENDINGS = (*load_word_list("pronoun_endings"), _ACCUSATIVE)


class EverydayWords:
    """The listed words, and the rules that reduce a word of a text to one of them."""

    def __init__(self, words: frozenset[str], lands: frozenset[str]) -> None:
        """Take the folded `words`, and the `lands` (countries, places) that look like verbs without their prefix."""
        self._words = words
        self._lands = lands

    def includes(self, word: str) -> bool:
        """Return whether `word`, as it is or without its particles and endings, is an everyday word."""
        return (
            word in self._words
            or self._has_prefix(word)
            or self._has_article(word)
            or self._is_present(word)
            or self._has_pronoun(word)
        )

    def _has_prefix(self, word: str) -> bool:
        for prefix in _PREFIXES:
            rest = word[len(prefix) :]
            if word.startswith(prefix) and rest in self._words and (len(rest) >= 3 or prefix in _JOINING):
                return True
        return word.startswith(_TO_THE) and (ARTICLE + word[2:] in self._words or word[2:] in self._words)

    def _has_article(self, word: str) -> bool:
        for prefix in _WITH_ARTICLE:
            rest = word[len(prefix) :]
            if word.startswith(prefix) and len(rest) >= 3 and ARTICLE + rest in self._words:
                return True
        return False

    def _is_present(self, word: str) -> bool:
        """Return whether `word` is the present or future of a listed past."""
        verb = word.removeprefix(_FUTURE)
        if len(verb) >= 4 and verb[0] in _PRESENT and verb[1:] in self._words and verb[1:] not in self._lands:
            return True
        several = len(verb) >= 6 and verb[0] in _PRESENT_OF_SEVERAL and verb.endswith(_SEVERAL)
        return several and verb[1:-2] in self._words

    def _has_pronoun(self, word: str) -> bool:
        """Return whether `word` is a listed one with a pronoun (جولته is جولة) or the accusative's ending."""
        for ending in _OWNED_FEMININE:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= 2 and stem + _FEMININE in self._words:
                return True
        for ending in _ENDINGS:
            stem = word[: -len(ending)]
            shortest = 4 if ending == _ACCUSATIVE else 3
            if word.endswith(ending) and len(stem) >= shortest and stem in self._words:
                return True
        return False
