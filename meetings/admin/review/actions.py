"""The review actions of lists: publish, reject, back to draft."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from meetings.admin.common.batched_actions import BatchedAction, BatchedActions
from meetings.admin.quality.asking import holds_back, reason_in_form, reason_to_publish
from meetings.models import Meeting, Official, ReviewState
from meetings.queries.checks import Finding
from meetings.services import review
from meetings.services.checks import ReasonNeededError, confirm_public, public_errors

DONE: dict[tuple[type, str], Any] = {
    (Meeting, "published"): ngettext_lazy("%(n)d meeting was published.", "%(n)d meetings were published.", "n"),
    (Meeting, "rejected"): ngettext_lazy("%(n)d meeting was rejected.", "%(n)d meetings were rejected.", "n"),
    (Meeting, "draft"): ngettext_lazy("%(n)d meeting is a draft again.", "%(n)d meetings are drafts again.", "n"),
    (Official, "published"): ngettext_lazy("%(n)d official was published.", "%(n)d officials were published.", "n"),
    (Official, "rejected"): ngettext_lazy("%(n)d official was rejected.", "%(n)d officials were rejected.", "n"),
    (Official, "draft"): ngettext_lazy("%(n)d official is a draft again.", "%(n)d officials are drafts again.", "n"),
}


class ReviewActions(BatchedActions):
    """The review actions of the lists of meetings and officials."""

    actions: tuple[str, ...] = ("publish", "reject", "back_to_draft")

    def steps(self) -> dict[str, BatchedAction]:
        decisions = {
            "reject": (review.reject, ReviewState.REJECTED),
            "back_to_draft": (review.back_to_draft, ReviewState.DRAFT),
        }
        own = {
            name: BatchedAction(_without_value(decide), DONE[self.model, state.value])
            for name, (decide, state) in decisions.items()
        }
        publish = BatchedAction(_publish, DONE[self.model, ReviewState.PUBLISHED])
        return {**super().steps(), **own, "publish": publish}

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        # Before the first batch, so that the editor answers once.
        reason, holds = reason_to_publish(request), holds_back(request)
        review.require_reason(queryset, reason=reason, holds_back=holds)
        return self.carry_out(request, queryset, "publish", {"reason": reason, "holds_back": holds})

    @admin.action(description=_("Reject"), permissions=["publish"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.carry_out(request, queryset, "reject")

    @admin.action(description=_("Return to draft"), permissions=["publish"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.carry_out(request, queryset, "back_to_draft")

    # --- The form -----------------------------------------------------------------------------------------------------
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ReasonNeededError as needed:
            request.broken_rules = needed.findings  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        findings = getattr(request, "broken_rules", None)
        return type(form.__name__, (form,), {"clean": _refuse(findings)}) if findings else form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.errors_before = public_errors(str(self.opts.model_name), [obj.pk]) if change else []
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        reason = reason_to_publish(request)
        confirm_public(str(self.opts.model_name), [form.instance.pk], request.user, reason, form.errors_before)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        # An editor who came from the review returns to it.
        if "review" in request.GET and isinstance(obj, Meeting):
            query = {"queue": request.GET["queue"]} if request.GET.get("queue") else None
            return HttpResponseRedirect(reverse("admin:review-meeting", args=[obj.pk], query=query))
        return super().response_post_save_change(request, obj)

    @admin.display(description=_("review"), ordering="review_state")
    def review_shown(self, obj: Any) -> str:
        return format_html('<span class="state state-{}">{}</span>', obj.review_state, obj.get_review_state_display())


def _refuse(findings: list[Finding]) -> Callable[[Any], Any]:
    """Return a `clean` that shows the form again with what the record breaks, and the box for the reason."""

    def clean(form: Any) -> Any:
        raise ValidationError(reason_in_form(findings), code="rules")

    return clean


def _publish(records: QuerySet[Any], value: Any, user: Any) -> review.ReviewOutcome:
    return review.publish(records, user, **value)


def _without_value(
    decide: Callable[..., review.ReviewOutcome],
) -> Callable[[QuerySet[Any], Any, Any], review.ReviewOutcome]:
    return lambda records, _value, user: decide(records, user)
