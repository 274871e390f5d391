"""The words of a text that a query matched: single words, acronyms in capitals, and whole phrases as one."""

import re
from collections.abc import Mapping
from itertools import pairwise

from meetings.search.types import WordMatch
from meetings.text.tokens import Token, find

_BETWEEN = re.compile(r"[\W_]*")


def find_matches(text: str, matches: Mapping[str, WordMatch]) -> list[Token]:
    """Return the matches in `text`, in order. A phrase is one token, with the word of its first part."""
    found = _join_phrases(text, find(text, matches), matches)
    capitals = [word for word in matches if word.isupper()]
    if not capitals:
        return found
    taken = {token.start for token in found}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, capitals))})\b")
    some = (Token(match[0], match.start(), match.end()) for match in pattern.finditer(text))
    return sorted((*found, *(token for token in some if token.start not in taken)), key=lambda token: token.start)


def _join_phrases(text: str, found: list[Token], matches: Mapping[str, WordMatch]) -> list[Token]:
    """Return the tokens with the words of each phrase joined, and without parts of phrases that are not whole."""
    joined: list[Token] = []
    at = 0
    while at < len(found):
        match = matches[found[at].word]
        size = max((len(phrase) for phrase in match.phrases if _is_phrase_at(text, found, at, phrase)), default=0)
        if size:
            joined.append(Token(found[at].word, found[at].start, found[at + size - 1].end))
        elif not match.phrases:
            joined.append(found[at])
        at += size or 1
    return joined


def _is_phrase_at(text: str, found: list[Token], at: int, phrase: tuple[frozenset[str], ...]) -> bool:
    """Return whether the parts of `phrase` are the tokens from `at` on, with no other word between them."""
    some = found[at : at + len(phrase)]
    return (
        len(some) == len(phrase)
        and all(token.word in part for token, part in zip(some, phrase, strict=True))
        and all(_BETWEEN.fullmatch(text, one.end, two.start) for one, two in pairwise(some))
    )
