"""Error pages, with links to other pages."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from meetings.models.kinds import KINDS
from meetings.models.languages import list_language_codes
from meetings.queries.problems import (
    API_PREFIX,
    MEDIA_TYPE,
    TITLES,
    TryLaterError,
    make_problem,
    make_withdrawal_problem,
)
from meetings.queries.withdrawals import WithdrawalNotice

JSON_FORMATS = {"json", "jsonl", "jsonld"}
TEXT_FORMATS = {"csv", "ics", "bib", "ris", "atom"}


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address (404) with the search box and links; an export in the form of its format."""
    detail = _("The address may be mistyped, the record is not published, or it is not available in this format.")
    body = make_problem(404, detail, request.get_full_path())
    if response := _answer_program(request, body, {"detail": detail}):
        return response
    folders = {kind.folder for kind in KINDS}
    parts = [part for part in request.path.split("/") if part not in {"", *list_language_codes(), *folders}]
    words = " ".join(parts).replace("-", " ")
    return render(request, "404.html", {"words": words[:200]}, status=404)


def withdrawn(request: HttpRequest, notice: WithdrawalNotice) -> HttpResponse:
    """Answer the address of a record that the public saw and no longer sees (410), with the reason and whom to ask."""
    ask = request.build_absolute_uri(f"{reverse('report-error')}?{urlencode({'about': request.path}, safe='/')}")
    body = make_withdrawal_problem(notice, request.get_full_path())
    response = _answer_program(request, body, {"notice": notice, "ask": ask})
    response = response or render(request, "410.html", {"notice": notice, "address": request.path}, status=410)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def try_later(request: HttpRequest, later: TryLaterError) -> HttpResponse:
    """Answer what the site cannot do now (422, 429 or 503), with the reason and the time to try again."""
    body = make_problem(later.status, later.detail, request.get_full_path())
    context = {"title": TITLES[later.status], "detail": later.detail, "status": later.status}
    response = _answer_program(request, body, context, "try_later.txt")
    response = response or render(request, "try_later.html", context, status=later.status)
    response["Retry-After"] = str(later.seconds)
    add_never_cache_headers(response)
    return response


def _answer_program(
    request: HttpRequest, body: dict[str, Any], context: dict[str, Any], text: str = ""
) -> HttpResponse | None:
    """Return the answer in a form that the program of an export reads; None for what a person opens.

    For formats of JSON this is `body`, a problem of RFC 9457 as in the API; for other texts plain text, made by the
    template `text` (by default that of the status) with `context`.
    A page, PDF, workbook or picture is opened by a person. The API makes the answers to all its addresses itself.
    """
    if request.path_info.startswith(API_PREFIX):
        return None
    status, extension = body["status"], request.path.rpartition(".")[2]
    if extension in JSON_FORMATS:
        dumped = {"ensure_ascii": False}
        return JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params=dumped)
    if extension in TEXT_FORMATS:
        plain = "text/plain; charset=utf-8"
        return render(request, text or f"{status}.txt", context, status=status, content_type=plain)
    return None


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not allowed (403)."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that the server cannot read (400); a wrong host is refused before the API sees its request."""
    if request.path_info.startswith(API_PREFIX):
        body = make_problem(400, HTTPStatus.BAD_REQUEST.phrase, request.get_full_path())
        return JsonResponse(body, status=400, content_type=MEDIA_TYPE)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of the server (500), with a page that needs neither database nor session."""
    return render(None, "500.html", status=500)
