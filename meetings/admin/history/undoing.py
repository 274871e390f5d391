"""The page that undoes a whole action: it names every record and every conflict first."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.admin.history.reason import MAX_REASON_CHARACTERS, get_reason
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.services.roles import may_publish, may_restore, require
from meetings.services.undoing import CannotUndoError, find_undo_conflicts, list_undone_records, undo_action

MAX_NAMED = 200  # records on the page


def link_undo(action: UUID | str) -> SafeString:
    """Return the link to the undo of an action, for the message about it."""
    return format_html('<a class="undo-link" href="{}">{}</a>', reverse("admin:undo-action", args=[action]), _("Undo"))


def undo(request: HttpRequest, action: UUID) -> HttpResponse:
    """Show what the undo of an action changes; on POST undo it, all of it or nothing."""
    require(may_restore(request.user) and may_publish(request.user))
    records = list_undone_records(action)
    if not records:
        raise Http404
    conflicts = find_undo_conflicts(action, records)
    if request.method == "POST":
        try:
            done = undo_action(action, request.user, get_reason(request), get_reason_to_publish(request))
        except CannotUndoError as error:
            conflicts = error.reasons
        else:
            text = ngettext(
                "Undone: %(n)d record is as it was before.", "Undone: %(n)d records are as they were before.", len(done)
            )
            messages.success(request, text % {"n": len(done)})
            return HttpResponseRedirect(reverse("admin:history"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Undo the whole action"),
        "records": records[:MAX_NAMED],
        "count": len(records),
        "more": max(0, len(records) - MAX_NAMED),
        "conflicts": conflicts[:MAX_NAMED],
        "more_conflicts": max(0, len(conflicts) - MAX_NAMED),
        "keeps_history": True,
        "reason": get_reason(request),
        "longest_reason": MAX_REASON_CHARACTERS,
    }
    status = 409 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/history/undo_action.html", context, status=status)
