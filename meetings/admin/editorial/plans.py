"""The form that schedules the publication of a meeting, and its page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meetings.admin.editorial.returning import format_time, return_to_record, show_page
from meetings.admin.safety.decisions import find_later_changes
from meetings.admin.safety.versions import MADE_ON, get_version_number
from meetings.models import Meeting, PublishingPlan
from meetings.services.editorial.plans import PlanRefusedError, set_plan
from meetings.services.roles import may_publish, require

BROWSER_FORMAT = "%Y-%m-%dT%H:%M"


def make_time_field(label: Any, help_text: Any) -> forms.DateTimeField:
    """Return a box for a time in the time zone of the archive."""
    box = forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format=BROWSER_FORMAT)
    errors = {"invalid": gettext_lazy("Enter a day and a time, for example 2026-12-01 08:30.")}
    return forms.DateTimeField(label=label, help_text=help_text, required=False, widget=box, error_messages=errors)


class PlanForm(forms.Form):
    """The times of publication and of the end of the embargo."""

    publish_at = make_time_field(
        gettext_lazy("Publish at"), gettext_lazy("Mahdar publishes the meeting then, if it breaks no rule.")
    )
    embargo_until = make_time_field(
        gettext_lazy("Embargo until"), gettext_lazy("Before this time the meeting cannot be published in any way.")
    )


def make_plan_form(plan: PublishingPlan | None, data: Any = None) -> PlanForm:
    """Return the form, filled with the times of `plan`."""
    initial = {name: getattr(plan, name) for name in ("publish_at", "embargo_until")} if plan else None
    return PlanForm(data, initial=initial, prefix="plan")


@require_POST
@transaction.atomic
def plan_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the plan of a meeting, or delete it."""
    require(may_publish(request.user))
    meeting = get_object_or_404(Meeting, pk=pk)
    form = make_plan_form(None, {} if "cancel" in request.POST else request.POST)
    changes = find_later_changes(request, meeting)
    if changes and "cancel" not in request.POST:
        messages.warning(request, _("The draft changed while this page was open. Look at it again, then schedule it."))
        return _show_form(request, meeting, form, 409)
    if not form.is_valid():
        return _show_form(request, meeting, form, 400)
    publish_at, embargo_until = form.cleaned_data["publish_at"], form.cleaned_data["embargo_until"]
    try:
        plan = set_plan(meeting, request.user, publish_at, embargo_until, request.build_absolute_uri("/"))
    except PlanRefusedError as error:
        form.add_error(error.field, str(error))
        return _show_form(request, meeting, form, 400)
    if plan and plan.publish_at:
        text = _("The meeting will be published on %(time)s.") % {"time": format_time(plan.publish_at)}
    elif plan and plan.embargo_until:
        text = _("The meeting cannot be published before %(time)s.") % {"time": format_time(plan.embargo_until)}
    else:
        text = _("The meeting has no schedule and no embargo any more.")
    messages.success(request, text)
    return return_to_record(request, "meeting", pk)


def _show_form(request: HttpRequest, meeting: Meeting, form: PlanForm, status: int) -> HttpResponse:
    """Show the form alone, with what was entered."""
    # After a conflict the editor has seen the warning: the next answer is about the draft as it is now.
    made_on = get_version_number(meeting) if status == 409 else request.POST.get(MADE_ON, "")
    values = {"form": form, "meeting": meeting, "sent_back": request.POST.get("back", ""), MADE_ON: made_on}
    values |= {"plan": None, "zone": timezone.get_current_timezone_name()}
    title = _("Scheduled publication")
    return show_page(request, "admin/editorial/plan.html", title, "meeting", meeting.pk, status, **values)
