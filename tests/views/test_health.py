"""/health/live and /health/ready: what a program that watches over the server reads, also when something is broken."""

import shutil
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from meetings.models import IndexChange
from meetings.search import rebuild_index

READY = "/health/ready"


@pytest.fixture
def whole(db, index):
    """A site whose index is there."""
    rebuild_index()


@contextmanager
def broken_database():
    """Let every query fail inside, as when the server of the database is gone."""

    def refuse(*args, **options):
        raise OperationalError("could not connect to server 10.0.0.7 as user mahdar")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        patch.setattr(connection, "ensure_connection", refuse)
        yield


def test_live_touches_nothing(client):
    response = client.get("/health/live")  # this test may not use the database
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.usefixtures("whole")
def test_ready(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = client.get(READY)
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "index": "ok", "waiting_changes": "ok"},
        "waiting_changes": 0,
        "oldest_waiting_seconds": None,
    }
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.usefixtures("whole")
def test_old_changes_are_a_warning_and_readers_are_still_served(client):
    note = IndexChange.objects.create(meeting_id=1)
    IndexChange.objects.filter(pk=note.pk).update(created_at=timezone.now() - timedelta(hours=2))
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["status"]) == (200, "warning")
    assert answer.json()["waiting_changes"] == 1
    assert 7200 <= answer.json()["oldest_waiting_seconds"] < 7300


@pytest.mark.usefixtures("whole")
def test_the_database_is_gone(client):
    with broken_database():
        response = client.get(READY)
        assert client.get("/health/live").status_code == 200
    assert response.status_code == 503
    assert response.json()["checks"] == {
        "database": "fault", "migrations": "fault", "index": "ok", "waiting_changes": "fault",
    }  # fmt: skip
    assert "10.0.0.7" not in response.content.decode()


@pytest.mark.usefixtures("whole")
def test_a_migration_is_missing(client):
    MigrationRecorder(connection).migration_qs.filter(app="meetings").order_by("-id")[:1].get().delete()
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "fault"
    assert response.json()["checks"]["database"] == "ok"


@pytest.mark.usefixtures("whole")
def test_the_index_is_missing_or_damaged(client, index: Path):
    state = index / "current"
    state.write_text(state.read_text().replace("index-1", "index-7"))
    assert client.get(READY).json()["checks"]["index"] == "fault"
    shutil.rmtree(index)
    response = client.get(READY)
    assert (response.status_code, response.json()["checks"]["index"]) == (503, "fault")
    call_command("rebuild_index", verbosity=0)
    assert client.get(READY).status_code == 200


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("host", ["10.1.2.3:8000", "evil.example"])
def test_a_server_is_asked_by_its_number_also_where_pages_go_to_https(client, settings, host: str):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(READY, headers={"host": host})
    assert response.status_code == 200
    assert host not in response.content.decode()
    assert client.get("/health/live", headers={"host": host}).status_code == 200
    assert client.get("/", headers={"host": host}).status_code in (301, 400)


def test_other_methods_and_addresses(client, db):
    assert client.post("/health/live").status_code == 405
    assert client.head("/health/live").status_code == 200
    assert client.get("/en/health/live").status_code == 404
