"""Forms that arrive after the session has ended: they are kept, and lead through a log-in back to what was entered.

A signed cookie of the desk says which editor used this browser last. Only with it is a form of a request without a
session saved, as a draft of that editor; no other user sees it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from meetings.admin.safety.drafts import DRAFT, list_entered, make_query
from meetings.models.form_drafts import FormDraft
from meetings.services.form_drafts import DraftTooLargeError, delete_draft, find_draft, load_files, save_draft
from meetings.text.typed_numbers import read_number

COOKIE, _SALT = "desk_editor", "meetings.desk_editor"
COOKIE_SECONDS = 30 * 24 * 60 * 60
KEPT = "kept_form"  # sent instead of the values: the number of the draft that has them
View = Callable[..., HttpResponse]
_NEVER_KEPT = (
    "login",
    "logout",
    "password_change",
    "auth_user_password_change",
    "auth_user_add",
    "jsi18n",
    "draft-save",
    "draft-discard",
    "presence",
)
MAX_SHORT_BYTES = 10_000  # of a request that only names a kept form
MAX_BYTES = 40 * 1024 * 1024  # of a request that is read to be kept


def note_editor(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie that says who uses this browser, unless it does."""
    if request.user.is_authenticated and _read_cookie(request) != request.user.pk:
        response.set_signed_cookie(
            COOKIE,
            str(request.user.pk),
            salt=_SALT,
            max_age=COOKIE_SECONDS,
            path=reverse("admin:index"),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _read_cookie(request: HttpRequest) -> int | None:
    found = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=COOKIE_SECONDS)
    return read_number(found or "")


def keep_form(request: HttpRequest) -> HttpResponse | None:
    """Save the form of a request that cannot be answered now, and redirect to it, if need be through a log-in.

    Return None if the request has no form to keep or does not come from an editor's browser.
    """
    draft = _save(request)
    if draft is None:
        return None
    page = reverse("admin:resume", args=[draft.pk])
    if request.user.is_authenticated:
        return HttpResponseRedirect(page)
    text = _("You were signed out. What you entered is kept: log in, and the form comes back as you filled it in.")
    messages.warning(request, text)
    return redirect_to_login(page, reverse("admin:login"))


def _save(request: HttpRequest) -> FormDraft | None:
    user = _find_author(request) if _can_be_kept(request) else None
    if user is None:
        return None
    try:
        files = [(name, file) for name, some in request.FILES.lists() for file in some]
        data = dict(request.POST.lists())
        return save_draft(user, request.get_full_path(), data, files=files) if len(data) > 1 or files else None
    except (DraftTooLargeError, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, SuspiciousOperation):
        return None


def _can_be_kept(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return request.method == "POST" and _is_desk_form(request) and length.isdecimal() and int(length) <= MAX_BYTES


def _is_desk_form(request: HttpRequest) -> bool:
    """Return whether a request is for a page of the desk that takes what an editor enters, and not for a log-in."""
    match = request.resolver_match
    return match is not None and match.app_name == "admin" and (match.url_name or "") not in _NEVER_KEPT


def _find_author(request: HttpRequest) -> Any:
    """Return the editor who sent a form: the user of the session, or who used this browser last."""
    if request.user.is_authenticated:
        return request.user
    return get_user_model().objects.filter(pk=_read_cookie(request) or 0, is_active=True).first()


def _take_kept_form(request: HttpRequest) -> FormDraft | None:
    """Put the values and files of a kept form in the place of the request that sends it again, and return the draft."""
    length = read_number(request.META.get("CONTENT_LENGTH") or "") or 0
    is_short = request.method == "POST" and length < MAX_SHORT_BYTES  # uploads are read by their own page
    if not is_short or not request.user.is_authenticated or KEPT not in request.POST:
        return None
    draft = find_draft(request.user, read_number(request.POST[KEPT]))
    if draft is None:
        return None
    data = make_query(draft)
    data["csrfmiddlewaretoken"] = request.POST.get("csrfmiddlewaretoken", "")
    request.POST = data  # type: ignore[assignment]
    request._files = load_files(draft)  # type: ignore[attr-defined]
    return draft


def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead back to a form that was kept: to the form of a record filled in, or to a page that sends it again."""
    draft = find_draft(request.user, pk)
    if draft is None:
        messages.warning(request, _("There is nothing kept here for you. Another account may have entered it."))
        return HttpResponseRedirect(reverse("admin:index"))
    address = _localise(draft.address)
    match = _match(address)
    if match is None:
        messages.warning(request, _("The page of this form no longer exists."))
        return HttpResponseRedirect(reverse("admin:index"))
    if _is_record_form(match):
        return HttpResponseRedirect(f"{address}{'&' if '?' in address else '?'}{DRAFT}={draft.pk}")
    context = {
        **admin.site.each_context(request),
        "title": _("What you entered is kept"),
        "address": address,
        "kept_name": KEPT,
        "draft": draft,
        "entered": list_entered(draft.data),
        "files": [file.name for file in draft.files.defer("content")],
    }
    return TemplateResponse(request, "admin/safety/resume.html", context)


def _localise(address: str) -> str:
    """Return the address of a form in the language of the page."""
    return reverse("admin:index").removesuffix("admin/") + address.lstrip("/")


def _match(address: str) -> Any:
    try:
        return resolve(address.partition("?")[0])
    except Resolver404:
        return None


def _is_record_form(match: Any) -> bool:
    """Return whether an address is that of the form of a record, which shows a draft without saving it."""
    forms = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model, desk in admin.site._registry.items()
        if getattr(desk, "shows_drafts", False)
        for page in ("add", "change")
    }
    return match.url_name in forms


def answer_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not valid: keep it and show it again, as after a log-in in another window."""
    desk = reverse("admin:index")
    is_foreign = reason.startswith(("Origin checking", "Referer checking"))
    if request.path.startswith(desk) and not is_foreign:
        if response := keep_form(request):
            return response
        if (page := _show_again(request)) is not None:
            return page
    return csrf_failure(request, reason)


def _show_again(request: HttpRequest) -> HttpResponse | None:
    """Return the page that has what was entered in itself, for a browser that lost its cookies."""
    if not _is_desk_form(request) or len(request.POST) < 2:
        return None
    repeated = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    context = {
        "title": _("You are signed out"),
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "repeated": repeated,
        "entered": list_entered((name, [value]) for name, value in repeated),
        "login": reverse("admin:login"),
    }
    return TemplateResponse(request, "admin/safety/signed_out.html", context, status=403)


def keep_through_log_in(view: View, has_permission: Callable[[HttpRequest], bool]) -> View:
    """Return the page `view` that keeps what is sent to it without a session."""

    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated and (response := keep_form(request)):
            return response
        draft = _take_kept_form(request)
        response = view(request, *args, **options)
        if draft and response.status_code in (301, 302, 303):
            delete_draft(draft)
        if has_permission(request):
            note_editor(request, response)
        return response

    return guarded
