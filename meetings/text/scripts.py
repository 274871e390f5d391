"""The language of a text, judged by its letters and its frequent words. No Django here."""

import functools
import re
from collections import Counter
from pathlib import Path

from meetings.text.tables import read_table, split_values

MAX_CHARACTERS = 20_000  # of a text that tell its language
_SIGNS = Path(__file__).with_name("language_signs.tsv")
_LATIN_WORD = re.compile(r"[a-z\u00df-\u024f]+")
_ACCENTED = re.compile(r"[\u00a1-\u00ff]")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3\u06d5]")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")


def guess_language(text: str) -> str:
    """Return `ar` or `en` by the majority of the letters of `text`, wherever they are; "" for numbers and signs."""
    arabic, latin = len(_ARABIC_LETTER.findall(text)), len(_LATIN_LETTER.findall(text))
    if not arabic and not latin:
        return ""
    return "ar" if arabic >= latin else "en"


def guess_report_language(text: str) -> str:
    """Return the ISO 639 code of the language of a whole report, by the table of signs; "" if it has no letters.

    Arabic reports spell foreign names with single Persian letters, so that a tenth of the words must have one. Words
    decide between languages with Latin letters; English is assumed where no word tells.
    """
    script = guess_language(text)
    if script != "ar":
        return _guess_latin_language(text) if script else ""
    words = len(text.split())
    for language, letters in _letters().items():
        if len(letters.findall(text)) * 10 > words:
            return language
    return "ar"


def _guess_latin_language(text: str) -> str:
    counts = Counter(_LATIN_WORD.findall(text[:MAX_CHARACTERS].lower()))
    found = {language: sum(counts[word] for word in words) for language, words in _words().items()}
    return max(found, key=lambda language: (found[language], language == "en"))


@functools.cache
def _letters() -> dict[str, re.Pattern[str]]:
    """Return the letters that tell a language from Arabic, the most telling first."""
    table = {row["language"]: split_values(row["letters"]) for row in read_table(_SIGNS)}
    return {language: re.compile(f"[{''.join(letters)}]") for language, letters in table.items() if letters}


@functools.cache
def _words() -> dict[str, list[str]]:
    """Return the frequent words of languages with Latin letters."""
    return {row["language"]: split_values(row["words"]) for row in read_table(_SIGNS) if row["script"] == "latin"}


def get_english_name(language: str) -> str:
    """Return the English name of a language of the table; the code of another one."""
    return next((row["name_en"] for row in read_table(_SIGNS) if row["language"] == language), language)


def is_garbled(text: str) -> bool:
    """Return whether a text looks like Arabic that was decoded with a Latin encoding (Ø§Ù„ or Çá for ال)."""
    beginning = text[:MAX_CHARACTERS]
    return len(_ACCENTED.findall(beginning)) * 2 > sum(map(str.isalpha, beginning))


def get_first_script(text: str) -> str:
    """Return `ar` or `en` by the first letter of `text`; empty where it has none of either."""
    arabic, latin = _ARABIC_LETTER.search(text), _LATIN_LETTER.search(text)
    if arabic is None or latin is None:
        return "ar" if arabic else "en" if latin else ""
    return "ar" if arabic.start() < latin.start() else "en"
