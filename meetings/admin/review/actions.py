"""The review actions of lists: publish, reject, back to draft; and forms that ask before they publish or reject."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from meetings.admin.common.batched_actions import BatchedAction, BatchedActions
from meetings.admin.quality.asking import is_held_back
from meetings.admin.quality.confirmed_forms import ConfirmedForm
from meetings.admin.review.rejecting import ask_for_rejection, read_rejection
from meetings.models import Meeting, Official, ReviewState
from meetings.services import review
from meetings.services.rejections import RejectionReason, save_rejections

DONE: dict[tuple[type, str], Any] = {
    (Meeting, "published"): ngettext_lazy("%(n)d meeting was published.", "%(n)d meetings were published.", "n"),
    (Meeting, "rejected"): ngettext_lazy("%(n)d meeting was rejected.", "%(n)d meetings were rejected.", "n"),
    (Meeting, "draft"): ngettext_lazy("%(n)d meeting is a draft again.", "%(n)d meetings are drafts again.", "n"),
    (Official, "published"): ngettext_lazy("%(n)d official was published.", "%(n)d officials were published.", "n"),
    (Official, "rejected"): ngettext_lazy("%(n)d official was rejected.", "%(n)d officials were rejected.", "n"),
    (Official, "draft"): ngettext_lazy("%(n)d official is a draft again.", "%(n)d officials are drafts again.", "n"),
}


class _ReasonForRejectionNeededError(Exception):
    """The form rejects a record, and the editor has not been asked why. Nothing is saved."""

    def __init__(self, pk: int) -> None:
        super().__init__()
        self.pk = pk


class ReviewActions(ConfirmedForm, BatchedActions):
    """The review actions of the lists of meetings and officials."""

    actions: tuple[str, ...] = ("publish", "reject", "back_to_draft")

    def steps(self) -> dict[str, BatchedAction]:
        own = {
            "publish": BatchedAction(
                _publish, DONE[self.model, ReviewState.PUBLISHED], _require_reason, is_held_back=True
            ),
            "reject": BatchedAction(_reject, DONE[self.model, ReviewState.REJECTED]),
            "back_to_draft": BatchedAction(_return_to_draft, DONE[self.model, ReviewState.DRAFT]),
        }
        return {**super().steps(), **own}

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.carry_out(request, queryset, "publish", is_held_back(request))

    @admin.action(description=_("Reject"), permissions=["publish"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        why = read_rejection(request)
        if why is None:
            return ask_for_rejection(request, queryset)
        return self.carry_out(request, queryset, "reject", [why.reason, why.note])

    @admin.action(description=_("Return to draft"), permissions=["publish"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.carry_out(request, queryset, "back_to_draft")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except _ReasonForRejectionNeededError as needed:
            return ask_for_rejection(request, self.model._base_manager.filter(pk=needed.pk))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        is_rejection = change and "review_state" in form.changed_data and obj.review_state == ReviewState.REJECTED
        why = read_rejection(request) if is_rejection else None
        if is_rejection and why is None:
            raise _ReasonForRejectionNeededError(obj.pk)
        super().save_model(request, obj, form, change)
        if is_rejection:
            save_rejections(str(self.opts.model_name), [obj.pk], request.user, why)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        # An editor who came from the review returns to it.
        if "review" in request.GET and isinstance(obj, Meeting):
            query = {"queue": request.GET["queue"]} if request.GET.get("queue") else None
            return HttpResponseRedirect(reverse("admin:review-meeting", args=[obj.pk], query=query))
        return super().response_post_save_change(request, obj)

    @admin.display(description=_("review"), ordering="review_state")
    def review_shown(self, obj: Any) -> str:
        return format_html('<span class="state state-{}">{}</span>', obj.review_state, obj.get_review_state_display())


def _publish(records: QuerySet[Any], holds: Any, user: Any, reason: str) -> review.ReviewOutcome:
    return review.publish(records, user, reason=reason, holds_back=holds)


def _require_reason(records: QuerySet[Any], holds: Any, user: Any) -> None:
    review.require_reason(records, holds_back=holds)


def _reject(records: QuerySet[Any], why: Any, user: Any, reason: str) -> review.ReviewOutcome:
    return review.reject(records, user, RejectionReason(*why))


def _return_to_draft(records: QuerySet[Any], value: Any, user: Any, reason: str) -> review.ReviewOutcome:
    return review.return_to_draft(records, user)
