"""The panel of the editorial office beside a record: its state, the moves, the comments."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from meetings.admin.editorial.plans import make_plan_form
from meetings.admin.editorial.returning import ANCHOR, format_time
from meetings.admin.safety.versions import get_version_number
from meetings.models import Meeting, ReviewState, Stage
from meetings.queries.editorial import (
    describe_state,
    get_assignment,
    get_plan,
    get_stage,
    list_threads,
    select_editors,
)
from meetings.services.editorial.assignments import ASSIGNED
from meetings.services.editorial.comments import MAX_COMMENT_CHARACTERS, may_discuss
from meetings.services.editorial.stages import StageMove, list_moves
from meetings.services.roles import may_publish


def make_panel(request: HttpRequest, record: Any, *, keeps_drafts: bool = False) -> dict[str, Any] | None:
    """Return what `admin/editorial/panel.html` needs; None if the user may not discuss such records.

    With `keeps_drafts` the browser keeps a comment that is not sent yet; a page with another form keeps that one.
    """
    kind = str(record._meta.model_name)
    if not may_discuss(request.user, kind):
        return None
    panel = {
        "kind": kind,
        "record": record,
        "threads": list_threads(kind, record.pk),
        "back": f"{request.get_full_path()}#{ANCHOR}",
        "limit": MAX_COMMENT_CHARACTERS,
        "keeps_drafts": keeps_drafts,
        "may_resolve": may_publish(request.user),
    }
    if kind in ASSIGNED:
        panel["assignment"] = get_assignment(kind, record.pk)
        panel["editors"] = select_editors() if may_publish(request.user) else None
    if isinstance(record, Meeting):
        panel |= _make_plan(request, record)
        stage = get_stage(kind, record.pk)
        moves = list_moves(record, request.user, stage)
        panel |= {
            "state": describe_state(record),
            "needs_work": stage == Stage.NEEDS_WORK,
            "moves": [one for one in moves if one != StageMove.SEND_BACK],
            "may_send_back": StageMove.SEND_BACK in moves,
            "made_on": get_version_number(record),
        }
    return panel


def _make_plan(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    plan = get_plan(meeting)
    if meeting.review_state == ReviewState.PUBLISHED:
        return {}
    times = {name: getattr(plan, name) for name in ("publish_at", "embargo_until")} if plan else {}
    return {
        "plan": plan,
        "plan_times": {name: format_time(time) for name, time in times.items() if time},
        "plan_form": make_plan_form(plan) if may_publish(request.user) else None,
        "zone": timezone.get_current_timezone_name(),
    }


class PanelForm(admin.ModelAdmin[Any]):
    """A form of a record with the panel of the editorial office after it."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        if (record := context.get("original")) and not context.get("is_popup"):
            context["panel"] = make_panel(request, record)
        return super().render_change_form(request, context, *args, **options)
