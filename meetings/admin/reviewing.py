"""Publish, reject, back to draft: the actions of lists whose records are reviewed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy, override

from meetings.models import Meeting, Official, ReviewState
from meetings.services import review

DONE: dict[tuple[type, str], Any] = {
    (Meeting, "published"): ngettext_lazy("%(n)d meeting was published.", "%(n)d meetings were published.", "n"),
    (Meeting, "rejected"): ngettext_lazy("%(n)d meeting was rejected.", "%(n)d meetings were rejected.", "n"),
    (Meeting, "draft"): ngettext_lazy("%(n)d meeting is a draft again.", "%(n)d meetings are drafts again.", "n"),
    (Official, "published"): ngettext_lazy("%(n)d official was published.", "%(n)d officials were published.", "n"),
    (Official, "rejected"): ngettext_lazy("%(n)d official was rejected.", "%(n)d officials were rejected.", "n"),
    (Official, "draft"): ngettext_lazy("%(n)d official is a draft again.", "%(n)d officials are drafts again.", "n"),
}


def note_changes(user: Any, records: QuerySet, *fields: str) -> None:
    """An entry in the desk's log for each of `records`: `fields` of it, or parts that belong to it, were changed by
    `user`."""
    with override(None):  # as Django itself notes names: readers see them in their own language
        found: list[Any] = [records.model._meta.get_field(field) for field in fields]
        names = [
            str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)
            for field in found
        ]
    LogEntry.objects.log_actions(user.pk, records, CHANGE, change_message=[{"changed": {"fields": names}}])


class ReviewActions(admin.ModelAdmin):
    """For the lists of meetings and of officials."""

    actions: tuple[str, ...] = ("publish", "reject", "back_to_draft")

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._review(request, queryset, review.publish, ReviewState.PUBLISHED)

    @admin.action(description=_("Reject"), permissions=["publish"])
    def reject(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._review(request, queryset, review.reject, ReviewState.REJECTED)

    @admin.action(description=_("Back to draft"), permissions=["publish"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._review(request, queryset, review.back_to_draft, ReviewState.DRAFT)

    def _review(
        self, request: HttpRequest, records: QuerySet, decide: Callable[..., review.Outcome], state: ReviewState
    ) -> None:
        outcome = decide(records, request.user)
        changed = records.model._base_manager.filter(pk__in=outcome.changed)
        if outcome.changed:
            note_changes(request.user, changed, "review_state")
            self.message_user(request, DONE[records.model, state.value] % {"n": len(outcome.changed)}, messages.SUCCESS)
        if outcome.officials:
            text = ngettext(
                "With them %(n)d official was published.",
                "With them %(n)d officials were published.",
                outcome.officials,
            )
            self.message_user(request, text % {"n": outcome.officials}, messages.SUCCESS)
        if outcome.unchanged:
            text = ngettext("%(n)d was so already.", "%(n)d were so already.", outcome.unchanged)
            self.message_user(request, text % {"n": outcome.unchanged}, messages.INFO)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        # Who came from the review goes on with it.
        if "review" in request.GET and isinstance(obj, Meeting):
            query = {"queue": request.GET["queue"]} if request.GET.get("queue") else None
            return HttpResponseRedirect(reverse("admin:review-meeting", args=[obj.pk], query=query))
        return super().response_post_save_change(request, obj)

    @admin.display(description=_("review"), ordering="review_state")
    def review_shown(self, obj: Any) -> str:
        return format_html('<span class="state state-{}">{}</span>', obj.review_state, obj.get_review_state_display())
