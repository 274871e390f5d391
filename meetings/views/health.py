"""Two addresses for programs that watch over the server: it answers (live), and it can serve readers (ready).

They are answered before other middleware: a database that does not answer, missing migrations, a redirect to
HTTPS or a session must not change the answer. Watching programs call a server by its number, so these two addresses,
unlike all others, answer for any host name; nothing in the answers comes from the request or names a path, a host or a
user.
"""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import override

from meetings.services.health.results import FAULT, CheckedHealth
from meetings.services.health.table import READINESS, find_worst_level, run_checks

LIVE, READY = "/health/live", "/health/ready"
# Values of the checks that the answer has; the others may name files or hosts.
_SHOWN = {"waiting_changes": {"count": "waiting_changes", "oldest_seconds": "oldest_waiting_seconds"}}


class HealthAnswers:
    """Middleware, before all that need something, that answers the two addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages = {LIVE: answer_live, READY: answer_ready}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = self.pages.get(request.path_info)
        if page is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return page(request)


def answer_live(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; neither the database nor a file is touched."""
    return _write({"status": "ok"}, 200)


def answer_ready(request: HttpRequest) -> HttpResponse:
    """Say whether readers can be served: 503 where the database, its migrations or the index are at fault."""
    with override("en"):
        results = list(run_checks(READINESS))
    is_ready = all(one.result.level != FAULT for one in results)
    answer: dict[str, Any] = {"status": find_worst_level(results).value}
    answer["checks"] = {one.check.name: one.result.level.value for one in results}
    for one in results:
        answer |= _pick_values(one)
    return _write(answer, 200 if is_ready else 503)


def _pick_values(one: CheckedHealth) -> dict[str, Any]:
    shown = _SHOWN.get(one.check.name, {})
    return {name: one.result.values.get(key) for key, name in shown.items()}


def _write(answer: dict[str, Any], status: int) -> HttpResponse:
    response = HttpResponse(json.dumps(answer) + "\n", content_type="application/json", status=status)
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response
