"""What the panel of the editorial office sends, and the notices of a user."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from meetings.admin.editorial import assigning, digest, figures, plans
from meetings.admin.editorial.returning import get_record_address, return_to_record, show_page
from meetings.admin.safety.decisions import find_later_changes
from meetings.models import Comment, DeskNotice, Meeting
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.editorial import add_records, complete_users
from meetings.queries.merges import find_kept_record
from meetings.services.editorial import comments, stages
from meetings.services.editorial.notices import mark_seen
from meetings.services.roles import require

MAX_NOTICES_LISTED = 100
SAID = {
    stages.StageMove.SUBMIT: gettext_lazy("The draft is in review. An editor decides about it."),
    stages.StageMove.TAKE_BACK: gettext_lazy("The draft is yours again. Submit it when it is ready."),
    stages.StageMove.SEND_BACK: gettext_lazy("The draft was sent back with your comment."),
}


def _say(request: HttpRequest, error: comments.CommentError) -> None:
    if isinstance(error, comments.EmptyCommentError):
        messages.error(request, _("Write a comment first."))
    else:
        limit = comments.MAX_COMMENT_CHARACTERS
        messages.error(request, _("The comment is too long. Shorten it to %(n)d characters.") % {"n": limit})


# --- Comments ---------------------------------------------------------------------------------------------------------
@require_POST
def comment_view(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Save a comment, a reply, or a draft sent back with a comment."""
    if kind not in comments.DISCUSSED:
        raise Http404
    record = get_object_or_404(apps.get_model("meetings", kind), pk=pk)
    if request.POST.get("move") and isinstance(record, Meeting):
        return move_view(request, pk)
    parent = None
    if request.POST.get("parent"):
        parent = get_object_or_404(Comment.objects.filter(kind=kind), pk=_read(request.POST["parent"]))
    try:
        comments.write_comment(kind, pk, request.user, request.POST.get("text", ""), parent=parent)
        messages.success(request, _("Your comment was saved."))
    except comments.CommentError as error:
        return _ask_again(request, kind, pk, error)
    return return_to_record(request, kind, pk)


