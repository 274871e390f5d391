"""Actions on many records of a list, in batches.

A few records are changed at once. More are changed in batches, with a page that shows the progress, so that no request
takes long and the finished batches stay changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.admin.history.undoing import link_undo
from meetings.admin.quality.asking import get_reason_to_publish, is_held_back
from meetings.services.history import one_action, recorded
from meetings.services.review import ReviewOutcome
from meetings.services.roles import may_publish, require

MAX_RECORDS_PER_REQUEST = 100  # about two seconds, most of them for the search index
KEY = "long_action"  # in the session


@dataclass(frozen=True, slots=True)
class BatchedAction:
    """An action: its function (records, value, user, reason) and the message about n changed records.

    `require_reason` (records, value, user) raises ReasonNeededError if the action needs a reason; so the editor is
    asked once, before the first of several batches. With `is_held_back` the value says whether records that break a
    rule stay as they are. One that is not recorded changes no record of the archive, and has no undo.
    """

    change: Callable[[QuerySet[Any], Any, Any, str], ReviewOutcome]
    said: Any
    require_reason: Callable[[QuerySet[Any], Any, Any], None] | None = None
    is_held_back: bool = False
    is_recorded: bool = True


class BatchedActions(admin.ModelAdmin[Any]):
    """A list whose actions can change thousands of records."""

    def steps(self) -> dict[str, BatchedAction]:
        """Return the actions by their names."""
        return {}

    def value_of(self, name: str, key: Any) -> Any:
        """Return the value of the action `name` for the key that `carry_out` stored."""
        return key

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.going_on_view)
        return [path("going-on/", page, name=f"{self._stem()}_going_on"), *super().get_urls()]

    def carry_out(
        self, request: HttpRequest, records: QuerySet[Any], name: str, value: Any = None
    ) -> HttpResponse | None:
        """Run the action `name`: at once, with a message, or in batches on a separate page.

        The reason for changing public records against a rule is that of the request, the same for all records.
        """
        ids = sorted(set(records.values_list("pk", flat=True)))
        key = value.pk if isinstance(value, Model) else value
        job = {"list": self._stem(), "name": name, "value": key, "ids": ids, "done": 0, "changed": 0, "unchanged": 0}
        job |= {"officials": 0, "held": 0, "back": request.get_full_path(), "reason": get_reason_to_publish(request)}
        job["action"] = str(uuid4())
        if len(ids) > MAX_RECORDS_PER_REQUEST:
            step = self.steps()[name]
            if step.require_reason and not job["reason"]:
                step.require_reason(records, value, request.user)
            request.session[KEY] = job
            return HttpResponseRedirect(reverse(f"admin:{self._stem()}_going_on"))
        self._piece(request, job)
        self._tell(request, job)
        return None

    def going_on_view(self, request: HttpRequest) -> HttpResponse:
        """Show the progress of the action; on POST change the next batch.

        A script posts by itself; without scripts the user presses a button.
        """
        require(may_publish(request.user))
        job = request.session.get(KEY)
        if not job or job["list"] != self._stem():
            return HttpResponseRedirect(reverse(f"admin:{self._stem()}_changelist"))
        if request.method == "POST":
            # A batch asks too, if the archive has changed since the first one.
            job["reason"] = get_reason_to_publish(request) or job["reason"]
            if self.steps()[job["name"]].is_held_back:
                job["value"] = job["value"] or is_held_back(request)
            self._piece(request, job)
            if job["done"] >= len(job["ids"]):
                del request.session[KEY]
                self._tell(request, job)
                return HttpResponseRedirect(job["back"])
            request.session[KEY] = job
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Please wait"),
            "opts": self.opts,
            "done": job["done"],
            "total": len(job["ids"]),
        }
        return TemplateResponse(request, "admin/meetings/going_on.html", context)

    def _piece(self, request: HttpRequest, job: dict[str, Any]) -> None:
        step = self.steps()[job["name"]]
        some = job["ids"][job["done"] : job["done"] + MAX_RECORDS_PER_REQUEST]
        records: Any = self.model._base_manager.filter(pk__in=some)
        with one_action(UUID(job["action"])), recorded(request.user, is_separate=True):
            outcome = step.change(records, self.value_of(job["name"], job["value"]), request.user, job["reason"])
        job["done"] += len(some)
        job["changed"] += len(outcome.changed)
        job["unchanged"] += outcome.unchanged
        job["officials"] += outcome.officials
        job["held"] += len(outcome.held)

    def _tell(self, request: HttpRequest, job: dict[str, Any]) -> None:
        if job["changed"]:
            step = self.steps()[job["name"]]
            said = step.said % {"n": job["changed"]}
            undo = link_undo(job["action"]) if step.is_recorded else ""
            self.message_user(request, format_html("{} {}", said, undo), messages.SUCCESS)
        if number := job["officials"]:
            text = ngettext(
                "With them %(n)d official was published.", "With them %(n)d officials were published.", number
            )
            self.message_user(request, text % {"n": number}, messages.SUCCESS)
        if number := job["held"]:
            text = ngettext(
                "%(n)d record breaks a rule and was not published:",
                "%(n)d records break a rule and were not published:",
                number,
            )
            link = format_html('<a href="{}">{}</a>', reverse("admin:quality"), _("Quality"))
            self.message_user(request, format_html("{} {}", text % {"n": number}, link), messages.WARNING)
        if number := job["unchanged"]:
            text = ngettext("%(n)d was already in this state.", "%(n)d were already in this state.", number)
            self.message_user(request, text % {"n": number}, messages.INFO)

    def _stem(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
