"""The metrics at /metrics: off unless the settings say who may read them."""

import ipaddress

import pytest
from django.conf import settings as project_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from prometheus_client.parser import text_string_to_metric_families

from config.metrics import MetricsAccess, read_metrics
from meetings.models import Feed, IndexChange
from meetings.search import rebuild_index
from meetings.services.health import gauges
from tests.factories import MeetingFactory

TOKEN = "a-long-random-word"


@pytest.fixture
def metrics(settings):
    """The settings of a site with metrics, for this machine and a token."""
    settings.MAHDAR_METRICS = MetricsAccess((ipaddress.ip_network("127.0.0.0/8"),), TOKEN)
    place = settings.MIDDLEWARE.index("meetings.views.health.HealthAnswers") + 1
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:place], "meetings.views.metrics.Metrics", *settings.MIDDLEWARE[place:]]
    return settings


def read(client) -> dict[tuple, float]:
    """The samples: (name, labels) -> number. Our own format is read by the parser of Prometheus."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    assert "no-store" in response["Cache-Control"]
    families = list(text_string_to_metric_families(response.content.decode()))
    return {(one.name, *sorted(one.labels.items())): one.value for family in families for one in family.samples}


def test_off_by_default(client, db):
    assert project_settings.MAHDAR_METRICS is None
    assert "meetings.views.metrics.Metrics" not in project_settings.MIDDLEWARE
    assert client.get("/metrics").status_code == 404


def test_requests_by_route_and_status(metrics, client, db, index):
    rebuild_index()
    meeting = MeetingFactory(sound=True, slug="paris-1")
    assert client.get(f"/en/meetings/{meeting.slug}/").status_code == 200
    assert client.get("/en/meetings/none-1/").status_code == 404
    for address in ("/nothing/1/", "/nothing/2/"):
        assert client.get(address).status_code == 404
    client.generic("BREW", "/robots.txt")
    samples = read(client)
    found = {key[1:]: number for key, number in samples.items() if key[0] == "mahdar_requests_total"}
    routes = {dict(labels)["route"] for labels in found}
    assert not any("paris-1" in route or "nothing" in route for route in routes)
    (route,) = [one for one in routes if "meetings/<" in one]
    assert found[("method", "GET"), ("route", route), ("status", "200")] == 1
    assert found[("method", "GET"), ("route", route), ("status", "404")] == 1
    assert found[("method", "GET"), ("route", "unknown"), ("status", "404")] == 2
    assert [labels for labels in found if ("method", "other") in labels]
    assert samples["mahdar_request_seconds_count", ("route", route)] == 2


def test_numbers_of_the_archive(metrics, client, db, index):
    MeetingFactory(sound=True)
    rebuild_index()
    Feed.objects.create(address="https://example.org/bad", name="Bad", error="404", failures=3)
    IndexChange.objects.create(meeting_id=1)
    samples = read(client)
    assert samples["mahdar_records", ("kind", "meetings")] == 1
    assert samples["mahdar_index_documents",] == samples["mahdar_index_expected_documents",] == 1
    assert samples["mahdar_index_waiting_changes",] == 1
    assert samples["mahdar_index_lag_seconds",] >= 0
    assert samples["mahdar_feeds_failing",] == 1
    assert samples["mahdar_check_level", ("check", "feeds")] == 1
    assert samples["mahdar_check_level", ("check", "database")] == 0
    assert ("mahdar_backup_age_seconds",) not in samples  # not known
    IndexChange.objects.all().delete()
    assert read(client)["mahdar_index_lag_seconds",] == 0


def test_reading_takes_a_bounded_number_of_queries(metrics, client, db, index, django_assert_max_num_queries):
    rebuild_index()
    client.get("/metrics")
    with django_assert_max_num_queries(25):
        client.get("/metrics")


def test_a_database_that_does_not_answer(metrics, client, db, index, monkeypatch):
    def refuse(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("meetings.services.health.database.describe_database", refuse)
    monkeypatch.setattr(gauges, "measure_archive", refuse)
    samples = read(client)
    assert samples["mahdar_check_level", ("check", "database")] == 2
    assert samples["mahdar_check_level", ("check", "feeds")] == 2
    assert ("mahdar_records", ("kind", "meetings")) not in samples


@pytest.mark.parametrize(
    ("headers", "address", "proxies", "status"),
    [
        ({}, "127.0.0.1", 0, 200),
        ({}, "::ffff:127.0.0.1", 0, 200),
        ({}, "203.0.113.5", 0, 403),
        ({}, "::1", 0, 403),
        ({}, "", 0, 403),
        ({"authorization": f"Bearer {TOKEN}"}, "203.0.113.5", 0, 200),
        ({"authorization": "Bearer another"}, "203.0.113.5", 0, 403),
        ({"authorization": f"Basic {TOKEN}"}, "203.0.113.5", 0, 403),
        ({"x-forwarded-for": "203.0.113.5"}, "127.0.0.1", 0, 403),  # a proxy that no setting counts
        ({"x-forwarded-for": "203.0.113.5"}, "127.0.0.1", 1, 403),
        ({"x-forwarded-for": "127.0.0.1, 203.0.113.5"}, "127.0.0.1", 1, 403),
        ({"x-forwarded-for": "127.0.0.2"}, "127.0.0.1", 1, 200),
    ],
)
def test_who_may_read_them(metrics, client, db, index, headers: dict, address: str, proxies: int, status: int):
    metrics.REST_FRAMEWORK = {**metrics.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_without_a_token_none_is_accepted(metrics, client, db, index):
    metrics.MAHDAR_METRICS = MetricsAccess((), "")
    for given in ("Bearer ", "Bearer x", ""):
        assert client.get("/metrics", headers={"authorization": given}).status_code == 403
    assert client.post("/metrics").status_code == 405


# --- Settings ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("allowed", "token", "access"),
    [
        ("", "", None),
        ("127.0.0.1, 10.0.0.0/8", "", MetricsAccess(tuple(map(ipaddress.ip_network, ("127.0.0.1", "10.0.0.0/8"))), "")),
        ("", TOKEN, MetricsAccess((), TOKEN)),
    ],
)
def test_settings(monkeypatch, allowed: str, token: str, access: MetricsAccess | None):
    monkeypatch.setenv("MAHDAR_METRICS_ALLOWED", allowed)
    monkeypatch.setenv("MAHDAR_METRICS_TOKEN", token)
    assert read_metrics() == access


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MAHDAR_METRICS_ALLOWED", "localhost", "MAHDAR_METRICS_ALLOWED has 'localhost'. Give addresses or networks"),
        ("MAHDAR_METRICS_ALLOWED", "10.0.0.1/8", "Give addresses or networks"),
        ("MAHDAR_METRICS_TOKEN", "short", "is shorter than 16 letters"),
    ],
)
def test_wrong_settings(monkeypatch, name: str, value: str, words: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=words):
        read_metrics()


def test_without_the_package(monkeypatch):
    monkeypatch.setenv("MAHDAR_METRICS_TOKEN", TOKEN)
    monkeypatch.setattr("config.metrics.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"prometheus-client is not installed\. Run pip install"):
        read_metrics()
