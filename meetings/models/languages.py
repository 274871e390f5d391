"""Languages of the interface, which `LANGUAGES` of the settings lists, and the two languages of the records' names."""

from django.conf import settings
from django.utils.translation import get_language


def list_language_codes() -> list[str]:
    """Return the codes of the languages of the interface, the first language first."""
    return [code for code, _name in settings.LANGUAGES]


def is_right_to_left(language: str) -> bool:
    """Return whether the language with this code is written from right to left."""
    return language.partition("-")[0] in settings.LANGUAGES_BIDI


def get_current_language() -> str:
    """Return the code of the language of the page; where no language is active, that of the site."""
    return get_language() or settings.LANGUAGE_CODE


def is_english_first() -> bool:
    """Return whether pages in the present language show English names first: all that are read from left to right."""
    return not is_right_to_left(get_current_language())


def choose_by_language(arabic: str, english: str) -> str:
    """Return the text in the language of the page, or in the other one where only that is known."""
    return (english or arabic) if is_english_first() else (arabic or english)
