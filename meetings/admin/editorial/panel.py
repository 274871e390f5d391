"""The panel of the editorial office beside a record: its state, the moves, the comments."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.admin.safety.versions import get_version_number
from meetings.models import Meeting, Stage
from meetings.queries.editorial import describe_state, get_stage, list_threads
from meetings.services.editorial.comments import MAX_COMMENT_CHARACTERS, may_discuss
from meetings.services.editorial.stages import StageMove, list_moves
from meetings.services.roles import may_publish

ANCHOR = "office"


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
    if isinstance(record, Meeting):
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


class PanelForm(admin.ModelAdmin[Any]):
    """A form of a record with the panel of the editorial office after it."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        if (record := context.get("original")) and not context.get("is_popup"):
            context["panel"] = make_panel(request, record)
        return super().render_change_form(request, context, *args, **options)
