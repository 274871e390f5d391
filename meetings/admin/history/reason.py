"""The box of forms in which an editor may say why a change is made."""

from django.http import HttpRequest

REASON = "reason"  # the name of the box
MAX_REASON_CHARACTERS = 500


def reason_given(request: HttpRequest) -> str:
    """Return what the editor wrote; empty where nothing was asked or answered."""
    return request.POST.get(REASON, "").strip()[:MAX_REASON_CHARACTERS]
