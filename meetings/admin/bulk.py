"""Many meetings at once from their list: a topic more or less, a place; each after a page that asks which."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from meetings.admin.reviewing import note_changes
from meetings.forms.bulk import PlaceForm, TopicForm
from meetings.models import Meeting
from meetings.services import bulk
from meetings.services.review import Outcome

SHOWN = 10  # meetings that the page which asks names


class BulkMeetings(admin.ModelAdmin):
    """For the list of meetings."""

    actions = ("add_topic", "remove_topic", "set_place")

    @admin.action(description=_("Add a topic"), permissions=["publish"])
    def add_topic(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        said = ngettext_lazy("%(n)d meeting got the topic.", "%(n)d meetings got the topic.", "n")
        return self._ask(request, queryset, "add_topic", TopicForm, bulk.add_topic, said, "ranked_topics")

    @admin.action(description=_("Remove a topic"), permissions=["publish"])
    def remove_topic(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        said = ngettext_lazy("%(n)d meeting lost the topic.", "%(n)d meetings lost the topic.", "n")
        return self._ask(request, queryset, "remove_topic", TopicForm, bulk.remove_topic, said, "ranked_topics")

    @admin.action(description=_("Set the place"), permissions=["publish"])
    def set_place(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        said = ngettext_lazy("%(n)d meeting got the place.", "%(n)d meetings got the place.", "n")
        return self._ask(request, queryset, "set_place", PlaceForm, bulk.set_place, said, "place")

    def _ask(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        action: str,
        form_class: Any,
        change: Callable[..., Outcome],
        said: Any,
        field: str,
    ) -> HttpResponse | None:
        """The page that asks; answered, the meetings are changed and the list says how many."""
        answered = "value" in request.POST
        form = form_class(request.POST if answered else None, site=self.admin_site)
        if answered and form.is_valid():
            outcome = change(queryset, form.cleaned_data["value"], request.user)
            self._tell(request, outcome, said, field)
            return None
        across = request.POST.get("select_across") == "1"
        context = {
            **self.admin_site.each_context(request),
            "title": self.get_actions(request)[action][2],
            "opts": self.opts,
            "form": form,
            "action": action,
            "across": across,
            # Those of a whole list are found again by its filters, since thousands of numbers would not fit in a form;
            # Django asks for one of them.
            "chosen": list(queryset.values_list("pk", flat=True)[: 1 if across else None]),
            "count": queryset.count(),
            "first": list(queryset[:SHOWN]),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/meetings/bulk.html", context)

    def _tell(self, request: HttpRequest, outcome: Outcome, said: Any, field: str) -> None:
        if outcome.changed:
            note_changes(request.user, Meeting.objects.filter(pk__in=outcome.changed), field)
            self.message_user(request, said % {"n": len(outcome.changed)}, messages.SUCCESS)
        if outcome.unchanged:
            text = ngettext("%(n)d was so already.", "%(n)d were so already.", outcome.unchanged)
            self.message_user(request, text % {"n": outcome.unchanged}, messages.INFO)
