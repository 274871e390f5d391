"""Text in the cells of tables that spreadsheet programs open."""

import re

# What these programs take for the beginning of a formula, also behind blanks and in full-width signs. A number with
# its sign is a number.
_FORMULA = re.compile(r"^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def safe_cell(text: str) -> str:
    """Return `text` so that a spreadsheet program shows it and never runs it.

    An apostrophe is put before what looks like a formula (and before what an apostrophe of its own would make look so
    guarded, so that `plain_cell` is exact).
    """
    return f"'{text}" if _looks_run(text.lstrip("'")) else text


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` made the cell of; a cell that was written otherwise stays as it is."""
    return text[1:] if text.startswith("'") and _looks_run(text.lstrip("'")) else text


def _looks_run(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)
