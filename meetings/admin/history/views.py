"""Pages of the history: a record's versions, one version, two compared, restoring; and the deleted records."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.admin.history.reason import MAX_REASON_CHARACTERS, get_reason
from meetings.admin.history.recent_changes import find_changed_together
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.models import ReviewState, Version
from meetings.queries.history import name_facts
from meetings.services.history import (
    compare_versions,
    load_version_names,
    make_current_version,
    select_versions_of,
    show_contents,
)
from meetings.services.restoration import CannotRestoreError, find_conflicts, keep_review_state, restore
from meetings.services.roles import may_restore, require
from meetings.text.typed_numbers import read_numbers

PER_PAGE = 50
PUBLISHED = ReviewState.PUBLISHED


def history(desk: Any, request: HttpRequest, record_id: int) -> HttpResponse:
    """Show all versions of a record, the latest first; the editor can choose two to compare."""
    record = _record(desk, request, record_id)
    found = select_versions_of(_kind(desk), record_id).defer("state", "rows")
    if record is None and not found.exists():
        raise Http404
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    for version in page:
        version.labels = name_facts(version)  # type: ignore[attr-defined]
    latest = found.first()
    context = _context(desk, request, record_id, record, latest, _("History"))
    return TemplateResponse(
        request, "admin/history/list.html", {**context, "page": page, "latest": latest.number if latest else 0}
    )


def version(desk: Any, request: HttpRequest, record_id: int, number: int) -> HttpResponse:
    """Show the content of one version and what it changed."""
    record = _record(desk, request, record_id)
    found = select_versions_of(_kind(desk), record_id)
    shown = get_object_or_404(found, number=number)
    older = found.filter(number=number - 1).first()
    newest = found.values_list("number", flat=True).first()
    context = _context(desk, request, record_id, record, shown, _("Version %(number)s") % {"number": number})
    more = {
        "version": shown,
        "labels": name_facts(shown),
        "older": older,
        "newer": number + 1 if newest and newest > number else None,
        "changed": compare_versions(older, shown) if older and not shown.gone else None,
        "contents": show_contents(shown),
        "can_restore": may_restore(request.user) and (shown.gone or newest != number),
        "can_undo": may_restore(request.user),
        **find_changed_together(shown),
    }
    return TemplateResponse(request, "admin/history/version.html", {**context, **more})


def compare(desk: Any, request: HttpRequest, record_id: int) -> HttpResponse:
    """Show what differs between two versions, the older one always first."""
    record = _record(desk, request, record_id)
    numbers = read_numbers(request.GET.get(name, "") for name in ("a", "b"))
    found = list(select_versions_of(_kind(desk), record_id).filter(number__in=numbers))
    if len(found) != 2:
        messages.warning(request, _("Choose two different versions to compare them."))
        return HttpResponseRedirect(_history_address(desk, record_id))
    newer, older = found
    title = _("Versions %(older)s and %(newer)s") % {"older": older.number, "newer": newer.number}
    context = _context(desk, request, record_id, record, newer, title)
    more = {"older": older, "newer": newer, "difference": compare_versions(older, newer)}
    return TemplateResponse(request, "admin/history/compare.html", {**context, **more})


def restoring(desk: Any, request: HttpRequest, record_id: int, number: int) -> HttpResponse:
    """Show what restoring a version would change; on POST restore it."""
    require(may_restore(request.user))
    kind = _kind(desk)
    record = _record(desk, request, record_id)
    wanted = get_object_or_404(select_versions_of(kind, record_id), number=number)
    shown = keep_review_state(wanted)
    reasons = list(find_conflicts(wanted))
    if request.method == "POST":
        try:
            restored = restore(wanted, request.user, get_reason(request), get_reason_to_publish(request))
        except CannotRestoreError as error:
            reasons = error.reasons
        else:
            text = _("“%(record)s” was restored to version %(number)s.")
            messages.success(request, text % {"record": restored, "number": number})
            if record is None and _state_of(shown) == PUBLISHED != getattr(restored, "review_state", ""):
                text = _("It is a draft now, because it breaks a rule of the archive. Publish it to see which.")
                messages.warning(request, text)
            return HttpResponseRedirect(_history_address(desk, record_id))
    context = _context(desk, request, record_id, record, wanted, _("Restore version %(number)s") % {"number": number})
    more = {
        "version": wanted,
        "reasons": reasons,
        "difference": compare_versions(make_current_version(kind, record_id), shown)
        if not shown.gone
        else show_contents(shown),
        "is_reviewed": bool(_state_of(shown)),
        "becomes_public": record is None and _state_of(shown) == PUBLISHED,
        "reason": get_reason(request),
        "longest_reason": MAX_REASON_CHARACTERS,
        "by_merge": record is None and select_versions_of(kind, record_id).first().way == Version.Way.MERGE,  # type: ignore[union-attr]
    }
    return TemplateResponse(request, "admin/history/restore.html", {**context, **more})


def _state_of(version: Version) -> str:
    """Return the review state in `version`; empty for a kind of record without a review."""
    return str(version.state["fields"].get("review_state", ""))


def deleted(desk: Any, request: HttpRequest) -> HttpResponse:
    """Show the deleted records of one kind that can be restored, the latest first."""
    require(desk.has_view_or_change_permission(request))
    page = Paginator(_deleted_versions(_kind(desk)), PER_PAGE).get_page(request.GET.get("p"))
    names = load_version_names(page)
    for version in page:
        version.name = names[version.record_id]  # type: ignore[attr-defined]
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.model._meta,
        "title": _("Deleted: %(kind)s") % {"kind": desk.model._meta.verbose_name_plural},
        "page": page,
        "can_restore": may_restore(request.user),
        "history_name": f"admin:meetings_{_kind(desk)}_history",
        "restore_name": f"admin:meetings_{_kind(desk)}_restore",
    }
    return TemplateResponse(request, "admin/history/deleted.html", context)


def _deleted_versions(kind: str) -> QuerySet[Version]:
    later = Version.objects.filter(kind=kind, record_id=OuterRef("record_id"), number__gt=OuterRef("number"))
    found = Version.objects.filter(kind=kind, change=Version.Change.DELETED).filter(~Exists(later))
    return found.select_related("user").order_by("-made_at", "-id")


def _kind(desk: Any) -> str:
    return str(desk.model._meta.model_name)


def _record(desk: Any, request: HttpRequest, record_id: int) -> Any:
    """Return the record; None if it is deleted. Raises PermissionDenied if the user may not see it."""
    record = desk.model._base_manager.filter(pk=record_id).first()
    if not desk.has_view_or_change_permission(request, record):
        raise PermissionDenied
    return record


def _history_address(desk: Any, record_id: int) -> str:
    return reverse(f"admin:meetings_{_kind(desk)}_history", args=[record_id])


def _context(
    desk: Any, request: HttpRequest, record_id: int, record: Any, latest: Version | None, title: str
) -> dict[str, Any]:
    kind = _kind(desk)
    return {
        **desk.admin_site.each_context(request),
        "opts": desk.model._meta,
        "title": title,
        "record": record,
        "record_id": record_id,
        "record_name": str(record) if record is not None else load_version_names([latest])[record_id] if latest else "",
        "kind_name": capfirst(str(desk.model._meta.verbose_name)),
        "can_restore": may_restore(request.user),
        "change_address": reverse(f"admin:meetings_{kind}_change", args=[record_id]) if record is not None else "",
        "history_address": _history_address(desk, record_id),
        "deleted_address": reverse(f"admin:meetings_{kind}_deleted"),
        "compare_address": reverse(f"admin:meetings_{kind}_compare", args=[record_id]),
        "version_name": f"admin:meetings_{kind}_version",
        "restore_name": f"admin:meetings_{kind}_restore",
    }
