"""The places of a quotation in the text it was taken from. No Django here."""

import re

from meetings.text.fold import fold, fold_map

_WORD = re.compile(r"\w")
_MARKS = "[\u064b-\u0655\u0670]*"  # harakat belong to the letter before them


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """Find every place of `quote` in `text`, as (start, end) of the original text, end exclusive, in the text's order.

    Search for whole words in the same spelling first. If there are none, accept another spelling of the same words
    (harakat, hamza, digits, other spaces and line ends), because copying from a page often changes them. Search for
    parts of words last, and only in the same spelling.
    """
    quote = quote.strip()
    if not quote:
        return []
    if exact := _spans(re.escape(quote), quote, text):
        return exact
    if words := fold(quote).split():
        folded = fold_map(text)
        if spelt := _spans(r"\s+".join(map(re.escape, words)), "".join(words), folded.text):
            return [folded.span(*span) for span in spelt]
    return [match.span() for match in re.finditer(re.escape(quote), text)]


def _spans(pattern: str, quote: str, text: str) -> list[tuple[int, int]]:
    """Find where `pattern` is in `text`, neither beginning nor ending inside a word."""
    before = r"(?<!\w)" if _WORD.match(quote[0]) else ""
    after = _MARKS + r"(?!\w)" if _WORD.match(quote[-1]) else ""
    return [match.span() for match in re.finditer(before + pattern + after, text)]
