"""Drafts of forms on the server: the requests with which a page saves and discards them, and how they fill a form."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from meetings.models import ReviewState
from meetings.models.form_drafts import FormDraft
from meetings.services.form_drafts import (
    DraftTooLargeError,
    delete_draft,
    delete_drafts,
    find_draft,
    save_draft,
    select_drafts,
)
from meetings.text.typed_numbers import read_number

DRAFT = "draft"  # in the query of a form: the number of the draft to fill it with
PATH, PAGE = "draft_path", "draft_page"  # sent with a draft: the path of its form, and the number of the opened form
OWN_BOXES = (
    "csrfmiddlewaretoken", "made_on", "conflict_shown", "initial-", "-INITIAL_FORMS", "-TOTAL_FORMS", "-MIN_NUM_FORMS",
    "-MAX_NUM_FORMS", PAGE, "meeting",
)  # fmt: skip


def make_query(draft: FormDraft) -> QueryDict:
    """Return the values of a draft as a request has them."""
    data = QueryDict(mutable=True)
    for name, values in draft.data:
        data.setlist(name, values)
    return data


def read_draft(request: HttpRequest) -> FormDraft | None:
    """Return the draft that the address of a form names, if it belongs to the user and to this form."""
    draft = find_draft(request.user, read_number(request.GET.get(DRAFT, "")))
    return draft if draft in list_drafts(request) else None


def list_drafts(request: HttpRequest) -> list[FormDraft]:
    """Return the drafts of the user for the form at the address of the request, the latest first."""
    return select_drafts(request.user, request.get_full_path())


def list_entered(pairs: Any) -> list[str]:
    """Return the words that an editor entered, of names with their values, without the boxes that pages fill in."""
    shown = ((name, value) for name, values in pairs for value in values)
    entered = [(name, value) for name, value in shown if value.strip() and not any(own in name for own in OWN_BOXES)]
    states = {str(value): str(label) for value, label in ReviewState.choices}
    return [states.get(value, value) if name == "state" else value for name, value in entered]


def forget_saved(request: HttpRequest) -> None:
    """Delete the drafts of a form that was saved: the one that filled it, and the one of the opened page."""
    if draft := find_draft(request.user, read_number(request.GET.get(DRAFT, ""))):
        delete_draft(draft)
    if page := request.POST.get(PAGE, ""):
        delete_drafts(request.user, request.get_full_path(), page)


@require_POST
def save_draft_view(request: HttpRequest) -> JsonResponse:
    """Save what the editor has typed so far."""
    data = {name: values for name, values in request.POST.lists() if name not in (PATH, PAGE)}
    path, page = request.POST.get(PATH, ""), request.POST.get(PAGE, "")
    if not path.startswith(reverse("admin:index")) or not page:
        return JsonResponse({}, status=400)
    try:
        save_draft(request.user, path, data, page=page)
    except DraftTooLargeError:
        return JsonResponse({}, status=413)
    return JsonResponse({"saved_at": timezone.now().isoformat()})


@require_POST
def discard_draft_view(request: HttpRequest) -> HttpResponse:
    """Delete a draft that the editor does not need, and return to the form."""
    draft = find_draft(request.user, read_number(request.POST.get(DRAFT, "")))
    if draft:
        delete_draft(draft)
    elif request.POST.get(PAGE):
        delete_drafts(request.user, request.POST.get(PATH, ""), request.POST[PAGE])
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if is_ours else reverse("admin:index"))
