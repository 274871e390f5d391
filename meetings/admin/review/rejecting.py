"""The question why a draft is rejected or a report dropped: one page for the review, the preview and the lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.admin.quality.asking import get_page_before
from meetings.models import Rejection
from meetings.services.rejections import MAX_NOTE_CHARACTERS, RejectionReason, RejectionReasonError, make_reason

REASON, NOTE = "rejection", "rejection_note"  # the names of the buttons and of the box
MAX_NAMED = 10


def read_rejection(request: HttpRequest) -> RejectionReason | None:
    """Return the reason that the editor gave; None if they gave none, or another reason without words."""
    try:
        return make_reason(request.POST.get(REASON, ""), request.POST.get(NOTE, ""))
    except RejectionReasonError:
        return None


def describe_rejection(rejection: Rejection | None) -> SafeString:
    """Return the reason and the explanation of a rejection in words; empty without one."""
    if rejection is None:
        return SafeString("")
    note = format_html(" <q dir='auto'>{}</q>", rejection.note) if rejection.note else ""
    return format_html("{}: {}{}", _("Reason"), rejection.get_reason_display(), note)


def ask_for_rejection(
    request: HttpRequest, records: QuerySet[Any], *, is_dropped: bool = False, repeated: Any = None
) -> HttpResponse:
    """Show the reasons; the answer repeats the request with the one that the editor chooses.

    Args:
        request: The request that rejects records without a reason.
        records: The records.
        is_dropped: Whether they are reports at the desk, which are dropped.
        repeated: The values of the request to send again; all of them if not given.
    """
    asked_before = REASON in request.POST
    if repeated is None:
        repeated = [(name, value) for name, values in request.POST.lists() for value in values]
    before = get_page_before(request)
    is_from_here = before.split("?")[0].endswith(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Reason for dropping the report") if is_dropped else _("Reason for the rejection"),
        "is_dropped": is_dropped,
        "names": [str(record) for record in records[:MAX_NAMED]],
        "more": max(0, records.count() - MAX_NAMED),
        "reasons": Rejection.Reason.choices,
        "other": Rejection.Reason.OTHER.value,
        "reason_name": REASON,
        "note_name": NOTE,
        "note": request.POST.get(NOTE, ""),
        "needs_note": asked_before,
        "longest_note": MAX_NOTE_CHARACTERS,
        "repeated": [(name, value) for name, value in repeated if name not in (REASON, NOTE, "csrfmiddlewaretoken")],
        "cancel": before if not is_from_here else reverse("admin:index"),
    }
    return TemplateResponse(request, "admin/review/rejection.html", context, status=422 if asked_before else 200)
