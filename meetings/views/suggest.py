"""Completions while the reader types."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from meetings.search import Suggestion, suggest, suggestion_url

LONGEST = 80  # characters; nobody types a longer name
MOST = 8


def suggestions(request: HttpRequest) -> JsonResponse:
    """`results`: what begins as `q` does, each with its name, its kind in words and its address."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = suggest(text, MOST) if len(text) > 1 else []
    return JsonResponse({"results": [_shown(suggestion) for suggestion in found]})


def _shown(suggestion: Suggestion) -> dict[str, str]:
    kinds = {
        "official": _("Official"),
        "country": _("Country or region"),
        "organisation": _("Organisation"),
        "topic": _("Topic"),
    }
    return {
        "label": suggestion.label,
        "matched": suggestion.matched if suggestion.matched != suggestion.label else "",
        "kind": kinds[suggestion.kind],
        "address": suggestion_url(suggestion),
    }
