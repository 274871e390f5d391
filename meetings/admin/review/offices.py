"""The page of offices in reports: an editor records appointments of officials, or dismisses them, one or a group.

A script sends the decisions without leaving the page (static/admin-mahdar/offices.js) and asks for JSON; without it
each decision is a form.
"""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.admin.quality.asking import get_reason_to_publish
from meetings.queries.proposed_offices import (
    GROUPED_BY,
    ProposedOffice,
    find_proposed_offices,
    group_shown_offices,
    list_proposed_offices,
    order_by_group,
    show_proposed_offices,
)
from meetings.services import proposed_offices
from meetings.services.roles import may_publish, require
from meetings.services.undoing import CannotUndoError, undo_action

PER_PAGE = 50
DISMISSED = "dismissed"  # value of `show`
RECORD, DISMISS, AGAIN, UNDO = "record", "dismiss", "again", "undo"  # values of `answer`
DECIDED = "decided_offices"  # in the session: the latest decisions, which "undo" undoes one by one
MAX_UNDONE = 50


def overview(request: HttpRequest) -> HttpResponse:
    """Show the offices to record, or (`?show=dismissed`) those that an editor dismissed; on POST decide or undo."""
    require(may_publish(request.user))
    if request.method == "POST":
        return _answer(request, *_decide(request))
    waiting, dismissed = list_proposed_offices(), list_proposed_offices(dismissed=True)
    shows_dismissed = request.GET.get("show") == DISMISSED
    by = request.GET.get("by", "")
    by = by if by in GROUPED_BY else "office"
    ordered = order_by_group(dismissed if shows_dismissed else waiting, by)
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    chosen = {"show": DISMISSED} if shows_dismissed else {}
    context = {
        **admin.site.each_context(request),
        "title": _("Offices in reports"),
        "page": page,
        "groups": group_shown_offices(show_proposed_offices(page), by),
        "by": by,
        "shows_dismissed": shows_dismissed,
        "numbers": {"waiting": len(waiting), "dismissed": len(dismissed)},
        "can_undo": bool(request.session.get(DECIDED)),
        "query": urlencode({**chosen, **({"by": by} if by != "office" else {})}),
        "states_query": urlencode({"by": by}) if by != "office" else "",
        "groups_query": urlencode(chosen),
    }
    return TemplateResponse(request, "admin/review/offices.html", context)


def _answer(request: HttpRequest, level: int, text: str, values: list[str]) -> HttpResponse:
    """Return what became of a decision: as JSON for the script, or with the page as a message."""
    if request.headers.get("accept") == "application/json":
        waiting, dismissed = len(list_proposed_offices()), len(list_proposed_offices(dismissed=True))
        done = {"message": text, "values": values, "waiting": waiting, "dismissed": dismissed}
        return JsonResponse(
            {**done, "canUndo": bool(request.session.get(DECIDED)), "isError": level > messages.SUCCESS}
        )
    messages.add_message(request, level, text)
    return HttpResponseRedirect(f"{reverse('admin:offices-in-reports')}?{request.GET.urlencode()}".rstrip("?"))


def _decide(request: HttpRequest) -> tuple[int, str, list[str]]:
    """Carry out one decision; return the level of the message, the message, and the proposals that it is about."""
    answer = request.POST.get("answer", "")
    if answer == UNDO:
        return _undo(request)
    proposals = find_proposed_offices(request.POST.getlist("office"))
    if not proposals:
        return messages.INFO, _("Another editor has already decided this."), request.POST.getlist("office")
    action = ""
    if answer == RECORD:
        action = str(proposed_offices.record_proposed_offices(proposals, request.user, get_reason_to_publish(request)))
    elif answer == AGAIN:
        proposed_offices.propose_again(proposals, request.user)
    else:
        answer = DISMISS
        proposed_offices.dismiss_proposed_offices(proposals, request.user)
    values = [one.value for one in proposals]
    decided = {"answer": answer, "values": values, "action": action}
    request.session[DECIDED] = [*request.session.get(DECIDED, []), decided][-MAX_UNDONE:]
    return messages.SUCCESS, _describe(answer, proposals), values


def _describe(answer: str, proposals: list[ProposedOffice]) -> str:
    """Return the message for the editor: the person and the office, or of several the number."""
    number = len(proposals)
    if number > 1:
        texts = {
            RECORD: ngettext("%(n)d appointment was recorded.", "%(n)d appointments were recorded.", number),
            AGAIN: ngettext("%(n)d office is suggested again.", "%(n)d offices are suggested again.", number),
            DISMISS: ngettext("%(n)d office was dismissed.", "%(n)d offices were dismissed.", number),
        }
        return texts[answer] % {"n": number}
    (shown,) = show_proposed_offices(proposals)
    words: dict[str, Any] = {"name": shown.official, "office": shown.title}
    if answer == RECORD:
        return _("Recorded: %(name)s, %(office)s. The dates of the term are not known yet.") % words
    if answer == AGAIN:
        return _("Suggested again: %(name)s, %(office)s.") % words
    return _("Dismissed: %(name)s, %(office)s. Mahdar will not suggest it again.") % words


def _undo(request: HttpRequest) -> tuple[int, str, list[str]]:
    """Undo the last decision of this session that is not undone yet."""
    decided = list(request.session.get(DECIDED, []))
    if not decided:
        return messages.INFO, _("There is nothing to undo."), []
    last = decided.pop()
    request.session[DECIDED] = decided
    if last["answer"] == RECORD:
        try:
            undo_action(UUID(last["action"]), request.user, reason=get_reason_to_publish(request))
        except CannotUndoError as error:
            return messages.ERROR, " ".join(error.reasons), []
    else:
        again = find_proposed_offices(last["values"])
        undo = (
            proposed_offices.propose_again if last["answer"] == DISMISS else proposed_offices.dismiss_proposed_offices
        )
        undo(again, request.user)
    return messages.SUCCESS, _("Decision undone."), last["values"]
