"""The Quality page: the rules with the number of records that break them, and the records of each rule."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.admin.quality.asking import REASON, get_reason_to_publish
from meetings.admin.quality.links import name_records, name_records_of
from meetings.models import RuleException
from meetings.queries.checks import RULES, RULES_BY_NAME, ArchiveRule, Severity
from meetings.services.checks import (
    MAX_REASON_CHARACTERS,
    CheckedFinding,
    accept,
    check_whole,
    select_visible_to,
    withdraw,
)
from meetings.services.roles import may_publish, require

PER_PAGE = 50
MAX_BLOCK_ROWS = 5


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, the number of findings to correct, and of those that an editor accepted."""

    rule: ArchiveRule
    open: int
    accepted: int


def _found(request: HttpRequest) -> list[CheckedFinding]:
    return select_visible_to(request.user, check_whole())


def count_findings(found: list[CheckedFinding]) -> list[RuleCount]:
    """Return every rule with its numbers, in the order of the table."""
    waiting = Counter(one.rule.name for one in found if one.exception is None)
    accepted = Counter(one.rule.name for one in found if one.exception)
    return [RuleCount(rule, waiting[rule.name], accepted[rule.name]) for rule in RULES]


def make_quality_block(request: HttpRequest) -> dict[str, Any]:
    """Return the values of the block of the desk's first page."""
    counts = count_findings(_found(request))
    broken = [one for one in counts if one.open]
    return {
        "errors": sum(one.open for one in broken if one.rule.is_error),
        "warnings": sum(one.open for one in broken if not one.rule.is_error),
        "rows": broken[:MAX_BLOCK_ROWS],
        "more": len(broken) > MAX_BLOCK_ROWS,
    }


def overview(request: HttpRequest) -> HttpResponse:
    """Show all rules, errors first, each with the number of records that break it."""
    require(request.user.has_perm("meetings.view_meeting"))
    counts = count_findings(_found(request))
    groups = [(severity.value, [one for one in counts if one.rule.severity == severity]) for severity in Severity]
    context = {
        **admin.site.each_context(request),
        "title": _("Quality"),
        "groups": [
            {"severity": severity, "rows": rows, "open": sum(one.open for one in rows)} for severity, rows in groups
        ],
        "is_limited": not may_publish(request.user),
        "latest": _exceptions(RuleException.objects.all()[:MAX_BLOCK_ROWS]) if may_publish(request.user) else [],
    }
    return TemplateResponse(request, "admin/quality/index.html", context)


def records(request: HttpRequest, name: str) -> HttpResponse:
    """Show the records that break one rule, or (`?show=accepted`) those that an editor accepted."""
    require(request.user.has_perm("meetings.view_meeting"))
    rule = _rule(name)
    if request.method == "POST":
        return _accept(request, rule)
    accepted = request.GET.get("show") == "accepted"
    found = [one for one in _found(request) if one.rule.name == name]
    chosen = [one for one in found if bool(one.exception) == accepted]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("p"))
    names = name_records_of(one.finding for one in page)
    rows = [
        {
            "one": one,
            "record": names[one.finding.record],
            "others": [names[other] for other in one.finding.others],
            "value": f"{one.finding.record[0]}:{one.finding.record[1]}",
        }
        for one in page
    ]
    context = {
        **admin.site.each_context(request),
        "title": rule.title,
        "rule": rule,
        "page": page,
        "rows": rows,
        "accepted": accepted,
        "numbers": {
            "open": sum(not one.exception for one in found),
            "accepted": sum(bool(one.exception) for one in found),
        },
        "may_publish": may_publish(request.user),
        "reason_name": REASON,
        "longest_reason": MAX_REASON_CHARACTERS,
    }
    return TemplateResponse(request, "admin/quality/rule.html", context)


def _rule(name: str) -> ArchiveRule:
    if name not in RULES_BY_NAME:
        raise Http404
    return RULES_BY_NAME[name]


def _accept(request: HttpRequest, rule: ArchiveRule) -> HttpResponse:
    """Accept one finding with a reason."""
    require(may_publish(request.user))
    wanted, key = request.POST.get("record", ""), request.POST.get("key", "")
    found = [
        one.finding
        for one in check_whole()
        if one.rule.name == rule.name and ":".join(map(str, one.finding.record)) == wanted and one.finding.key == key
    ]
    reason = get_reason_to_publish(request)
    if not found:
        messages.warning(request, _("The record has changed in the meantime. Look at it again."))
    elif not reason:
        messages.error(request, _("Nothing was saved. Enter the reason why the record may break the rule."))
    else:
        accept(found, reason, request.user)
        messages.success(request, _("Saved: the record may break this rule."))
    return HttpResponseRedirect(request.get_full_path())


@require_POST
def withdraw_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an exception; the record breaks the rule again."""
    require(may_publish(request.user))
    exception = get_object_or_404(RuleException, pk=pk)
    rule = exception.rule
    withdraw(exception, request.user)
    messages.success(request, _("The exception was withdrawn. The rule counts again for this record."))
    return HttpResponseRedirect(
        reverse("admin:quality-rule", args=[rule]) if rule in RULES_BY_NAME else reverse("admin:quality")
    )


def _exceptions(exceptions: Any) -> list[dict[str, Any]]:
    made = list(exceptions)
    names = name_records((one.kind, one.record_id) for one in made)
    return [
        {"exception": one, "record": names[one.kind, one.record_id], "rule": RULES_BY_NAME.get(one.rule)}
        for one in made
    ]
