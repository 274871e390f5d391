"""Characters that no stored text of the archive should have. No Django here.

Bidirectional controls turn the text after them around, wherever it is shown: in a list, a file name, a citation.
Presentation forms are letters drawn in their place; a copy from a PDF brings them, and no search finds them outside
Mahdar. Control characters and U+FFFD come from broken encodings. The joiners of Kurdish and Persian (U+200C, U+200D)
and ligatures that are whole words (U+FDF0 to U+FDFF) are part of good texts.
"""

import functools
import re
import unicodedata

CONTROLS = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
FORMS = "\ufb50-\ufd3d\ufd50-\ufdef\ufe70-\ufefe"
_BROKEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd"
_UNWANTED = re.compile(f"[{CONTROLS}{FORMS}{_BROKEN}]")


def find_unwanted(text: str) -> list[str]:
    """Return the code points of the unwanted characters of `text` ("U+202E"), each once, in the order of the text."""
    return list(dict.fromkeys(f"U+{ord(character):04X}" for character in _UNWANTED.findall(text)))


def remove_unwanted(text: str) -> str:
    """Return `text` with letters in place of presentation forms, and without controls."""
    return _UNWANTED.sub(lambda found: replace_form(found[0]), text)


@functools.cache
def replace_form(character: str) -> str:
    """Return the letters that a presentation form draws; nothing for an unwanted character that draws none."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) > 1:
        plain = plain.lstrip(" ")  # Unicode sets a mark without a letter on a space
    return "" if _UNWANTED.search(plain) else plain
