"""The question before a record is published against a rule, and the messages after a change that breaks one.

Every page of the desk goes through `answer` (see DeskSite.admin_view), so no way of saving or publishing is left out.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.admin.quality.links import named
from meetings.queries.checks import Finding
from meetings.services.checks import (
    MAX_REASON_CHARACTERS,
    CheckedFinding,
    ReasonNeededError,
    check_changes,
    with_exceptions,
)
from meetings.services.history import collected_changes

REASON, HOLD = "publishing_reason", "publishing_hold"  # the names of the box and of the button
_OWN = (REASON, HOLD, "csrfmiddlewaretoken")
_STATE_ACTIONS = ("publish", "reject", "back_to_draft")  # of lists
MAX_SHOWN_FINDINGS = 30  # in the question
MAX_TOLD_FINDINGS = 5  # in messages


def reason_to_publish(request: HttpRequest) -> str:
    """Return the reason that the editor gave for publishing against a rule; empty if they gave none."""
    return request.POST.get(REASON, "").strip()[:MAX_REASON_CHARACTERS]


def holds_back(request: HttpRequest) -> bool:
    """Return whether the editor publishes only the records that break no rule."""
    return HOLD in request.POST


def answer(request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **options: Any) -> HttpResponse:
    """Return the answer of `view`; report the rules that its changes break, or ask why to publish against one."""
    if request.method != "POST":
        return view(request, *args, **options)
    try:
        with collected_changes() as changes:
            response = view(request, *args, **options)
    except ReasonNeededError as needed:
        return ask(request, needed)
    if changes and not _shows_findings(request):
        report(request, check_changes(changes))
    return response


def _shows_findings(request: HttpRequest) -> bool:
    """Return whether the next page shows what the record breaks anyway, or the request changes no facts."""
    if request.POST.get("action") in _STATE_ACTIONS:
        return True
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return name.startswith(("review-", "quality")) or name.endswith("_undo")


def report(request: HttpRequest, found: list[CheckedFinding]) -> None:
    """Tell the editor in one message what the changed records break, errors first."""
    if not found:
        return
    ranked = sorted(found, key=lambda one: not one.rule.is_error)
    rows = format_html_join(
        "",
        '<li><a href="{}"><bdi>{}</bdi></a>: <bdi>{}</bdi></li>',
        ((row["record"].address, row["record"].name, row["one"].words) for row in rows_of(ranked[:MAX_TOLD_FINDINGS])),
    )
    text = ngettext("Saved, but a rule is broken:", "Saved, but %(n)d rules are broken:", len(ranked))
    link = reverse("admin:quality")
    message = format_html(
        '{}<ul class="broken-rules">{}</ul><a href="{}">{}</a>', text % {"n": len(ranked)}, rows, link, _("Quality")
    )
    messages.warning(request, message)


def ask(request: HttpRequest, needed: ReasonNeededError) -> HttpResponse:
    """Show what the records break and ask for the reason; the answer repeats the request with the reason."""
    found = with_exceptions(needed.findings)
    context = {
        **admin.site.each_context(request),
        "title": _("Publish against a rule?"),
        "found": rows_of(found[:MAX_SHOWN_FINDINGS]),
        "more": max(0, len(found) - MAX_SHOWN_FINDINGS),
        "count": len(found),
        "others": needed.others,
        "repeated": [(name, value) for name, values in request.POST.lists() if name not in _OWN for value in values],
        "back": needed.back,
        "cancel": _page_before(request),
        "longest_reason": MAX_REASON_CHARACTERS,
        "reason_name": REASON,
        "hold_name": HOLD,
    }
    return TemplateResponse(request, "admin/quality/question.html", context)


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if is_ours else reverse("admin:index")


def rows_of(found: list[CheckedFinding]) -> list[dict[str, Any]]:
    """Return a row for each finding: the finding, and the record to correct with its name and page."""
    names = named([one.finding for one in found])
    return [{"one": one, "record": names[one.finding.record]} for one in found]


def reason_in_form(findings: list[Finding]) -> SafeString:
    """Return the message of a form that would publish a record against a rule, with the box for the reason."""
    rows = format_html_join(
        "", '<li dir="auto">{}</li>', ((one.words,) for one in with_exceptions(findings)[:MAX_SHOWN_FINDINGS])
    )
    return format_html(
        '{}<ul class="broken-rules">{}</ul><p>{}</p><p><label for="id_{}">{}</label><br>'
        '<input type="text" name="{}" id="id_{}" class="vTextField" dir="auto" maxlength="{}"></p>',
        _("Nothing was saved: the public would see a record that breaks a rule."),
        rows,
        _("Correct the record, or enter the reason and save again."),
        REASON,
        _("Reason for publishing against the rule"),
        REASON,
        REASON,
        MAX_REASON_CHARACTERS,
    )
