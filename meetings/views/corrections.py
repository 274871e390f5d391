"""The public log of corrections, and the form on which a reader reports an error."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from meetings.models import CorrectionRequest
from meetings.models.kinds import KINDS_BY_NAME
from meetings.models.languages import get_current_language
from meetings.queries.addressed import AddressedRecord, find_addressed, is_public, record_by_id
from meetings.services import correction_requests
from meetings.services.history.corrections import list_corrections
from meetings.text.typed_numbers import read_number

MAX_PATH_CHARACTERS = 300


def corrections_page(request: HttpRequest) -> HttpResponse:
    """Show what was corrected in public records, the latest first."""
    number = read_number(request.GET.get("before", ""))
    return render(
        request, "corrections/log.html", {"log": list_corrections(number), "is_continued": number is not None}
    )


# The signed token of the form takes the place of Django's, which needs a cookie and loses what was typed without it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest) -> HttpResponse:
    """Show the form that reports an error in the record at `about`, or in the archive; on POST save the request."""
    about = find_addressed(request.GET.get("about", "")[:MAX_PATH_CHARACTERS])
    if request.method != "POST":
        return _show(request, about, correction_requests.make_form(request.GET.get("fact", "")))
    form = correction_requests.read_form(request.POST.dict())
    row = None if form.problems else correction_requests.send(form, about, request, get_current_language())
    if row is None:
        return _show(request, about, form, status=422)
    return HttpResponseRedirect(reverse("correction-request", args=[row.key]), status=303)


def _show(
    request: HttpRequest, about: AddressedRecord | None, form: correction_requests.RequestForm, status: int = 200
) -> HttpResponse:
    names = {"message": "id_message", "source_url": "id_source_url", "email": "id_email", "homepage": "id_homepage"}
    context: dict[str, Any] = {
        "about_record": about,
        "form": form,
        "whole_problem": form.problems.get("", ""),
        "problems": [(names[name], text) for name, text in form.problems.items() if name],
        "facts": CorrectionRequest.Fact.choices,
        "sends_mail": settings.MAHDAR_SENDS_MAIL,
        "limits": {
            "message": correction_requests.MAX_MESSAGE_CHARACTERS,
            "source_url": correction_requests.MAX_URL_CHARACTERS,
            "email": correction_requests.MAX_EMAIL_CHARACTERS,
        },
    }
    return render(request, "corrections/form.html", context, status=status)


# The key is the permission; see report_error for the token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the reader of a request its state and its answer; on POST delete the e-mail address."""
    row = get_object_or_404(CorrectionRequest.objects.select_related("duplicate_of"), key=key)
    if request.method == "POST":
        correction_requests.delete_email(row)
        return HttpResponseRedirect(reverse("correction-request", args=[key]), status=303)
    record = record_by_id(row.kind, row.record_id)
    seen = record if record is not None and is_public(row.kind, record) else None
    kind = KINDS_BY_NAME.get(row.kind)
    context = {
        "row": row,
        "record": seen,
        "record_kind": kind.label if kind else "",
        "sends_mail": settings.MAHDAR_SENDS_MAIL,
    }
    response = render(request, "corrections/request.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the address has the key
    return response
