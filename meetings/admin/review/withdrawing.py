"""Withdrawing a record from the public at the desk, publishing it again, and the list of withdrawn records."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import DeskRoles
from meetings.admin.common.requested_records import KindFilter, NamingChangeList, link_record
from meetings.admin.merging.log import ReadOnlyList
from meetings.admin.merging.shared import MAX_NOTE_CHARACTERS, read_note
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.admin.safety.decisions import find_later_changes
from meetings.admin.safety.versions import MADE_ON, get_version_number
from meetings.models import Article, Meeting, Withdrawal
from meetings.queries.addressed import is_public
from meetings.queries.withdrawals import get_current_withdrawal, select_meetings_left_without_source
from meetings.services.roles import may_publish, require
from meetings.services.withdrawals import (
    MAX_EXPLANATION_CHARACTERS,
    WithdrawalRefusedError,
    publish_again,
    withdraw,
)
from meetings.text.typed_numbers import read_number


class WithdrawingRecords(DeskRoles):
    """The page that withdraws a meeting, an official or an article, and undoes it."""

    def get_urls(self) -> list[Any]:
        name = f"meetings_{self.opts.model_name}_withdraw"
        page = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", page, name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        pk = read_number(object_id) or 0
        found = (
            {"withdrawal": get_current_withdrawal(str(self.opts.model_name), pk)} if may_publish(request.user) else {}
        )
        return super().change_view(request, object_id, form_url, {**found, **(extra_context or {})})

    @method_decorator(transaction.atomic)
    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form of the withdrawal, or of its undo; on POST do it."""
        require(may_publish(request.user))
        record: Any = get_object_or_404(self.model._default_manager, pk=pk)
        back = reverse(f"admin:meetings_{self.opts.model_name}_change", args=[pk])
        refused = ""
        changed = find_later_changes(request, record) if request.method == "POST" else None
        if request.method == "POST" and changed is None:
            try:
                messages.success(request, self._decide(request, record))
                return HttpResponseRedirect(back)
            except WithdrawalRefusedError as error:
                refused = str(error)
        withdrawal = get_current_withdrawal(str(self.opts.model_name), pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish the record again") if withdrawal else _("Withdraw from the public"),
            "opts": self.opts,
            "record": record,
            "refused": refused,
            "changed_since": changed,
            MADE_ON: get_version_number(record),
            "withdrawal": withdrawal,
            "is_public": is_public(str(self.opts.model_name), record),
            "left_without_source": self._list_left_without_source(record),
            "reasons": Withdrawal.Reason.choices,
            "given": request.POST or {"reason": Withdrawal.Reason.WRONG},
            "cancel": back,
            "longest_note": MAX_NOTE_CHARACTERS,
            "longest_explanation": MAX_EXPLANATION_CHARACTERS,
        }
        status = 409 if changed else 422 if refused else 200
        return TemplateResponse(request, "admin/review/withdraw.html", context, status=status)

    @staticmethod
    def _list_left_without_source(record: Any) -> list[Meeting]:
        """Return the public meetings that no other report than `record` reports."""
        return list(select_meetings_left_without_source(record)) if isinstance(record, Article) else []

    def _decide(self, request: HttpRequest, record: Any) -> str:
        """Withdraw the record or publish it again, and return the message for the editor."""
        if "again" in request.POST:
            publish_again(record, request.user, read_note(request), get_reason_to_publish(request))
            return _("The record is public again, with its address and its history.")
        explanation = (request.POST.get("explanation_ar", ""), request.POST.get("explanation_en", ""))
        reasons = (read_note(request), get_reason_to_publish(request))
        withdraw(record, request.user, request.POST.get("reason", ""), explanation, *reasons)
        return _("The record is withdrawn. Its address now shows the reason.")


class EndedFilter(admin.SimpleListFilter):
    """A filter by whether the record is public again."""

    title = gettext_lazy("state")
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, Any], ...]:
        return (("no", gettext_lazy("in force")), ("yes", gettext_lazy("public again")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = {"no": True, "yes": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(ended_at__isnull=wanted)


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyList):
    """The list of withdrawals, those in force and those that were undone."""

    list_display = ("record_shown", "reason", "withdrawn_at", "user", "note", "state_shown")
    list_display_links = None
    list_filter = (KindFilter, "reason", EndedFilter)
    list_select_related = ("user", "ended_by")
    list_per_page = 50
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return NamingChangeList

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_publish(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.display(description=gettext_lazy("record"))
    def record_shown(self, withdrawal: Any) -> str:
        page = reverse(f"admin:meetings_{withdrawal.kind}_withdraw", args=[withdrawal.record_id])
        return link_record(withdrawal, page)

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, withdrawal: Any) -> str:
        if withdrawal.ended_at is None:
            return _("in force")
        name = format_html("<bdi>{}</bdi>", withdrawal.ended_by) if withdrawal.ended_by else "–"
        return SafeString(_("published again by %(name)s") % {"name": name})
