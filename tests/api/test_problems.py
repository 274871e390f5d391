"""Errors of every kind as problem details: their status, their kind, and whom they leave alone."""

import pytest
from django.http import HttpResponse
from rest_framework.exceptions import Throttled

from meetings.api.problems import ProblemDetails, answer_to
from meetings.queries.problems import MEDIA_TYPE, make_problem


@pytest.mark.parametrize(
    ("status", "kind"), [(404, 404), (410, 410), (418, 400), (499, 400), (500, 500), (501, 500), (503, 503)]
)
def test_a_status_without_a_description_has_that_of_its_kind(status, kind):
    body = make_problem(status, "x", "/api/v1/")
    assert (body["status"], body["type"].rpartition("-")[2]) == (status, str(kind))


@pytest.mark.parametrize(("wait", "seconds"), [(None, "1"), (0.2, "1"), (1.2, "2"), (40, "40")])
def test_whom_the_limit_stops_is_told_how_long_to_wait(rf, wait, seconds):
    error = Throttled()
    error.wait = wait
    answer = answer_to(error, {"request": rf.get("/api/v1/")})
    assert answer["Retry-After"] == seconds
    assert seconds in answer.data["detail"]


def test_what_is_no_error_of_a_request_is_a_crash(rf):
    assert answer_to(ValueError(), {"request": rf.get("/api/v1/")}) is None


@pytest.mark.parametrize(
    ("path", "status", "kind", "debug", "is_problem"),
    [
        ("/api/v1/x/", 399, "text/html", False, False),
        ("/api/v1/x/", 400, "text/html", False, True),
        ("/api/v1/x/", 404, "text/html", True, True),
        ("/api/v1/x/", 404, MEDIA_TYPE, False, False),
        ("/api/v1/x/", 500, "text/html", False, True),
        ("/api/v1/x/", 500, "text/html", True, False),
        ("/api/v1/x/", 451, "text/html", True, True),
        ("/meetings/x/", 404, "text/html", False, False),
    ],
)
def test_errors_outside_the_routes_get_the_same_form(rf, settings, path, status, kind, debug, is_problem):
    settings.DEBUG = debug
    original = HttpResponse("x", status=status, content_type=kind)
    answer = ProblemDetails(lambda request: original)(rf.get(path))
    assert (answer is not original) is is_problem
    assert answer.status_code == status
    assert not is_problem or answer["Content-Type"] == MEDIA_TYPE
