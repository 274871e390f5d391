"""Actions on many meetings of the list: add a topic, remove one, set the place; each first asks which one."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from meetings.admin.common.batched_actions import BatchedAction, BatchedActions
from meetings.admin.common.bulk_edit_forms import PlaceForm, TopicForm
from meetings.models import Place, Topic
from meetings.services import bulk
from meetings.services.review import ReviewOutcome

GOT_TOPIC = ngettext_lazy("The topic was added to %(n)d meeting.", "The topic was added to %(n)d meetings.", "n")
LOST_TOPIC = ngettext_lazy(
    "The topic was removed from %(n)d meeting.", "The topic was removed from %(n)d meetings.", "n"
)
GOT_PLACE = ngettext_lazy("The place was set for %(n)d meeting.", "The place was set for %(n)d meetings.", "n")
MAX_MEETINGS_NAMED = 10  # on the page that asks for the topic or the place


def _action(change: Callable[..., ReviewOutcome], said: Any) -> BatchedAction:
    return BatchedAction(
        lambda records, value, user, reason: change(records, value, user, reason=reason),
        said,
        lambda records, value, user: bulk.require_reason(change, records, value, user),
    )


class AskingActions(BatchedActions):
    """A list with actions that first ask for a value, the same for all records."""

    def ask_value(
        self, request: HttpRequest, queryset: QuerySet[Any], action: str, form_class: Any
    ) -> HttpResponse | None:
        """Show the page that asks for the value; once the user answers, change the records."""
        answered = "value" in request.POST
        form = form_class(request.POST if answered else None)
        if answered and form.is_valid():
            return self.carry_out(request, queryset, action, form.cleaned_data["value"])
        across = request.POST.get("select_across") == "1"
        context = {
            **self.admin_site.each_context(request),
            "title": dict(self.get_action_choices(request, []))[action],
            "opts": self.opts,
            "form": form,
            "action": action,
            "across": across,
            # Of a whole list the form has one id, which Django requires; the filters find the others again, since
            # thousands of ids would not fit in a form.
            "chosen": list(queryset.values_list("pk", flat=True)[: 1 if across else None]),
            "count": queryset.count(),
            "first": list(queryset[:MAX_MEETINGS_NAMED]),
        }
        return TemplateResponse(request, "admin/meetings/bulk.html", context)


class BulkMeetings(AskingActions):
    """The bulk actions of the list of meetings."""

    actions = ("add_topic", "remove_topic", "set_place")

    def steps(self) -> dict[str, BatchedAction]:
        own = {
            "add_topic": _action(bulk.add_topic, GOT_TOPIC),
            "remove_topic": _action(bulk.remove_topic, LOST_TOPIC),
            "set_place": _action(bulk.set_place, GOT_PLACE),
        }
        return {**super().steps(), **own}

    def value_of(self, name: str, key: Any) -> Any:
        model: Any = {"add_topic": Topic, "remove_topic": Topic, "set_place": Place}.get(name)
        return model.objects.get(pk=key) if model and key else key

    @admin.action(description=_("Add a topic"), permissions=["publish"])
    def add_topic(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.ask_value(request, queryset, "add_topic", TopicForm)

    @admin.action(description=_("Remove a topic"), permissions=["publish"])
    def remove_topic(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.ask_value(request, queryset, "remove_topic", TopicForm)

    @admin.action(description=_("Set the place"), permissions=["publish"])
    def set_place(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.ask_value(request, queryset, "set_place", PlaceForm)
