"""Text in the cells of tables that spreadsheet programs open."""

import re

# What these programs take for the beginning of a formula, also behind blanks and in full-width signs. A number with
# its sign is a number.
_FORMULA = re.compile(r"^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def safe_cell(text: str) -> str:
    """`text` so that a spreadsheet program shows it and never runs it: an apostrophe stands before what looks like a
    formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
