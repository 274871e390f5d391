"""Completions while the reader types: names of the kinds of record with `is_suggested`, in any script."""

import re

from django.urls import reverse

from meetings.models.kinds import KINDS, KINDS_BY_NAME
from meetings.models.languages import is_english_first
from meetings.search.query.entity_names import NamedEntry
from meetings.search.site_search import get_searcher
from meetings.search.types import Suggestion
from meetings.text.keyboard import convert_to_arabic_keys, convert_to_latin_keys
from meetings.text.scripts import get_first_script
from meetings.text.tokens import fold_words

SUGGESTION_KINDS = tuple(kind.name for kind in KINDS if kind.is_suggested)
MAX_TYPED_CHARACTERS = 80  # the rest of a longer text is ignored
MIN_TYPED_CHARACTERS = 2
_MARKUP = re.compile(r"[<>]")


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Return the names of people, sides, places, topics and such that begin as `text` does, in any script.

    For the name of an office, the officials who hold or held it follow. Markup, single letters and single digits begin
    no name.
    """
    text = text.strip()[:MAX_TYPED_CHARACTERS]
    if _MARKUP.search(text) or len("".join(fold_words(text))) < MIN_TYPED_CHARACTERS:
        return []
    found = _complete(text, limit)
    if not found and len(text) > 2:
        for other in (convert_to_arabic_keys(text), convert_to_latin_keys(text)):
            if other:
                found = found or _complete(other, limit)
    return found


def _complete(text: str, limit: int) -> list[Suggestion]:
    directory = get_searcher().directory
    english = is_english_first()
    found: dict[tuple[str, str], Suggestion] = {}
    for entry, name in directory.completing(text, SUGGESTION_KINDS, limit):
        found[entry.kind, entry.key] = _make_suggestion(entry, name, english)
    if len(found) < limit:
        for role in directory.roles.completing(text):
            for official, _ in role.holders:
                entry = directory.get_official(official)
                title = _label(role.titles, english)
                found.setdefault((entry.kind, entry.key), _make_suggestion(entry, title, english, role.code))
    return list(found.values())[:limit]


def _make_suggestion(entry: NamedEntry, matched: str, english: bool, office: str = "") -> Suggestion:
    return Suggestion(entry.kind, entry.key, _label(entry.names, english), matched, entry.weight, office)


def make_suggestion_url(suggestion: Suggestion) -> str:
    """Return the URL of the page of a suggested record."""
    return reverse(suggestion.kind, args=[KINDS_BY_NAME[suggestion.kind].address_key_of(suggestion.key)])


def _label(names: list[str], english: bool) -> str:
    """Return the main name in the language of the page; the first two names are the Arabic and the English one."""
    return next((name for name in names[:2] if get_first_script(name) == ("en" if english else "ar")), names[0])
