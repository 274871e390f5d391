"""Suggestions while the reader types in the search box."""

from django.http import HttpRequest, JsonResponse

from meetings.models.kinds import KINDS_BY_NAME
from meetings.search import Suggestion, suggest, suggestion_url

MAX_NAME_CHARACTERS = 80  # longer than any name
MAX_SUGGESTIONS = 8


def suggestions(request: HttpRequest) -> JsonResponse:
    """Return `results`: the records whose names begin with `q`, each with name, kind in words and address."""
    text = request.GET.get("q", "").strip()[:MAX_NAME_CHARACTERS]
    found = suggest(text, MAX_SUGGESTIONS) if len(text) > 1 else []
    return JsonResponse({"results": [_shown(suggestion) for suggestion in found]})


def _shown(suggestion: Suggestion) -> dict[str, str]:
    return {
        "label": suggestion.label,
        "matched": suggestion.matched if suggestion.matched != suggestion.label else "",
        "kind": str(KINDS_BY_NAME[suggestion.kind].label),
        "address": suggestion_url(suggestion),
    }
