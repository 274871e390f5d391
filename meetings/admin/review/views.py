"""The views of the desk's first page and of the review, one meeting after the other."""

import time
from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings.admin.editorial.panel import make_panel
from meetings.admin.quality.asking import get_reason_to_publish, make_rows
from meetings.admin.review.blocks import list_blocks, select_meetings_to_review
from meetings.admin.review.corrected import get_last_correction, make_boxes
from meetings.admin.review.forms import HolderForm
from meetings.admin.review.marking_forms import MARKED
from meetings.admin.review.rejecting import ask_for_rejection, read_rejection
from meetings.admin.safety.decisions import find_later_changes
from meetings.admin.safety.presence import make_presence
from meetings.admin.safety.versions import MADE_ON, get_version_number
from meetings.models import Disagreement, Meeting, Official, Participation, ReviewState
from meetings.queries import desk
from meetings.queries import review as review_queries
from meetings.queries.disagreements import open_differences
from meetings.queries.my_reports import find_rejection
from meetings.services import (
    decisions,
    disagreements,
    participations,
)
from meetings.services.checks import check
from meetings.services.roles import may_edit, may_merge, may_publish, require
from meetings.text.typed_numbers import read_number

LAST_DECISION = "last_decision"  # in the session: the decision that "undo" undoes
MAX_UNDO_SECONDS = 30 * 60


# --- The first page ---------------------------------------------------------------------------------------------------
def make_first_page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the first page, in addition to the lists of records."""
    return {
        "blocks": list_blocks(request),
        "work": desk.list_recent_work(request.user),
        "last_decision": _last_decision(request),
    }


# --- One meeting after the other --------------------------------------------------------------------------------------
def next_draft(request: HttpRequest) -> HttpResponse:
    """Redirect to the first meeting in the chosen queue."""
    require(request.user.has_perm("meetings.view_meeting"))
    return _go_on(request, _queue(request).values_list("pk", flat=True).first())


def _queue(request: HttpRequest) -> QuerySet[Meeting]:
    return desk.select_queue(select_meetings_to_review(request), read_queue(request))


def _go_on(request: HttpRequest, pk: int | None) -> HttpResponse:
    """Redirect to the meeting `pk` of the queue, or, if the queue is empty (None), to the first page."""
    if pk is not None:
        return HttpResponseRedirect(review_address(pk, read_queue(request)))
    messages.success(request, _("You have reviewed everything in this queue."))
    return HttpResponseRedirect(reverse("admin:index"))


def review_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one meeting: its record with the words behind each fact, and its reports with the marked facts."""
    require(request.user.has_perm("meetings.view_meeting"))
    return TemplateResponse(request, "admin/desk/review.html", review_context(request, pk))


def review_context(request: HttpRequest, pk: int, **more: Any) -> dict[str, Any]:
    """Return the context of the page of one meeting."""
    meeting = review_queries.find_meeting(pk)
    if meeting is None:
        raise Http404
    queue, user = read_queue(request), request.user
    unsure = [part for part in meeting.participations.all() if _is_unsure(part)]
    reports = review_queries.list_reports(meeting)
    sent_correction = more.pop("corrected", None)
    holders = {part.pk: HolderForm(part) for part in unsure} if may_edit(user, meeting) else {}
    if (sent := more.pop("chosen_holder", None)) and sent.part in holders:
        holders[sent.part] = sent
    return {
        **admin.site.each_context(request),
        "title": _("Review"),
        "meeting": meeting,
        "facts": review_queries.list_facts(meeting),
        "corrections": make_boxes(meeting, user, sent_correction),
        "last_correction": get_last_correction(request, pk),
        "rejection": find_rejection(meeting),
        "reports": reports,
        "markable": [report.article for report in reports if report.article.raw_text],
        "contradictions": open_differences(meeting),
        "broken": make_rows(check([("meeting", pk)])),
        "holders": holders,
        "follows": [
            part.official
            for part in meeting.participations.all()
            if part.official and part.official.review_state == ReviewState.DRAFT
        ],
        "place": desk.place_in_queue(_queue(request), pk),
        "queue": queue,
        "query": f"?{urlencode({'queue': queue})}" if queue else "",
        "marked_facts": MARKED,
        "may_publish": may_publish(user),
        "may_merge": may_merge(user),
        "may_edit": may_edit(user, meeting),
        "last_decision": _last_decision(request),
        MADE_ON: get_version_number(meeting),
        "presence": make_presence(request, "meeting", pk),
        "panel": make_panel(request, meeting, keeps_drafts=True),
        **more,
    }


def show_changes(request: HttpRequest, meeting: Meeting, your_decision: Any = "", **more: Any) -> HttpResponse | None:
    """Return the page of a meeting that changed after an editor saw it, with what changed; None if nothing did.

    Call it within a transaction, before the decision is saved.
    """
    changes = find_later_changes(request, meeting)
    if changes is None:
        return None
    context = review_context(request, meeting.pk, changed_since=changes, your_decision=your_decision, **more)
    return TemplateResponse(request, "admin/desk/review.html", context, status=409)


def find_part(request: HttpRequest, parts: QuerySet[Any], pk: int) -> Any:
    """Return the part `pk` of a meeting, or a redirect to its review if another editor deleted the part."""
    if part := parts.filter(pk=pk).first():
        return part
    meeting = read_number(request.POST.get("meeting", ""))
    if meeting is None or not Meeting.objects.filter(pk=meeting).exists():
        raise Http404
    messages.warning(request, _("Nothing was saved: another editor deleted this while your page was open."))
    return HttpResponseRedirect(review_address(meeting, read_queue(request)))


