"""The box of forms in which an editor can enter the reason for a change."""

from django.http import HttpRequest

REASON = "reason"  # the name of the box
MAX_REASON_CHARACTERS = 500


def get_reason(request: HttpRequest) -> str:
    """Return the reason that the editor entered; empty if the form has no box or the box is empty."""
    return request.POST.get(REASON, "").strip()[:MAX_REASON_CHARACTERS]
