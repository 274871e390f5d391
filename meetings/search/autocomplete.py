"""Completions while the reader types: people, countries, organisations and topics, in any script."""

from django.urls import reverse
from django.utils.translation import get_language

from meetings.search.site_search import searcher
from meetings.search.types import Suggestion
from meetings.text.fold import fold
from meetings.text.keyboard import typed_as_arabic, typed_as_latin

KINDS = ("official", "country", "organisation", "topic")
LONGEST = 80  # characters of what was typed that are looked at


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """See `meetings.search.suggest`."""
    directory = searcher().directory
    text = text.strip()[:LONGEST]
    found = directory.completing(text, KINDS, limit)
    if not found and len(text) > 2:
        for other in (typed_as_arabic(text), typed_as_latin(text)):
            if other:
                found = found or directory.completing(other, KINDS, limit)
    english = (get_language() or "").startswith("en")
    return [Suggestion(entry.kind, entry.key, _label(entry.names, english), name) for entry, name in found]


def address_of(suggestion: Suggestion) -> str:
    """The page of what is suggested."""
    key = suggestion.key if suggestion.kind in ("official", "topic") else suggestion.key.lower()
    return reverse(suggestion.kind, args=[key])


def _label(names: list[str], english: bool) -> str:
    """The main name in the language of the page: the first two names are the Arabic and the English one."""
    return next((name for name in names[:2] if fold(name).isascii() == english), names[0])
