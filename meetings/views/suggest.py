"""Suggestions while the reader types in the search box."""

from django.http import HttpRequest, JsonResponse

from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries import people
from meetings.queries.offices import HeldOffice
from meetings.search import Suggestion, suggest, suggestion_url

MAX_NAME_CHARACTERS = 80  # longer than any name
MAX_SUGGESTIONS = 8


def suggestions(request: HttpRequest) -> JsonResponse:
    """Return `results`: the records whose names begin with `q`, each with name, kind in words and address.

    The kind of an official is the office of today, with a mark if it has ended.
    """
    text = request.GET.get("q", "").strip()[:MAX_NAME_CHARACTERS]
    found = suggest(text, MAX_SUGGESTIONS) if len(text) > 1 else []
    slugs = [one.key for one in found if one.kind == "official"]
    offices = people.offices_of(slugs) if slugs else {}
    return JsonResponse({"results": [_shown(suggestion, offices) for suggestion in found]})


def _shown(suggestion: Suggestion, offices: dict[str, HeldOffice]) -> dict[str, str]:
    office = offices.get(suggestion.key) if suggestion.kind == "official" else None
    return {
        "label": suggestion.label,
        "matched": suggestion.matched if suggestion.matched != suggestion.label else "",
        "kind": str(office or KINDS_BY_NAME[suggestion.kind].label),
        "address": suggestion_url(suggestion),
    }
