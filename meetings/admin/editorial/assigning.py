"""Assignment at the desk: the action of lists, the filter, the column, and the buttons beside a record."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from meetings.admin.common.batched_actions import BatchedAction
from meetings.admin.common.bulk_edit import AskingActions
from meetings.admin.editorial.returning import return_to_record
from meetings.models import Assignment
from meetings.queries.editorial import select_editors
from meetings.services.editorial.assignments import ASSIGNED, assign
from meetings.text.typed_numbers import read_number

ME, NO_EDITOR = "me", "none"
SAID = ngettext_lazy("%(n)d record was assigned.", "%(n)d records were assigned.", "n")


class AssigneeForm(forms.Form):
    """The form that asks for the editor; empty takes the assignment away."""

    value: Any = forms.ModelChoiceField(
        None,
        label=gettext_lazy("editor"),
        required=False,
        help_text=gettext_lazy("If you leave it empty, the records are assigned to no editor."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["value"]
        field.queryset = select_editors()


class AssigneeFilter(admin.SimpleListFilter):
    """A filter by the editor to whom records are assigned."""

    title = gettext_lazy("assigned to")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        kind = str(model_admin.opts.model_name)
        others = select_editors().filter(assignments__kind=kind).exclude(pk=request.user.pk).distinct()
        own = [(ME, gettext_lazy("me")), (NO_EDITOR, gettext_lazy("not assigned"))]
        return [*own, *((str(user.pk), user.get_username()) for user in others)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = Assignment.objects.filter(kind=queryset.model._meta.model_name)
        if self.value() == NO_EDITOR:
            return queryset.exclude(pk__in=rows.values("record_id"))
        user = request.user.pk if self.value() == ME else read_number(self.value() or "")
        return queryset if user is None else queryset.filter(pk__in=rows.filter(user=user).values("record_id"))


class AssigningRecords(AskingActions):
    """A list of records that can be assigned."""

    actions: tuple[str, ...] = ("assign", "assign_to_me")

    def steps(self) -> dict[str, BatchedAction]:
        own = BatchedAction(lambda records, value, user, _reason: assign(records, value, user), SAID, is_recorded=False)
        return {**super().steps(), "assign": own}

    def value_of(self, name: str, key: Any) -> Any:
        return select_editors().filter(pk=key).first() if name == "assign" and key else super().value_of(name, key)

    @admin.action(description=gettext_lazy("Assign to an editor"), permissions=["publish"])
    def assign(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.ask_value(request, queryset, "assign", AssigneeForm)

    @admin.action(description=gettext_lazy("Assign to me"), permissions=["publish"])
    def assign_to_me(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.carry_out(request, queryset, "assign", request.user)

    @admin.display(description=gettext_lazy("assigned to"))
    def assignee_shown(self, obj: Any) -> str:
        return obj.assignee or "-"


def add_assignees(records: QuerySet[Any]) -> QuerySet[Any]:
    """Return `records` with the user name of the editor to whom each is assigned as `assignee`."""
    rows = Assignment.objects.filter(kind=records.model._meta.model_name, record_id=OuterRef("pk"))
    found: QuerySet[Any] = records.annotate(assignee=Subquery(rows.values("user__username")[:1]))
    return found


@require_POST
def assign_view(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Assign one record to the editor of the form, or to the user who presses the button."""
    if kind not in ASSIGNED:
        raise Http404
    model = apps.get_model("meetings", kind)
    get_object_or_404(model, pk=pk)
    chosen = request.POST.get("assignee", "")
    assignee: Any = request.user
    if chosen != ME:
        assignee = get_object_or_404(select_editors(), pk=read_number(chosen) or 0) if chosen else None
    assign(model._base_manager.filter(pk=pk), assignee, request.user)
    name = assignee.get_username() if assignee else ""
    text = _("Assigned to %(name)s.") % {"name": name} if name else _("The record is assigned to no editor.")
    messages.success(request, text)
    return return_to_record(request, kind, pk)
