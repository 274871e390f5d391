"""Suggestions while the reader types in the search box."""

from django.http import HttpRequest, JsonResponse

from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries import people, sides
from meetings.queries.offices import HeldOffice
from meetings.search import Suggestion, make_suggestion_url, suggest

MAX_SUGGESTIONS = 8


def suggestions(request: HttpRequest) -> JsonResponse:
    """Return `results`: the records whose names begin with `q`, each with name, kind in words and address.

    The kind of an official is the office of today, with a mark if it has ended; that of a side says what the side is.
    """
    text = request.GET.get("q", "").strip()
    found = suggest(text, MAX_SUGGESTIONS) if len(text) > 1 else []
    slugs = [one.key for one in found if one.kind == "official"]
    codes = [one.key for one in found if one.kind in ("country", "organisation")]
    described: dict[str, dict[str, HeldOffice | str]] = {
        "official": {**people.load_offices_of(slugs)} if slugs else {},
        **dict.fromkeys(("country", "organisation"), {**sides.describe_sides(codes)} if codes else {}),
    }
    return JsonResponse({"results": [_shown(one, described.get(one.kind, {}).get(one.key)) for one in found]})


def _shown(suggestion: Suggestion, description: HeldOffice | str | None) -> dict[str, str]:
    return {
        "label": suggestion.label,
        "matched": suggestion.matched if suggestion.matched != suggestion.label else "",
        "kind": str(description or KINDS_BY_NAME[suggestion.kind].label),
        "address": make_suggestion_url(suggestion),
    }
