"""Which responses a browser fetches again only after a change, and which of them differ by cookie."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from meetings.views.caching import RevalidatedPages

OWN = "no-cache, private"


@pytest.mark.parametrize(
    ("method", "status", "stated", "shown", "by_cookie"),
    [
        ("GET", 200, "", OWN, True),
        ("GET", 200, "no-store", "no-store", True),
        ("GET", 200, "max-age=60, public", "max-age=60, public", False),
        ("GET", 404, "", "", False),
        ("GET", 201, "", "", False),
        ("HEAD", 200, "", "", False),
        ("POST", 200, "", "", False),
    ],
)
def test_what_a_page_says_about_copies(rf, method, status, stated, shown, by_cookie):
    page = HttpResponse("x", status=status, headers={"Cache-Control": stated} if stated else {})
    response = RevalidatedPages(lambda request: page)(rf.generic(method, "/"))
    assert ", ".join(sorted(filter(None, response.get("Cache-Control", "").split(", ")))) == shown
    assert ("Cookie" in response.get("Vary", "")) is by_cookie


def test_an_export_is_left_as_it_is(rf):
    response = RevalidatedPages(lambda request: StreamingHttpResponse(iter([b"x"])))(rf.get("/"))
    assert not response.has_header("Cache-Control")
    assert not response.has_header("Vary")
