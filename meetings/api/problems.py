"""Problem details (RFC 9457): one form for all errors under /api/, whichever part of the site raises them."""

import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from rest_framework import exceptions
from rest_framework.response import Response

from meetings.api.language import choose_language
from meetings.queries.problems import API_PREFIX, MEDIA_TYPE, make_problem, make_withdrawal_problem
from meetings.queries.withdrawals import WithdrawalNotice
from meetings.search import SEARCH_RETRY_SECONDS, Notice, SearchTooLongError, explain_notice


class NotReadyError(exceptions.APIException):
    """The search index is missing or damaged (503)."""

    status_code = 503
    default_detail = gettext_lazy("The search index has not been built yet. Try again when it is ready.")


class TooLongError(exceptions.APIException):
    """A search that took too long and was stopped (422)."""

    status_code = 422


class WithdrawnError(exceptions.APIException):
    """A record that the public saw and no longer sees (410)."""

    status_code = 410

    def __init__(self, notice: WithdrawalNotice) -> None:
        super().__init__(str(notice.reason))
        self.notice = notice


class ParameterError(exceptions.ValidationError):
    """Wrong parameters (400): the name of each with a message in the reader's language."""

    def __init__(self, **wrong: str) -> None:
        super().__init__({name: [message] for name, message in wrong.items()})


class PageError(ParameterError):
    """A cursor that does not belong to a page of the list (404)."""

    status_code = 404


def answer_to(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer of a view that raised `error`; None, which means 500, for an unexpected error."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is no such record in the archive."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    headers = {}
    if isinstance(error, SearchTooLongError):
        error = TooLongError(explain_notice(Notice("search-too-long")))
        headers["Retry-After"] = str(SEARCH_RETRY_SECONDS)
    if not isinstance(error, exceptions.APIException):
        return None
    detail, errors = str(error.detail), None
    if isinstance(error, exceptions.Throttled):
        seconds = max(1, math.ceil(error.wait or 1))
        headers["Retry-After"] = str(seconds)
        again = ngettext("Try again in %(n)s second.", "Try again in %(n)s seconds.", seconds) % {"n": seconds}
        detail = " ".join((_("This address has sent too many requests."), again))
    elif isinstance(error, exceptions.ValidationError):
        errors = _wrong_parameters(error.detail)
        detail = " ".join(f"{entry['parameter']}: {entry['detail']}" for entry in errors)
    instance = context["request"].get_full_path()
    if isinstance(error, WithdrawnError):
        body = make_withdrawal_problem(error.notice, instance)
    else:
        body = make_problem(error.status_code, detail, instance, errors)
    return Response(body, status=error.status_code, headers=headers, content_type=MEDIA_TYPE)


def _wrong_parameters(detail: Any) -> list[dict[str, str]]:
    """Return each parameter with its first error; a list of values has one error."""
    found = []
    for name, messages in detail.items() if isinstance(detail, dict) else [("", detail)]:
        while isinstance(messages, dict | list):
            messages = next(iter(messages.values() if isinstance(messages, dict) else messages))
        found.append({"parameter": str(name), "detail": str(messages)})
    return found


class ProblemDetails:
    """Middleware that gives the same form to errors outside the views: unknown addresses, refused hosts, crashes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith(API_PREFIX):
            return response
        if response.get("Content-Type", "").startswith(MEDIA_TYPE) or (settings.DEBUG and response.status_code >= 500):
            return response
        return _as_problem(request, response)


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    status = response.status_code
    language = choose_language(request)
    with override(language):
        details = {
            404: _("See /api/v1/ for the available URLs."),
            500: _("We have recorded the error. Try again later."),
        }
        body = make_problem(status, details.get(status, HTTPStatus(status).phrase), request.get_full_path())
    answer = JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    answer["Content-Language"] = language
    if response.has_header("Allow"):
        answer["Allow"] = response["Allow"]
    patch_vary_headers(answer, ["Accept-Language"])
    add_never_cache_headers(answer)
    return answer
