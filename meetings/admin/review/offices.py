"""The page of offices in reports: an editor records the appointment of an official, or dismisses it."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from meetings.admin.quality.asking import get_reason_to_publish
from meetings.queries.proposed_offices import (
    ProposedOffice,
    find_proposed_office,
    list_proposed_offices,
    show_proposed_offices,
)
from meetings.services import proposed_offices
from meetings.services.roles import may_publish, require

PER_PAGE = 20
DISMISSED = "dismissed"  # value of `show`


def overview(request: HttpRequest) -> HttpResponse:
    """Show the offices to record, or (`?show=dismissed`) those that an editor dismissed; on POST decide one of them."""
    require(may_publish(request.user))
    if request.method == "POST":
        return _decide(request)
    waiting, dismissed = list_proposed_offices(), list_proposed_offices(dismissed=True)
    shows_dismissed = request.GET.get("show") == DISMISSED
    page = Paginator(dismissed if shows_dismissed else waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Offices in reports"),
        "page": page,
        "rows": show_proposed_offices(page),
        "shows_dismissed": shows_dismissed,
        "numbers": {"waiting": len(waiting), "dismissed": len(dismissed)},
        "query": urlencode({"show": DISMISSED}) if shows_dismissed else "",
    }
    return TemplateResponse(request, "admin/review/offices.html", context)


def _decide(request: HttpRequest) -> HttpResponse:
    """Record, dismiss or propose again one office, and return to the page."""
    proposal = find_proposed_office(request.POST.get("office", ""))
    if proposal is None:
        messages.info(request, _("Another editor has already decided this."))
    else:
        messages.success(request, _carry_out(request, proposal))
    return HttpResponseRedirect(f"{reverse('admin:offices-in-reports')}?{request.GET.urlencode()}".rstrip("?"))


def _carry_out(request: HttpRequest, proposal: ProposedOffice) -> str:
    """Carry out the decision, and return the message for the editor."""
    (shown,) = show_proposed_offices([proposal])
    words: dict[str, Any] = {"name": shown.official, "office": shown.title}
    answer = request.POST.get("answer", "")
    if answer == "record":
        proposed_offices.record_proposed_office(proposal, request.user, get_reason_to_publish(request))
        return _("Recorded: %(name)s, %(office)s. The dates of the term are not known yet.") % words
    if answer == "again":
        proposed_offices.propose_again(proposal, request.user)
        return _("Suggested again: %(name)s, %(office)s.") % words
    proposed_offices.dismiss_proposed_office(proposal, request.user)
    return _("Dismissed: %(name)s, %(office)s. Mahdar will not suggest it again.") % words
