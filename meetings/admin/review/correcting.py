"""Correction in the review: the page that stores one corrected fact, and the undo of the last corrections."""

import time
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings.admin.quality.asking import get_reason_to_publish
from meetings.admin.review.corrected import LAST_CORRECTIONS, MAX_KEPT_CORRECTIONS, get_last_correction, name_fact
from meetings.admin.review.correction_forms import CorrectionBox, make_box
from meetings.admin.review.views import read_queue, review_address, review_context, show_changes
from meetings.models import Meeting
from meetings.queries.review import find_meeting
from meetings.services.corrected_facts import CorrectionOutcome, FactCorrection, undo_correction
from meetings.services.roles import may_edit, require
from meetings.services.undoing import CannotUndoError

MAX_TOLD_WORDS = 3


@require_POST
@transaction.atomic
def correct(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Replace the fact `key` of a meeting by the value in its form, or take it away."""
    require(may_edit(request.user, get_object_or_404(Meeting, pk=pk)))
    meeting = find_meeting(pk)
    assert meeting
    box = make_box(meeting, key, request.user, request.POST)
    if box is None:
        messages.warning(request, _("Nothing was saved: another editor deleted this while your page was open."))
        return _return(request, pk)
    name, is_away = name_fact(meeting, key), "away" in request.POST
    if changed := show_changes(request, meeting, name, corrected=(key, box)):
        return changed
    outcome = _store(box, FactCorrection(meeting, request.user, get_reason_to_publish(request)), is_away)
    if outcome is None:
        context = review_context(request, pk, corrected=(key, box))
        return TemplateResponse(request, "admin/desk/review.html", context, status=422)
    _tell(request, name, outcome, is_away)
    kept = request.session.get(LAST_CORRECTIONS, [])[-MAX_KEPT_CORRECTIONS + 1 :]
    made = {"action": str(outcome.action), "meeting": pk, "name": name, "at": time.time()}
    request.session[LAST_CORRECTIONS] = [*kept, made]
    return _return(request, pk, key)


def _store(box: CorrectionBox, correction: FactCorrection, is_away: bool) -> CorrectionOutcome | None:
    """Store the correction; return None if the form or the record refuses it, with an error in the form."""
    try:
        if is_away:
            return box.take_away(correction) if box.take_away else None
        return box.form.correct(correction) if box.form.is_valid() else None
    except ValidationError as error:
        box.form.is_valid()
        box.form.add_error(None, ValidationError(error.messages))
        return None


def _tell(request: HttpRequest, name: str, outcome: CorrectionOutcome, is_away: bool) -> None:
    text = _("Taken away: %(name)s.") if is_away else _("Corrected: %(name)s.")
    messages.success(request, text % {"name": name})
    if words := outcome.dropped_words:
        quotes = " · ".join(f"“{Truncator(one).chars(80)}”" for one in words[:MAX_TOLD_WORDS])
        text = ngettext(
            "The marked words state another value and are no longer evidence: %(quotes)s",
            "%(n)d marked passages state another value and are no longer evidence: %(quotes)s",
            len(words),
        )
        messages.warning(request, text % {"n": len(words), "quotes": quotes})


def _return(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    return HttpResponseRedirect(review_address(pk, read_queue(request)) + (f"#fact-{key}" if key else ""))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the last correction of a meeting that the user made in this session."""
    last = get_last_correction(request, pk)
    if last is None:
        messages.info(request, _("There is nothing to undo."))
        return _return(request, pk)
    try:
        undo_correction(UUID(last["action"]), request.user, get_reason_to_publish(request))
    except CannotUndoError as error:
        messages.warning(request, " ".join(error.reasons))
    else:
        messages.success(request, _("Correction undone: %(name)s.") % {"name": last["name"]})
    request.session[LAST_CORRECTIONS] = [one for one in request.session[LAST_CORRECTIONS] if one is not last]
    return _return(request, pk)
