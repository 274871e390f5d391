"""What every answer has: languages, caching, limits, other sites, problem details."""

from datetime import date

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import path

from config import urls as site_urls
from meetings.api import base
from meetings.models import Meeting
from meetings.services.clients import make_client_key
from tests import factories

MEETINGS = "/api/v1/meetings/"


def test_arabic_is_written_as_it_is(client, archive):
    response = client.get(MEETINGS)
    assert response["Content-Type"] == "application/json"
    assert "لقاء في روما".encode() in response.content
    assert b"\\u" not in response.content


@pytest.mark.parametrize(
    ("asked", "language"),
    [("", "ar"), ("en", "en"), ("en-GB,en;q=0.8", "en"), ("fr, en;q=0.5, ar;q=0.9", "ar"), ("de", "ar"), ("*", "ar"),
     ("en;q=zz, %$#", "ar")],
)  # fmt: skip
def test_words_are_in_the_language_asked_for_and_records_the_same_in_all(client, archive, asked, language):
    response = client.get(f"{MEETINGS}?limit=x", headers={"Accept-Language": asked})
    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]
    title = response.json()["title"]
    assert (title == "The request is not valid") is (language == "en")
    asked_so = client.get(MEETINGS, headers={"Accept-Language": asked})
    assert asked_so.json() == client.get(MEETINGS).json()
    assert asked_so.json()["results"][0]["address"] == "http://testserver/meetings/in-rome/"


