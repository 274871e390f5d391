"""Public addresses with hostile parameters: a clear answer, never an error of the server."""

import random

import pytest

from benchmarks.site_routes import list_routes
from tests.security.addresses import fill
from tests.security.payloads import ADDRESS, LONG, MARKUP, SIGNS, find_faults_of_markup

pytestmark = pytest.mark.django_db

MAX_REQUESTS = 500
SEED = 2026
NAMES = (
    "q", "page", "sort", "from", "to", "year", "person", "place", "topic", "country", "side", "outlet", "kind",
    "first", "second", "about", "next", "prefix", "queries", "query", "fields", "limit", "offset", "cursor",
    "language", "rows", "updated_since", "format", "callback", "token", "theme", "type", "order",
)  # fmt: skip
VALUES = (
    MARKUP, SIGNS, LONG * 20, ADDRESS, "", "\x00", "%00", "../../etc/passwd", "//example.org", "-1", "0", "1e999",
    "99999999999999999999999", "NaN", "٣", "²", "9999-99-99", "0000-00-00", "2023-11-31", "\ud7ff", "\U0010ffff",
    "'; DROP TABLE meetings_meeting; --", "(((((((((((((((((((((((((", '"' * 99, "* OR *:*", "a~9999", "[* TO *]",
    "{", '{"q0": null}', "[" * 2000, '{"a":' * 500, "null", "true", "official:", "IQ,IQ,IQ", "كردستان" * 50,
    "\u202e" * 50, "a" * 5000, "%", "_%", "\\", "$(id)", "{{7*191}}", "<!--", "😀",
)  # fmt: skip
SLOW = (".png", ".pdf", ".xlsx")


def make_requests() -> list[tuple[str, dict[str, str]]]:
    """The same addresses and parameters each time: each value at least four times, on other addresses."""
    choose = random.Random(SEED)
    addresses = [one for route in list_routes() if not route.is_desk for one in fill(route) if not one.endswith(SLOW)]
    requests = []
    for number in range(MAX_REQUESTS):
        names = choose.sample(NAMES, 3)
        query = {name: choose.choice(VALUES) for name in names} | {names[0]: VALUES[number % len(VALUES)]}
        requests.append((choose.choice(("", "/en")) + choose.choice(addresses), query))
    return requests


def test_no_query_is_an_error_of_the_server(hostile, client):
    client.raise_request_exception = False
    faults = []
    for address, query in make_requests():
        if address.startswith(("/en/api/v1", "/en/sitemap", "/en/attachments", "/en/robots", "/en/.well")):
            address = address.removeprefix("/en")
        response = client.get(address, query)
        body = b"".join(response) if response.streaming else response.content
        if response.status_code >= 500:
            faults.append(f"{address} {query}: {response.status_code}"[:600])
        elif response["Content-Type"].startswith("text/html"):
            faults += [f"{address} {query}: {fault}"[:600] for fault in find_faults_of_markup(body.decode())]
    assert not faults, "\n".join(faults)
