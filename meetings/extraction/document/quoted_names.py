"""Names that a text puts in quotation marks: «رجب طيب أردوغان». The marks say nothing there. No Django here.

Some of the press writes every name so ("استقبل «السيسي» نظيره"). Such marks do not open a speech or end a title, so the
words of a report are read without them.
"""

import itertools
import re

from meetings.extraction.document.lexicon import Lexicon
from meetings.gazetteer.word_classes import load_word_class

MAX_QUOTED_NAME_WORDS = 5
MIN_SURNAME_LETTERS = 3
_QUOTED = re.compile(r"«([^«»]{2,60})»|“([^“”]{2,60})”|\"([^\"]{2,60})\"")
_WORDS = re.compile(r"[^\W\d_]+")
_WORDS_IN_NAMES = load_word_class("filiation_words") | load_word_class("foreign_name_particles")


def find_marks_of_names(folded: str, lexicon: Lexicon) -> frozenset[int]:
    """Return the offsets of the quotation marks around names in a folded text."""
    quoted = [match for match in _QUOTED.finditer(folded) if len(match.group()[1:-1].split()) <= MAX_QUOTED_NAME_WORDS]
    if not quoted:
        return frozenset()
    surnames = _find_surnames(folded, lexicon)
    names = [match for match in quoted if _is_name(match.group()[1:-1], lexicon, surnames)]
    return frozenset(offset for match in names for offset in (match.start(), match.end() - 1))


def _find_surnames(folded: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the words right after a given name, anywhere in the text."""
    words = _WORDS.findall(folded)
    return frozenset(word for before, word in itertools.pairwise(words) if before in lexicon.first)


def _is_name(content: str, lexicon: Lexicon, surnames: frozenset[str]) -> bool:
    words = content.split()
    if not words or not all(_WORDS.fullmatch(word) for word in words):
        return False
    if len(words) == 1:
        return words[0] in surnames and len(words[0]) >= MIN_SURNAME_LETTERS and _can_be_in_name(words[0], lexicon)
    opens = words[0] in lexicon.first or words[0] in lexicon.joint
    return opens and all(_can_be_in_name(word, lexicon) for word in words)


def _can_be_in_name(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word is one of names: in no table of other words, or a given name too."""
    if word in lexicon.first or word in lexicon.joint or word in _WORDS_IN_NAMES:
        return True
    return not lexicon.is_common(word) and not lexicon.hits([word], 0, 1)