def _read(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _show_box(
    request: HttpRequest, title: str, kind: str, record_id: int, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a page with the box of a comment only; `sent` are the values of its form."""
    more["limit"] = comments.MAX_COMMENT_CHARACTERS
    return show_page(request, "admin/editorial/comment.html", title, kind, record_id, status, **more)


def _ask_again(request: HttpRequest, kind: str, record_id: int, error: comments.CommentError) -> HttpResponse:
    """Show the box with what was written again, and say what to do."""
    _say(request, error)
    sent = {name: request.POST.get(name, "") for name in ("text", "parent", "move", "back", "made_on", "meeting")}
    return _show_box(request, _("Comment"), kind, record_id, 400, sent=sent)


def edit_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a comment of the user in a box, and save it."""
    comment = get_object_or_404(Comment, pk=pk)
    require(comment.author_id == request.user.pk)
    if request.method != "POST":
        title = _("Edit the comment")
        return _show_box(request, title, comment.kind, comment.record_id, sent={"text": comment.text})
    try:
        comments.change_comment(comment, request.user, request.POST.get("text", ""))
    except comments.CommentError as error:
        return _ask_again(request, comment.kind, comment.record_id, error)
    messages.success(request, _("Your comment was saved."))
    return HttpResponseRedirect(get_record_address(comment.kind, comment.record_id))


@require_POST
def resolve_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Resolve a thread, or open it again."""
    comment = get_object_or_404(Comment, pk=pk, parent=None)
    comments.resolve_thread(comment, request.user, is_resolved=request.POST.get("resolved") == "1")
    return return_to_record(request, comment.kind, comment.record_id)


@require_GET
def complete_users_view(request: HttpRequest) -> JsonResponse:
    """Return the users whose names begin with what was typed after an @."""
    require(any(comments.may_discuss(request.user, kind) for kind in comments.DISCUSSED))
    found = complete_users(request.GET.get("term", "")[:150])
    return JsonResponse({"results": [{"value": user.username, "about": user.get_full_name()} for user in found]})


# --- Moves ------------------------------------------------------------------------------------------------------------
@require_POST
@transaction.atomic
def move_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit a draft, take it back, or send it back with a comment."""
    meeting = get_object_or_404(Meeting.objects.select_related("created_by"), pk=pk)
    wanted = request.POST.get("move", "")
    if wanted not in stages.StageMove.values:
        raise Http404
    if wanted == stages.StageMove.SEND_BACK and find_later_changes(request, meeting):
        messages.warning(request, _("The draft changed while this page was open. Look at it again, then send it back."))
        return _keep_text(request, meeting)
    try:
        stages.move(meeting, stages.StageMove(wanted), request.user, request.POST.get("text", ""))
    except comments.CommentError as error:
        return _ask_again(request, "meeting", pk, error)
    except stages.NotPossibleError:
        messages.warning(request, _("Another user moved or decided this draft in the meantime. Nothing was changed."))
        return _keep_text(request, meeting)
    messages.success(request, SAID[stages.StageMove(wanted)])
    return return_to_record(request, "meeting", pk)


def _keep_text(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Return to the page of the draft; a comment that was not saved is shown again in its box."""
    if not request.POST.get("text", "").strip():
        return return_to_record(request, "meeting", meeting.pk)
    return _show_box(
        request,
        _("Comment"),
        "meeting",
        meeting.pk,
        409,
        sent={"text": request.POST["text"], "back": request.POST.get("back", "")},
        action=reverse("admin:office-comment", args=["meeting", meeting.pk]),
    )


# --- Notices ----------------------------------------------------------------------------------------------------------
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show the last notices of the user, also those that they have seen."""
    notices = DeskNotice.objects.filter(user=request.user.pk).select_related("by", "comment")[:MAX_NOTICES_LISTED]
    context = {**admin.site.each_context(request), "title": _("Notices"), "notices": add_records(notices)}
    return TemplateResponse(request, "admin/editorial/notices.html", context)


@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notices about a record as seen, and redirect to the record."""
    notice = get_object_or_404(DeskNotice, pk=pk, user=request.user)
    mark_seen(request.user, notice.kind, notice.record_id)
    (row,) = add_records([notice])
    record = row.record or (find_kept_record(notice.kind, notice.record_id) if notice.kind in KINDS_BY_NAME else None)
    if record is None:
        messages.warning(request, _("The record was deleted."))
        return HttpResponseRedirect(reverse("admin:office-notices"))
    return HttpResponseRedirect(get_record_address(notice.kind, record.pk))


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark all notices of the user as seen."""
    number = mark_seen(request.user)
    text = ngettext("%(n)d notice is marked as read.", "%(n)d notices are marked as read.", number)
    messages.success(request, text % {"n": number})
    return HttpResponseRedirect(reverse("admin:index"))


PAGES = (
    ("office/comments/<str:kind>/<int:pk>/", comment_view, "office-comment"),
    ("office/comments/<int:pk>/edit/", edit_view, "office-comment-edit"),
    ("office/comments/<int:pk>/resolve/", resolve_view, "office-comment-resolve"),
    ("office/moves/<int:pk>/", move_view, "office-move"),
    ("office/plans/<int:pk>/", plans.plan_view, "office-plan"),
    ("office/assignments/<str:kind>/<int:pk>/", assigning.assign_view, "office-assign"),
    ("office/digest/", digest.digest_page, "office-digest"),
    ("office/figures/", figures.figures_page, "office-figures"),
    ("office/users/", complete_users_view, "office-users"),
    ("office/notices/", notice_list, "office-notices"),
    ("office/notices/read/", read_notices, "office-notices-read"),
    ("office/notices/<int:pk>/", open_notice, "office-notice"),
)
