"""The signs of opened pages: who has a record open beside the editor."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings.models.languages import choose_by_language
from meetings.services.presence import list_other_editors, note_closed, note_open
from meetings.text.typed_numbers import read_number


def make_presence(request: HttpRequest, kind: str, record_id: int) -> dict[str, Any]:
    """Return what `admin/safety/presence.html` needs: the record, and the other editors who have it open, in words."""
    names = list_other_editors(request.user, kind, record_id)
    return {"kind": kind, "id": record_id, "text": name_others(names)}


def name_others(names: list[str]) -> str:
    """Return the sentence about the editors who have the record open; empty if there are none."""
    if not names:
        return ""
    joined = choose_by_language("، ", ", ").join(f"\u2068{name}\u2069" for name in names)
    text = ngettext("%(names)s has this open too.", "%(names)s have this open too.", len(names))
    return text % {"names": joined}


@require_POST
def presence_view(request: HttpRequest) -> JsonResponse:
    """Note that the editor has a record open or left it, and return who else has it open."""
    kind, number = request.POST.get("kind", ""), read_number(request.POST.get("id", ""))
    kinds = {str(model._meta.model_name) for model in admin.site._registry}
    if kind not in kinds or number is None or number >= 2**63:
        return JsonResponse({}, status=400)
    if "closed" in request.POST:
        note_closed(request.user, kind, number)
        return JsonResponse({})
    note_open(request.user, kind, number)
    return JsonResponse({"text": name_others(list_other_editors(request.user, kind, number))})