def test_what_has_not_changed_is_not_sent_again(client, archive):
    first = client.get(MEETINGS)
    assert "public" in first["Cache-Control"]
    assert "Cookie" not in first["Vary"]
    again = client.get(MEETINGS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Meeting.objects.filter(slug="in-rome").update(headline_ar="عنوان آخر")
    changed = client.get(MEETINGS, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_last_modified_moves_with_every_change(client, archive, monkeypatch):
    clock = iter(range(1_700_000_000, 1_800_000_000, 100))
    monkeypatch.setattr(base.time, "time", lambda: next(clock))
    first = client.get(MEETINGS)["Last-Modified"]
    assert client.get("/api/v1/topics/")["Last-Modified"] == first
    assert client.get(MEETINGS, headers={"If-Modified-Since": first}).status_code == 304
    factories.AppointmentFactory()
    changed = client.get(MEETINGS, headers={"If-Modified-Since": first})
    assert changed.status_code == 200
    assert changed["Last-Modified"] != first


def test_last_modified_moves_with_the_day(client, archive, monkeypatch):
    """An office that was held yesterday is a former office today, although no record has changed."""
    clock = iter(range(1_700_000_000, 1_800_000_000, 100))
    monkeypatch.setattr(base.time, "time", lambda: next(clock))
    monkeypatch.setattr(base.timezone, "localdate", lambda: date(2024, 5, 1))
    yesterday = client.get(MEETINGS)["Last-Modified"]
    assert client.get(MEETINGS, headers={"If-Modified-Since": yesterday}).status_code == 304
    monkeypatch.setattr(base.timezone, "localdate", lambda: date(2024, 5, 2))
    assert client.get(MEETINGS, headers={"If-Modified-Since": yesterday}).status_code == 200


def test_last_modified_is_not_told_of_a_change_of_this_second(client, archive):
    assert not client.get(MEETINGS).has_header("Last-Modified")


@pytest.mark.parametrize("path", ["", "meetings/", "meetings/in-rome/", "search/", "openapi.json"])
def test_head_and_options(client, archive, index, path):
    head = client.head(f"/api/v1/{path}")
    assert head.content == b""
    assert head.status_code == client.get(f"/api/v1/{path}").status_code
    options = client.options(f"/api/v1/{path}")
    assert options.status_code == 200
    assert options["Allow"] == "GET, HEAD, OPTIONS"
    assert options.json()["described_by"] == "http://testserver/api/v1/openapi.json"


def test_programs_of_other_sites_may_read(client, archive):
    origin = {"Origin": "https://elsewhere.example"}
    response = client.get(MEETINGS, headers=origin)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert not response.has_header("Access-Control-Allow-Credentials")
    asked = {**origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    preflight = client.options(MEETINGS, headers=asked)
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in preflight["Access-Control-Allow-Headers"]
    assert client.get("/api/v1/nothing/", headers=origin)["Access-Control-Allow-Origin"] == "*"
    assert not client.get("/meetings/", headers=origin).has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(client, archive, method):
    response = getattr(client, method)(MEETINGS)
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v2/", "/api/v1/meetings/x/y/", "/api/v1/%00/", "/api/%ff",
                                  "/api/v1/meetings/a%00b/", "/api/v1/between/it/%00/",
                                  "/api/v1/nothing.json"])  # fmt: skip
def test_what_is_not_there(client, db, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["instance"].startswith("/api/")
    assert "no-store" in response["Cache-Control"]


def test_a_forgotten_slash_is_added(client, archive):
    response = client.get("/api/v1/meetings?limit=1")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/meetings/?limit=1")


def test_forms_that_are_not_to_be_had(client, archive):
    for accept in ("text/html", "application/xml", "///", "application/json;q=0, text/csv"):
        response = client.get(MEETINGS, headers={"Accept": accept})
        assert response.status_code == 406 or accept.startswith("application/json")
    assert client.get(MEETINGS, headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200


def broken(request):
    raise RuntimeError("a secret of the house")


@pytest.fixture
def with_a_broken_route(settings):
    class Urls:
        urlpatterns = [path("api/v1/broken/", broken), *site_urls.urlpatterns]
        handler500, handler404 = site_urls.handler500, site_urls.handler404

    settings.ROOT_URLCONF = Urls


def test_a_crash_tells_nothing_of_the_house(db, with_a_broken_route):
    response = Client(raise_request_exception=False).get("/api/v1/broken/")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "secret" not in response.content.decode()


def test_a_host_that_is_not_ours(client, db):
    response = client.get(MEETINGS, headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


# --- Limits -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def three_a_minute(settings):
    from django.core.cache import cache

    cache.clear()
    settings.MAHDAR_API_RATE = "3/m"


def asks(client, address="192.0.2.1", **headers):
    return client.get("/api/v1/topics/", headers=headers, REMOTE_ADDR=address)


def test_too_many_requests(client, archive, three_a_minute):
    left = [asks(client)["RateLimit"].partition(";t=")[0] for _ in range(3)]
    assert left == ['"address";r=2', '"address";r=1', '"address";r=0']
    refused = asks(client, **{"Accept-Language": "en"})
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Policy"] == '"address";q=3;w=60'
    assert refused["RateLimit"].startswith('"address";r=0;t=')
    assert refused["Retry-After"] in refused.json()["detail"]
    assert asks(client, "192.0.2.2").status_code == 200


def test_without_a_proxy_of_ours_nobody_is_believed_to_speak_for_another(client, archive, three_a_minute):
    answers = [asks(client, **{"X-Forwarded-For": f"198.51.100.{number}"}).status_code for number in range(4)]
    assert answers == [200, 200, 200, 429]


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_was_asked_from(client, archive, three_a_minute, settings):
    settings.REST_FRAMEWORK = {**django_settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    # What a client writes there itself stands before what the proxy adds.
    answers = [
        asks(client, **{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"}).status_code for number in range(4)
    ]
    assert answers == [200, 200, 200, 429]
    assert asks(client, **{"X-Forwarded-For": "203.0.113.10"}).status_code == 200


def test_one_client():
    assert (
        make_client_key("2001:db8:1:2:3::4")
        == make_client_key("2001:db8:1:2:ffff::1")
        != make_client_key("2001:db8:1:3::1")
    )
    assert make_client_key("::ffff:192.0.2.1") == "192.0.2.1"
    assert make_client_key("[2001:db8::1]") == make_client_key("2001:db8::2")
    assert make_client_key("unix:\n/socket") == "unix:socket"


def test_no_limit(client, archive, settings):
    settings.MAHDAR_API_RATE = ""
    assert not asks(client).has_header("RateLimit")
