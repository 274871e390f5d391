"""Request identifiers in answers and in lines of the log, and the lines as JSON."""

import json
import logging

import pytest

from meetings.views.request_log import JsonFormatter, RequestIdFilter

LIVE = "/health/live"


def format_line(record: logging.LogRecord) -> dict:
    RequestIdFilter().filter(record)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


@pytest.mark.parametrize("given", ["abcdefgh", "0f1e2d3c-4b5a-6978.A_b"])
def test_a_well_formed_identifier_is_taken(client, given: str):
    assert client.get(LIVE, headers={"x-request-id": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", [None, "", "short", "x" * 65, "a line\nof ours", "identifier <b>", "معرّف-الطلب"])
def test_another_one_is_made(client, given: str | None):
    headers = {} if given is None else {"x-request-id": given}
    made = client.get(LIVE, headers=headers)["X-Request-ID"]
    assert len(made) == 32
    assert made != client.get(LIVE)["X-Request-ID"]


def test_each_request_is_a_line_without_its_query(client, caplog, db):
    caplog.set_level(logging.INFO, "mahdar.requests")
    client.get("/robots.txt?q=secret", headers={"x-request-id": "request-0001"})
    (record,) = [one for one in caplog.records if one.name == "mahdar.requests"]
    line = format_line(record)
    assert (line["message"], line["status_code"]) == ("GET /robots.txt 200", 200)
    assert line["milliseconds"] >= 0
    assert "secret" not in json.dumps(line)


def test_no_line_of_a_request_at_the_usual_level(client, caplog, db):
    caplog.set_level(logging.WARNING, "mahdar.requests")
    client.get("/robots.txt")
    assert [one for one in caplog.records if one.name == "mahdar.requests"] == []


def test_lines_of_django_about_a_request_have_its_identifier(client, caplog, db):
    client.get("/nothing/here/", headers={"x-request-id": "request-0002"})
    lines = [format_line(one) for one in caplog.records if one.name == "django.request"]
    assert [line["request_id"] for line in lines] == ["request-0002"]
    assert lines[0]["status_code"] == 404


def test_a_line_outside_of_a_request_and_one_with_an_error():
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "محضر %s", ("one\ntwo",), None)
    line = format_line(record)
    assert (line["request_id"], line["message"], line["level"]) == ("-", "محضر one\ntwo", "INFO")
    try:
        raise ValueError("a wrong value")
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    assert "ValueError: a wrong value" in format_line(record)["exception"]