def _is_unsure(part: Participation) -> bool:
    """Return whether the page asks the editor who the participant was."""
    if part.official_id is None:
        return not part.is_group
    return part.basis == Participation.Basis.INFERRED


def review_address(pk: int, queue: str = "") -> str:
    """Return the URL of a meeting's review within `queue`."""
    return reverse("admin:review-meeting", args=[pk], query={"queue": queue} if queue else None)


def read_queue(request: HttpRequest) -> str:
    """Return the queue that the editor works through; empty for all drafts."""
    queue = request.GET.get("queue", "")
    return queue if queue in desk.QUEUES else ""


# --- Decisions --------------------------------------------------------------------------------------------------------
@require_POST
@transaction.atomic
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish or reject one meeting or make it a draft again, and continue with the next draft."""
    require(may_publish(request.user))
    meeting = get_object_or_404(Meeting, pk=pk)
    state = request.POST.get("state", "")
    if state not in ReviewState.values:
        raise Http404
    if changed := show_changes(request, meeting, ReviewState(state).label):
        return changed
    why = read_rejection(request) if state == ReviewState.REJECTED else None
    if state == ReviewState.REJECTED and why is None:
        return ask_for_rejection(request, Meeting.objects.filter(pk=pk))
    following = desk.place_in_queue(_queue(request), pk).next
    decision = decisions.decide(meeting, state, request.user, get_reason_to_publish(request), why)
    if decision is None:
        messages.info(request, _("Another editor has already decided this."))
    else:
        told = {"headline": meeting.headline, "number": len(decision.officials), "at": time.time()}
        request.session[LAST_DECISION] = {**asdict(decision), **told}
    if state == ReviewState.DRAFT:
        return HttpResponseRedirect(review_address(pk, read_queue(request)))
    return _go_on(request, following)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo the last decision and show its meeting again."""
    require(may_publish(request.user))
    kept = request.session.pop(LAST_DECISION, None)
    if not kept:
        messages.info(request, _("There is nothing to undo."))
        return HttpResponseRedirect(reverse("admin:index"))
    decision = decisions.Decision(kept["meeting"], kept["was"], kept["became"], tuple(kept["officials"]))
    if decisions.undo_decision(decision, request.user):
        text = _("Decision undone.")
        if decision.officials:
            number = len(decision.officials)
            text += " " + ngettext(
                "The official published with it is a draft again, unless another published meeting names them.",
                "The officials published with it are drafts again, unless another published meeting names them.",
                number,
            )
        messages.success(request, text)
    else:
        messages.warning(request, _("Another editor changed this while you were reviewing. Nothing was changed."))
    return HttpResponseRedirect(review_address(decision.meeting, read_queue(request)))


def _last_decision(request: HttpRequest) -> dict[str, Any] | None:
    """Return the last decision while it can be undone."""
    kept = request.session.get(LAST_DECISION)
    return kept if kept and time.time() - kept["at"] < MAX_UNDO_SECONDS else None


# --- Open questions ---------------------------------------------------------------------------------------------------
def _answered(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the meeting; in a queue of open questions to the next meeting once this one has none."""
    questions = read_queue(request) in (desk.HOLDERS, desk.PEOPLE, desk.DISAGREEMENTS)
    if questions and not _queue(request).filter(pk=pk).exists():
        return _go_on(request, _queue(request).values_list("pk", flat=True).first())
    return HttpResponseRedirect(review_address(pk, read_queue(request)))


@require_POST
@transaction.atomic
def holder(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the holder of an office on the day of the meeting, or save another one."""
    part = find_part(request, Participation.objects.select_related("meeting", "official"), pk)
    if not isinstance(part, Participation):
        return part  # type: ignore[no-any-return]
    require(may_edit(request.user, part.meeting))
    form = HolderForm(part, request.POST)
    answer: Any = part.label if request.POST.get("answer") == "confirm" else None
    if answer is None and form.is_valid():
        answer = form.cleaned_data["official"] or ""
    if changed := show_changes(request, part.meeting, answer, chosen_holder=form):
        return changed
    if request.POST.get("answer") == "confirm":
        participations.confirm_holder(part, request.user)
        messages.success(request, _("%(name)s is confirmed.") % {"name": part.label})
    elif form.is_valid():
        _choose(request, part, form.cleaned_data["official"])
    else:
        context = review_context(request, part.meeting_id, chosen_holder=form)
        return TemplateResponse(request, "admin/desk/review.html", context, status=422)
    return _answered(request, part.meeting_id)


def _choose(request: HttpRequest, part: Participation, official: Official | None) -> None:
    try:
        participations.choose_holder(part, official, request.user, get_reason_to_publish(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved: it was %(name)s.") % {"name": part.label})


@require_POST
@transaction.atomic
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a disagreement: keep the record, or take the value of the source."""
    found = Disagreement.objects.select_related("meeting__place__country", "meeting__place__region")
    one = find_part(request, found, pk)
    if not isinstance(one, Disagreement):
        return one  # type: ignore[no-any-return]
    takes = request.POST.get("answer") == "take"
    wanted = _("Use what this source says") if takes else _("Keep the record")
    if changed := show_changes(request, one.meeting, wanted):
        return changed
    if takes:
        try:
            disagreements.take_source_value(one, request.user, get_reason_to_publish(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The record now follows this source."))
    else:
        disagreements.keep_record(one, request.user)
        messages.success(request, _("The record is unchanged and the disagreement is settled."))
    return _answered(request, one.meeting_id)
