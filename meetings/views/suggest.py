"""Suggestions while the reader types in the search box."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import ngettext

from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries import people, sides, subjects
from meetings.queries.offices import HeldOffice
from meetings.search import Suggestion, make_suggestion_url, suggest

MAX_SUGGESTIONS = 8


def suggestions(request: HttpRequest) -> JsonResponse:
    """Return `results`: the records whose names begin with `q`, each with what it is and the number of its meetings.

    `kind` is the kind of record, `about` what tells it from others of the name: the office and side of an official, the
    country of a place. The office is that of today, or the one that `q` names, with a mark if it has ended. The present
    holder of an office comes before former ones.
    """
    text = request.GET.get("q", "").strip()
    found = suggest(text, MAX_SUGGESTIONS) if len(text) > 1 else []
    offices = people.load_offices_of(_keys(found, "official"))
    words = {
        **sides.describe_sides(_keys(found, "country", "organisation")),
        **subjects.describe_places(_keys(found, "place")),
    }
    chosen = [_choose_office(one, offices.get(one.key, [])) for one in found]
    places = {one.office: place for place, one in reversed(list(enumerate(found))) if one.office}
    order = sorted(
        range(len(found)),
        key=lambda at: (places.get(found[at].office, at), not (chosen[at] and chosen[at].is_held)),  # type: ignore[union-attr]
    )
    return JsonResponse({"results": [_shown(found[at], chosen[at], words) for at in order]})


def _keys(found: list[Suggestion], *kinds: str) -> list[str]:
    return [one.key for one in found if one.kind in kinds]


def _choose_office(suggestion: Suggestion, offices: list[HeldOffice]) -> HeldOffice | None:
    """Return the office by which an official was found, or else the one that stands for them today."""
    wanted = (office for office in offices if office.position.code == suggestion.office)
    return next(wanted, next(iter(offices), None))


def _shown(suggestion: Suggestion, office: HeldOffice | None, words: dict[str, str]) -> dict[str, str]:
    description = words.get(suggestion.key, "")
    is_side = suggestion.kind in ("country", "organisation")
    return {
        "label": suggestion.label,
        "matched": suggestion.matched if suggestion.matched != suggestion.label and not suggestion.office else "",
        "kind": description if is_side and description else str(KINDS_BY_NAME[suggestion.kind].label),
        "about": office.label_with_side if office else "" if is_side else description,
        "count": ngettext("%(n)s meeting", "%(n)s meetings", suggestion.meetings) % {"n": suggestion.meetings},
        "address": make_suggestion_url(suggestion),
    }
