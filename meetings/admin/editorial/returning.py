"""Where the forms of the editorial office lead: back to the record, or to a page with the one form again."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.admin.quality.asking import get_page_before
from meetings.services.review import EmbargoError

ANCHOR = "office"


def get_record_address(kind: str, record_id: int) -> str:
    """Return the address of the desk's page of a record that has the panel."""
    page = {"meeting": "review-meeting", "incoming": "incoming-preview"}.get(kind, f"meetings_{kind}_change")
    return f"{reverse(f'admin:{page}', args=[record_id])}#{ANCHOR}"


def return_to_record(request: HttpRequest, kind: str, record_id: int) -> HttpResponseRedirect:
    """Redirect to the page that sent the form."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if is_ours else get_record_address(kind, record_id))


def format_time(time: datetime) -> str:
    """Return a time in the time zone of the archive, with the name of the zone."""
    local = timezone.localtime(time)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({timezone.get_current_timezone_name()})"


def describe_embargo(error: EmbargoError) -> str:
    """Return what happened and what to do about an embargo."""
    first = error.meetings[0]
    values = {"headline": first.headline, "time": format_time(first.until)}
    text = _("Nothing was published: “%(headline)s” is under embargo until %(time)s.") % values
    if others := len(error.meetings) - 1:
        more = ngettext(
            "%(n)d other meeting is under embargo too.", "%(n)d other meetings are under embargo too.", others
        )
        text = f"{text} {more % {'n': others}}"
    advice = _("Wait until then, or change the embargo first.")
    return f"{text} {advice}"


def refuse_embargo(request: HttpRequest, error: EmbargoError) -> HttpResponse:
    """Say why nothing was published, and return to the page that the editor came from."""
    messages.error(request, describe_embargo(error))
    return HttpResponseRedirect(get_page_before(request, get_record_address("meeting", error.meetings[0].pk)))


def show_page(
    request: HttpRequest, template: str, title: str, kind: str, record_id: int, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a page with one form of the panel, and the way back to the record."""
    context = {**admin.site.each_context(request), "title": title, "back": get_record_address(kind, record_id), **more}
    return TemplateResponse(request, template, context, status=status)
