"""The pages that undo a whole action: they name every record and every conflict first, and show the progress."""

from typing import Any
from uuid import UUID, uuid4

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
from meetings.services.history import one_action
from meetings.services.roles import may_publish, may_restore, require
from meetings.services.undoing import (
    CannotUndoError,
    UndoneRecord,
    find_undo_conflicts,
    list_undone_keys,
    list_undone_records,
    undo_action,
)

MAX_NAMED = 200  # records on the page
MAX_RECORDS_PER_REQUEST = 200  # more are undone in parts, with a page that shows the progress
KEY = "long_undo"  # in the session


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
    if request.method == "POST" and not conflicts and len(records) > MAX_RECORDS_PER_REQUEST:
        job = {"action": str(action), "undo": str(uuid4()), "done": 0, "note": get_reason(request)}
        request.session[KEY] = job | {"reason": get_reason_to_publish(request)}
        return HttpResponseRedirect(reverse("admin:undo-going-on"))
    if request.method == "POST" and not conflicts:
        try:
            done = undo_action(action, request.user, get_reason(request), get_reason_to_publish(request))
        except CannotUndoError as error:
            conflicts = error.reasons
        else:
            return _finish(request, len(done))
    return _show(request, records, conflicts)


def going_on(request: HttpRequest) -> HttpResponse:
    """Show the progress of the undo of very many records; on POST undo the next part of them."""
    require(may_restore(request.user) and may_publish(request.user))
    job = request.session.get(KEY)
    if not job:
        return HttpResponseRedirect(reverse("admin:history"))
    action = UUID(job["action"])
    keys = list_undone_keys(action)
    if request.method == "POST":
        job["reason"] = get_reason_to_publish(request) or job["reason"]
        some = keys[job["done"] : job["done"] + MAX_RECORDS_PER_REQUEST]
        try:
            with one_action(UUID(job["undo"])):
                undo_action(action, request.user, job["note"], job["reason"], some)
        except CannotUndoError as error:
            del request.session[KEY]
            text = ngettext(
                "%(n)d record is as it was before; the others were not changed.",
                "%(n)d records are as they were before; the others were not changed.",
                job["done"],
            )
            messages.warning(request, text % {"n": job["done"]})
            return _show(request, list_undone_records(action, some), error.reasons)
        job["done"] += len(some)
        if job["done"] >= len(keys):
            del request.session[KEY]
            return _finish(request, len(keys))
        request.session[KEY] = job
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Please wait"),
        "done": job["done"],
        "total": len(keys),
    }
    return TemplateResponse(request, "admin/meetings/going_on.html", context)


def _finish(request: HttpRequest, count: int) -> HttpResponse:
    text = ngettext(
        "Undone: %(n)d record is as it was before.", "Undone: %(n)d records are as they were before.", count
    )
    messages.success(request, text % {"n": count})
    return HttpResponseRedirect(reverse("admin:history"))


def _show(request: HttpRequest, records: list[UndoneRecord], conflicts: list[str]) -> HttpResponse:
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
