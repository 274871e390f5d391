"""Completions while the reader types: names of the kinds of record with `is_suggested`, in any script."""

from django.urls import reverse

from meetings.models.kinds import KINDS, KINDS_BY_NAME
from meetings.models.languages import is_english_first
from meetings.search.site_search import get_searcher
from meetings.search.types import Suggestion
from meetings.text.fold import fold
from meetings.text.keyboard import convert_to_arabic_keys, convert_to_latin_keys

SUGGESTION_KINDS = tuple(kind.name for kind in KINDS if kind.is_suggested)
MAX_TYPED_CHARACTERS = 80  # the rest of a longer text is ignored


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Return the names of people, sides, topics and such that begin as `text` does, in any script."""
    directory = get_searcher().directory
    text = text.strip()[:MAX_TYPED_CHARACTERS]
    found = directory.completing(text, SUGGESTION_KINDS, limit)
    if not found and len(text) > 2:
        for other in (convert_to_arabic_keys(text), convert_to_latin_keys(text)):
            if other:
                found = found or directory.completing(other, SUGGESTION_KINDS, limit)
    english = is_english_first()
    return [Suggestion(entry.kind, entry.key, _label(entry.names, english), name) for entry, name in found]


def make_suggestion_url(suggestion: Suggestion) -> str:
    """Return the URL of the page of a suggested record."""
    return reverse(suggestion.kind, args=[KINDS_BY_NAME[suggestion.kind].address_key_of(suggestion.key)])


def _label(names: list[str], english: bool) -> str:
    """Return the main name in the language of the page; the first two names are the Arabic and the English one."""
    return next((name for name in names[:2] if fold(name).isascii() == english), names[0])
