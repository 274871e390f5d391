"""What the page of a review shows of corrections: the form of each fact, and the correction that undo undoes."""

import time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from meetings.admin.review.correction_forms import DATE, KIND, NEW_TOPIC, PLACE, CorrectionBox, list_keys, make_box
from meetings.models import EditedFact, Meeting
from meetings.services.roles import may_edit

LAST_CORRECTIONS = "last_corrections"  # in the session: the corrections that "undo" undoes, the last one at the end
MAX_KEPT_CORRECTIONS = 30
MAX_UNDO_SECONDS = 30 * 60
_LABELS = {DATE: EditedFact.Fact.DATE.label, PLACE: EditedFact.Fact.PLACE.label, KIND: EditedFact.Fact.KIND.label}


def make_boxes(meeting: Meeting, user: Any, sent: tuple[str, CorrectionBox] | None = None) -> dict[str, CorrectionBox]:
    """Return the form of each fact of `meeting` that the user may edit; `sent` is one that was sent and not stored."""
    if not may_edit(user, meeting):
        return {}
    found = {key: box for key in list_keys(meeting) if (box := make_box(meeting, key, user))}
    return {**found, sent[0]: sent[1]} if sent and sent[0] in found else found


def name_fact(meeting: Meeting, key: str) -> str:
    """Return the words for the fact `key`: its name, for a participant or a topic also which one."""
    if key in _LABELS:
        return str(_LABELS[key])
    if key == NEW_TOPIC:
        return _("a new topic")
    kind, _dash, number = key.partition("-")
    if kind == "part":
        return next((part.label for part in meeting.participations.all() if str(part.pk) == number), "")
    return next((row.topic.name for row in meeting.ranked_topics.all() if str(row.topic_id) == number), "")


def get_last_correction(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """Return the last correction of a meeting in this session while it can be undone."""
    kept: list[dict[str, Any]] = request.session.get(LAST_CORRECTIONS, [])
    last = next((one for one in reversed(kept) if one["meeting"] == pk), None)
    return last if last and time.time() - last["at"] < MAX_UNDO_SECONDS else None
