"""My reports: what became of each report and draft of the user, why one was rejected, and how to submit it again."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.models import Incoming, Meeting
from meetings.queries import my_reports
from meetings.services.resubmission import CannotReopenError, reopen_draft, reopen_report
from meetings.services.roles import may_import, require

MAX_ROWS = 30


def overview(request: HttpRequest) -> HttpResponse:
    """Show the reports that the user imported and the meetings that they entered, with the state of each."""
    require(may_import(request.user))
    reports = _page(request, "page", my_reports.select_my_reports(request.user).defer("original"))
    entered = _page(request, "entered", my_reports.select_entered_meetings(request.user))
    context = {
        **admin.site.each_context(request),
        "title": _("My reports"),
        "reports": reports,
        "lines": my_reports.describe_reports(reports),
        "entered": entered,
        "meetings": my_reports.describe_meetings(entered),
    }
    return TemplateResponse(request, "admin/review/my_reports.html", context)


def _page(request: HttpRequest, name: str, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, MAX_ROWS).get_page(request.GET.get(name))


@require_POST
def reopen(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Open rejected work of the user again, and show it for correction."""
    try:
        if kind == "meeting":
            reopen_draft(get_object_or_404(Meeting, pk=pk), request.user)
            messages.success(request, _("The draft is open again. Correct it, then submit it for review."))
            return HttpResponseRedirect(reverse("admin:review-meeting", args=[pk]))
        if kind == "incoming":
            reopen_report(get_object_or_404(Incoming, pk=pk), request.user)
            messages.success(request, _("The report is at the desk again. Correct it, then save it as a draft."))
            return HttpResponseRedirect(reverse("admin:incoming-preview", args=[pk]))
    except CannotReopenError as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(reverse("admin:my-reports"))
    raise Http404
