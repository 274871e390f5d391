"""The fuzzer of routes: what it sends, and which answers it calls faults."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import hypothesis
import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve

from benchmarks.http_exchange import RawAnswer, RawRequest, exchange
from benchmarks.http_fuzzing import FuzzResult, SiteValues, make_requests
from benchmarks.site_routes import PARAMETER, list_routes

ASKED = RawRequest("GET", b"/%00?q=%FF", ((b"Accept-Language", b"\xff"),))


@contextmanager
def answer_with(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A server that gives one answer and closes; with its port and what it was sent."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection:
                received.append(connection.recv(65536))
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], received
        thread.join()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", ""),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", ""),
        (b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", "status 500"),
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "status 503"),
        (b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", "the answer is cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok", "the answer is cut off"),
    ],
)
def test_errors_and_answers_that_are_cut_off_are_faults(answer, fault):
    found = FuzzResult()
    with answer_with(answer) as (port, _received):
        assert found.add(ASKED, exchange(port, ASKED)) == (f"FAULT {fault}" if fault else "")
    assert found.faults == ([(fault, ASKED)] if fault else [])
    assert found.later == (b"Retry-After" in answer)


def test_a_slow_answer_is_reported_and_no_fault():
    found = FuzzResult()
    assert found.add(ASKED, RawAnswer(200, 5.1)) == "SLOW 5.1 s"
    assert found.add(ASKED, RawAnswer(200, 4.9)) == ""
    assert (found.slow, found.faults) == ([(5.1, ASKED)], [])


def test_no_answer_is_a_fault():
    with answer_with(b"") as (port, received):
        assert "RemoteDisconnected" in exchange(port, ASKED).fault
    assert received[0].startswith(b"GET /%00?q=%FF HTTP/1.1\r\nHost: localhost:")
    assert b"\r\nAccept-Language: \xff\r\n" in received[0]


def collect(seed: str, values: SiteValues, count: int = 300) -> list[RawRequest]:
    made: list[RawRequest] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count, database=None, phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @hypothesis.given(make_requests(values))
    def add(request: RawRequest) -> None:
        made.append(request)

    add()
    return made


def test_a_seed_makes_the_same_requests_and_another_one_others():
    values = SiteValues()
    values.add("/en/search/?place=iq-baghdad")
    values.add("/officials/nechirvan-barzani/")
    first = collect("1-0", values)
    assert collect("1-0", values) == first
    assert collect("2-0", values) != first
    assert any(b"place=iq-baghdad" in request.target for request in first), "real values are among them"
    assert any(b"nechirvan-barzani" in request.target for request in first)
    assert any(b"%00" in request.target for request in first), "and hostile ones"
    assert {"GET", "POST", "HEAD"} <= {request.method for request in first}
    assert all(b" " not in request.target and b"\n" not in request.target for request in first)


def test_links_are_read_once_and_few_of_a_kind():
    values = SiteValues()
    assert values.add("/officials/a/") == "/officials/a/?"
    assert values.add("/officials/a/?page=2") == ""
    assert values.add("/officials/b/") == "/officials/b/?"
    assert values.add("/officials/c/") == ""
    assert values.add("/no/such/page") == values.add("https://example.org") == values.add("#top") == ""
    assert values.in_paths["slug"] == ["a", "b", "c"]
    assert values.in_queries["page"] == ["2"]


def test_every_route_has_a_template_that_leads_to_it():
    routes = [route for route in list_routes() if not PARAMETER.search(route.template)]
    assert len(routes) > 50
    for route in routes:
        assert str(resolve(route.template).route).endswith(route.route)


def test_no_time_is_refused():
    with pytest.raises(CommandError, match="at least 1"):
        call_command("bench_fuzz", seconds=0)
