"""The log of slow queries."""

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from meetings.models import Topic
from meetings.services.health.slow_queries import run_measured, watch_slow_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def signal():
    yield connection_created
    connection_created.disconnect(dispatch_uid="mahdar.slow_queries")
    if run_measured in connection.execute_wrappers:
        connection.execute_wrappers.remove(run_measured)


def test_off_it_costs_nothing(settings, signal):
    settings.MAHDAR_SLOW_QUERY_MS = 0
    watch_slow_queries()
    signal.send(sender=type(connection), connection=connection)
    assert run_measured not in connection.execute_wrappers


def test_a_slow_query_is_a_line_without_its_values(settings, signal, caplog):
    settings.MAHDAR_SLOW_QUERY_MS = 1e-9  # every query is slower
    watch_slow_queries()
    for _connection in range(2):
        signal.send(sender=type(connection), connection=connection)
    assert connection.execute_wrappers.count(run_measured) == 1
    list(Topic.objects.filter(code="a private value"))
    (record,) = [one for one in caplog.records if one.name == "mahdar.queries"]
    assert 'FROM "meetings_topic"' in record.sql
    assert record.getMessage().startswith("slow query, ")
    assert "a private value" not in record.getMessage()


def test_a_fast_query_is_not(settings, signal, caplog):
    settings.MAHDAR_SLOW_QUERY_MS = 10**6
    watch_slow_queries()
    signal.send(sender=type(connection), connection=connection)
    assert list(Topic.objects.all()) == []
    assert caplog.records == []
