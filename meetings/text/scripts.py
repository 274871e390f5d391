"""The language of a text, judged by its letters. No Django here."""

import re

_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3\u06d5]")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")


def language_of(text: str) -> str:
    """Return `ar` or `en` by the majority of the letters of `text`, wherever they are; "" for numbers and signs."""
    arabic, latin = len(_ARABIC_LETTER.findall(text)), len(_LATIN_LETTER.findall(text))
    if not arabic and not latin:
        return ""
    return "ar" if arabic >= latin else "en"


_SORANI_LETTER = re.compile("[ەێۆڕڵڤ]")
_PERSIAN_LETTER = re.compile("[کیپگچژ]")


def language_of_report(text: str) -> str:
    """Return the ISO 639 code of the language of a whole report by its letters: ar, ckb, fa, en; "" if unclear.

    Arabic reports spell foreign names with single Persian letters, so that a tenth of the words must have one.
    """
    if language_of(text) != "ar":
        return language_of(text)
    words = len(text.split())
    if len(_SORANI_LETTER.findall(text)) * 10 > words:
        return "ckb"
    return "fa" if len(_PERSIAN_LETTER.findall(text)) * 10 > words else "ar"


def begins_in(text: str) -> str:
    """Return `ar` or `en` by the first letter of `text`; empty where it has none of either."""
    arabic, latin = _ARABIC_LETTER.search(text), _LATIN_LETTER.search(text)
    if arabic is None or latin is None:
        return "ar" if arabic else "en" if latin else ""
    return "ar" if arabic.start() < latin.start() else "en"
