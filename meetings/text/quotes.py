"""Finding a quotation again in the text it was taken from. No Django here."""

import re

from meetings.text.fold import fold, fold_map


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of `quote` in `text`, as (start, end) of the original text, end exclusive, in the text's order.

    The letters as they stand come first; where they are not found, another spelling of the same words is taken
    (harakat, hamza, digits, other spaces and line ends), since what is copied from a page seldom keeps them. Words are
    found as wholes then, so that a quote never begins or ends inside a word.
    """
    quote = quote.strip()
    if not quote:
        return []
    if exact := [match.span() for match in re.finditer(re.escape(quote), text)]:
        return exact
    words = fold(quote).split()
    if not words:
        return []
    folded = fold_map(text)
    pattern = r"(?<!\w)" * words[0][0].isalnum() + r"\s+".join(map(re.escape, words))
    pattern += r"(?!\w)" * words[-1][-1].isalnum()
    return [folded.span(*match.span()) for match in re.finditer(pattern, folded.text)]
