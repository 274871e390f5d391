"""Withdrawing a record from the public at the desk, publishing it again, and the list of withdrawn records."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.base import DeskRoles
from meetings.admin.merging.log import ReadOnlyList
from meetings.admin.merging.shared import MAX_NOTE_CHARACTERS, note_of
from meetings.admin.quality.asking import reason_to_publish
from meetings.models import ReviewState, Withdrawal
from meetings.queries.withdrawals import current_withdrawal
from meetings.services.roles import may_publish, require
from meetings.services.withdrawals import (
    MAX_EXPLANATION_CHARACTERS,
    WithdrawalRefusedError,
    publish_again,
    withdraw,
)


class WithdrawingRecords(DeskRoles):
    """The page that withdraws a meeting or an official, and undoes it."""

    def get_urls(self) -> list[Any]:
        name = f"meetings_{self.opts.model_name}_withdraw"
        page = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", page, name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        pk = int(object_id) if object_id.isdecimal() and len(object_id) < 16 else 0
        found = {"withdrawal": current_withdrawal(str(self.opts.model_name), pk)} if may_publish(request.user) else {}
        return super().change_view(request, object_id, form_url, {**found, **(extra_context or {})})

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form of the withdrawal, or of its undo; on POST do it."""
        require(may_publish(request.user))
        record: Any = get_object_or_404(self.model._default_manager, pk=pk)
        back = reverse(f"admin:meetings_{self.opts.model_name}_change", args=[pk])
        refused = ""
        if request.method == "POST":
            try:
                messages.success(request, self._decide(request, record))
                return HttpResponseRedirect(back)
            except WithdrawalRefusedError as error:
                refused = str(error)
        withdrawal = current_withdrawal(str(self.opts.model_name), pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish the record again") if withdrawal else _("Withdraw from the public"),
            "opts": self.opts,
            "record": record,
            "refused": refused,
            "withdrawal": withdrawal,
            "is_public": record.review_state == ReviewState.PUBLISHED,
            "reasons": Withdrawal.Reason.choices,
            "given": request.POST or {"reason": Withdrawal.Reason.WRONG},
            "cancel": back,
            "longest_note": MAX_NOTE_CHARACTERS,
            "longest_explanation": MAX_EXPLANATION_CHARACTERS,
        }
        return TemplateResponse(request, "admin/review/withdraw.html", context, status=422 if refused else 200)

    def _decide(self, request: HttpRequest, record: Any) -> str:
        """Withdraw the record or publish it again, and return the message for the editor."""
        if "again" in request.POST:
            publish_again(record, request.user, note_of(request), reason_to_publish(request))
            return _("The record is public again, with its address and its history.")
        explanation = (request.POST.get("explanation_ar", ""), request.POST.get("explanation_en", ""))
        withdraw(record, request.user, request.POST.get("reason", ""), explanation, note_of(request))
        return _("The record is withdrawn. Its address now shows the reason.")


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyList):
    """The list of withdrawals, those in force and those that were undone."""

    list_display = ("record_shown", "reason", "withdrawn_at", "user", "note", "state_shown")
    list_display_links = None
    list_filter = ("kind", "reason", ("ended_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "ended_by")
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_publish(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.display(description=gettext_lazy("record"))
    def record_shown(self, withdrawal: Any) -> str:
        page = reverse(f"admin:meetings_{withdrawal.kind}_withdraw", args=[withdrawal.record_id])
        return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', page, withdrawal.key)

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, withdrawal: Any) -> str:
        if withdrawal.ended_at is None:
            return _("in force")
        return _("published again by %(name)s") % {"name": withdrawal.ended_by or "–"}
