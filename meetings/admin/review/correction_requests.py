"""The queue of correction requests at the desk: the list, and the page on which an editor decides about one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.common.requested_records import KindFilter, NamingChangeList, link_record
from meetings.admin.merging.log import ReadOnlyList
from meetings.admin.merging.shared import MAX_NOTE_CHARACTERS, read_note
from meetings.models import CorrectionRequest
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries import correction_requests as queries
from meetings.queries.addressed import is_public, record_by_id
from meetings.queries.history import name_facts
from meetings.services import correction_requests as services
from meetings.services.roles import may_publish, require
from meetings.text.typed_numbers import read_number

State = CorrectionRequest.State


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ReadOnlyList):
    """The list of correction requests; each leads to its page."""

    list_display = ("message_shown", "fact", "record_shown", "created_at", "state")
    list_display_links = None
    list_filter = ("state", KindFilter, "fact")
    search_fields = ("message", "answer")
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_publish(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    def get_urls(self) -> list[Any]:
        def address(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"meetings_correctionrequest_{name}")

        return [
            address("<int:pk>/decide/", self.decide_view, "decide"),
            address("<int:pk>/forget/", self.forget_view, "forget"),
            *super().get_urls(),
        ]

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return NamingChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("email")

    @admin.display(description=gettext_lazy("what the reader writes"))
    def message_shown(self, row: Any) -> str:
        page = reverse("admin:meetings_correctionrequest_decide", args=[row.pk])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', page, Truncator(row.message).chars(120))

    @admin.display(description=gettext_lazy("record"))
    def record_shown(self, row: Any) -> str:
        if row.kind not in KINDS_BY_NAME or row.record_id is None:
            return _("the archive as a whole") if not row.kind else str(KINDS_BY_NAME[row.kind].label)
        page = reverse(f"admin:meetings_{row.kind}_change", args=[row.record_id])
        return link_record(row, page)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one request with its record and its history; on POST save the decision."""
        require(may_publish(request.user))
        row = get_object_or_404(CorrectionRequest.objects.select_related("duplicate_of", "correction"), pk=pk)
        refused = ""
        if request.method == "POST":
            try:
                return self._decide(request, row)
            except services.DecisionRefusedError as error:
                refused = str(error)
        record = record_by_id(row.kind, row.record_id)
        later = list(queries.select_corrections_since(row)) if record is not None else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Correction request"),
            "opts": self.opts,
            "row": row,
            "record": record,
            "record_kind": KINDS_BY_NAME[row.kind].label if row.kind in KINDS_BY_NAME else "",
            "record_form": reverse(f"admin:meetings_{row.kind}_change", args=[record.pk]) if record is not None else "",
            "is_public": record is not None and is_public(row.kind, record),
            "others": queries.select_others_about(row),
            "corrections": [(one, ", ".join(name_facts(one)) or one.get_change_display()) for one in later],
            "decisions": row.decisions.select_related("user"),
            "states": State.choices,
            "given": request.POST or _given(row),
            "refused": refused,
            "longest_answer": services.MAX_ANSWER_CHARACTERS,
            "longest_note": MAX_NOTE_CHARACTERS,
            "cancel": reverse("admin:meetings_correctionrequest_changelist"),
        }
        status = 422 if refused else 200
        return TemplateResponse(request, "admin/review/correction_request.html", context, status=status)

    def _decide(self, request: HttpRequest, row: CorrectionRequest) -> HttpResponse:
        """Save the decision and return to the queue."""
        decision = services.RequestDecision(
            state=request.POST.get("state", ""),
            answer=request.POST.get("answer", "").replace("\r\n", "\n"),
            note=read_note(request),
            duplicate_of=read_number(request.POST.get("duplicate_of", "")),
            correction=read_number(request.POST.get("correction", "")),
        )
        was_sent = services.decide(row, decision, request.user, request.POST.get("was", ""))
        text = _("The decision is saved. The answer was sent and the reader's e-mail address deleted.")
        if not was_sent:
            text = _("The decision is saved. The reader finds the answer on the page of the request.")
        messages.success(request, text)
        waiting = reverse("admin:meetings_correctionrequest_changelist", query={"state__exact": State.WAITING.value})
        return HttpResponseRedirect(waiting)

    def forget_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete the e-mail address of the reader."""
        require(may_publish(request.user) and request.method == "POST")
        services.delete_email(get_object_or_404(CorrectionRequest, pk=pk))
        messages.success(request, _("The e-mail address was deleted."))
        return HttpResponseRedirect(reverse("admin:meetings_correctionrequest_decide", args=[pk]))


def _given(row: CorrectionRequest) -> dict[str, str]:
    """Return the decision on record, as its form sends it."""
    links = {"duplicate_of": str(row.duplicate_of_id or ""), "correction": str(row.correction_id or "")}
    return {"state": row.state, "answer": row.answer, **links}
