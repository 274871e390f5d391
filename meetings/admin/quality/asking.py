"""The question before the public sees a record that breaks a rule, and the messages after a change that breaks one.

Every page of the desk goes through `answer` (see DeskSite.admin_view), so no way of saving or publishing is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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

from meetings.admin.quality.links import NamedRecord, name_records_of
from meetings.queries.checks import Finding, Record
from meetings.services.checks import (
    MAX_REASON_CHARACTERS,
    CheckedFinding,
    ReasonNeededError,
    add_exceptions,
    check_changes,
)
from meetings.services.history import collected_changes

REASON, HOLD, BACK = "publishing_reason", "publishing_hold", "publishing_back"  # the names of the box and of buttons
_OWN = (REASON, HOLD, BACK, "csrfmiddlewaretoken")
_STATE_ACTIONS = ("publish", "reject", "back_to_draft")  # of lists
MAX_SHOWN_FINDINGS = 30  # in the question
MAX_TOLD_FINDINGS = 5  # in messages


def get_reason_to_publish(request: HttpRequest) -> str:
    """Return the reason that the editor gave for what the public sees against a rule; empty if they gave none."""
    return request.POST.get(REASON, "").strip()[:MAX_REASON_CHARACTERS]


def is_held_back(request: HttpRequest) -> bool:
    """Return whether the editor publishes only the records that break no rule."""
    return HOLD in request.POST


@contextmanager
def going_back() -> Iterator[None]:
    """Let the question lead back to the page with all that the editor entered; the view asks `is_back`."""
    try:
        yield
    except ReasonNeededError as needed:
        needed.back = (BACK, "1")
        raise


def is_back(request: HttpRequest) -> bool:
    """Return whether the editor comes back from the question to correct what they entered."""
    return BACK in request.POST


def answer(request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **options: Any) -> HttpResponse:
    """Return the answer of `view`; report the rules that its changes break, or ask why the public may see it."""
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
    rows = SafeString("".join(_list_other(row["record"], row["one"]) for row in make_rows(ranked[:MAX_TOLD_FINDINGS])))
    text = ngettext("Saved, but a rule is broken:", "Saved, but %(n)d rules are broken:", len(ranked))
    link = reverse("admin:quality")
    message = format_html(
        '{}<ul class="broken-rules">{}</ul><a href="{}">{}</a>', text % {"n": len(ranked)}, rows, link, _("Quality")
    )
    messages.warning(request, message)


def ask(request: HttpRequest, needed: ReasonNeededError) -> HttpResponse:
    """Show what the records break and ask for the reason; the answer repeats the request with the reason."""
    found = add_exceptions(needed.findings)
    context = {
        **admin.site.each_context(request),
        "title": _("Save against a rule?") if needed.is_change else _("Publish against a rule?"),
        "is_change": needed.is_change,
        "found": make_rows(found[:MAX_SHOWN_FINDINGS]),
        "more": max(0, len(found) - MAX_SHOWN_FINDINGS),
        "count": len(found),
        "others": needed.others,
        "repeated": [(name, value) for name, values in request.POST.lists() if name not in _OWN for value in values],
        "back": needed.back,
        "cancel": get_page_before(request),
        "longest_reason": MAX_REASON_CHARACTERS,
        "reason_name": REASON,
        "hold_name": HOLD,
    }
    return TemplateResponse(request, "admin/quality/question.html", context)


def get_page_before(request: HttpRequest, otherwise: str = "") -> str:
    """Return the page of this site that the request came from; `otherwise`, or else the desk's first page."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if is_ours else otherwise or reverse("admin:index")


def make_rows(found: list[CheckedFinding]) -> list[dict[str, Any]]:
    """Return a row for each finding: the finding, and the record to correct with its name and page."""
    names = name_records_of([one.finding for one in found])
    return [{"one": one, "record": names[one.finding.record]} for one in found]


def _list_other(record: NamedRecord, one: CheckedFinding) -> SafeString:
    return format_html('<li><a href="{}"><bdi>{}</bdi></a>: <bdi>{}</bdi></li>', record.address, record.name, one.words)


def make_reason_message(findings: list[Finding], own: Record, ticked: Iterable[str] = ()) -> SafeString:
    """Return the message of a form that would publish a record against a rule, with the box for the reason.

    Args:
        findings: What would break a rule.
        own: The record of the form. The message names every other one.
        ticked: The boxes of earlier questions that the editor ticked: the form does not show them any more.
    """
    rows = [
        format_html('<li dir="auto">{}</li>', row["one"].words)
        if row["one"].finding.record == own
        else _list_other(row["record"], row["one"])
        for row in make_rows(add_exceptions(findings)[:MAX_SHOWN_FINDINGS])
    ]
    return format_html(
        '{}{}<ul class="broken-rules">{}</ul><p>{}</p><p><label for="id_{}">{}</label><br>'
        '<input type="text" name="{}" id="id_{}" class="vTextField" dir="auto" maxlength="{}"></p>',
        format_html_join("", '<input type="hidden" name="{}" value="on">', ((name,) for name in ticked)),
        _("Nothing was saved: the public would see a record that breaks a rule."),
        SafeString("".join(rows)),
        _("Correct the record, or enter the reason and save again."),
        REASON,
        _("Reason for publishing against the rule"),
        REASON,
        REASON,
        MAX_REASON_CHARACTERS,
    )
