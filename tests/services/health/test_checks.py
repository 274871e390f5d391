"""Each check finds its fault where it is put in place, and is content where all is in order."""

import contextlib
import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone, translation

from meetings.models import Feed, IndexChange, PublishingPlan
from meetings.models.triggers import remove_triggers
from meetings.search import rebuild_index
from meetings.services.backup.last_backup import LAST_BACKUP
from meetings.services.health import files
from meetings.services.health.database import explain_database_error
from meetings.services.health.results import FAULT, OK, WARNING, HealthCheck, HealthResult
from meetings.services.health.table import CHECKS, QUICK, READINESS, find_worst_level, run_checks
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    """A data folder that only its owner can enter."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.DATA_DIR.mkdir(mode=0o755)
    return settings.DATA_DIR


def run(name: str) -> HealthResult:
    return next(one for one in CHECKS if one.name == name).run()


def test_names_are_unique_and_every_check_says_what_to_do(index):
    assert len({one.name for one in CHECKS}) == len(CHECKS)
    for one in run_checks(QUICK):
        assert one.result.found
        assert bool(one.result.remedy) == (one.result.level != OK), one.check.name
        json.dumps(one.result.values)


def test_a_check_that_fails_is_a_fault_and_the_others_run(caplog):
    def fail() -> HealthResult:
        raise RuntimeError("disk on fire\nmore")

    checks = (HealthCheck("bad", "Bad", fail), HealthCheck("good", "Good", lambda: HealthResult(OK, "fine")))
    bad, good = run_checks(checks)
    assert (bad.result.level, good.result.level) == (FAULT, OK)
    assert bad.result.found == "This check failed: RuntimeError: disk on fire"
    assert "The check bad failed" in caplog.text
    assert find_worst_level([bad, good]) == FAULT
    assert find_worst_level([]) == OK


def test_without_tables_what_needs_them_is_not_run():
    MigrationRecorder(connection).migration_qs.filter(app="meetings").delete()
    results = {one.check.name: one.result for one in run_checks(READINESS)}
    assert results["migrations"].remedy == "Run manage.py migrate."
    assert "are not applied: meetings.0001" in results["migrations"].found
    assert results["waiting_changes"].found == "Not checked."


def test_a_check_that_is_chosen_alone_waits_for_the_tables_too(caplog):
    feeds = next(one for one in CHECKS if one.name == "feeds")
    assert [one.result.level for one in run_checks([feeds])] == [OK]
    MigrationRecorder(connection).migration_qs.filter(app="meetings").delete()
    assert [one.result.found for one in run_checks([feeds])] == ["Not checked."]
    assert caplog.text == ""


def test_migrations_of_a_later_version():
    MigrationRecorder(connection).record_applied("meetings", "9999_of_next_year")
    found = run("migrations")
    assert found.level == WARNING
    assert "meetings.9999_of_next_year" in found.found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite loses its triggers during a migrate")
def test_triggers_that_a_killed_migrate_did_not_make():
    assert run("migrations").level == OK
    with transaction.atomic():
        remove_triggers(plan=["a migration"])
        found = run("migrations")
        transaction.set_rollback(True)
    assert (found.level, found.remedy) == (FAULT, "Run manage.py migrate.")
    assert "lacks triggers" in found.found
    assert found.values["missing_triggers"] > 50


def test_a_file_of_the_database_that_is_missing_is_not_made(monkeypatch, tmp_path: Path):
    monkeypatch.setattr("meetings.services.health.database.get_database_file", lambda: tmp_path / "absent.sqlite3")
    found = run("database")
    assert found.level == FAULT
    assert "is missing" in found.found
    assert not (tmp_path / "absent.sqlite3").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite accepts such rows")
def test_a_row_that_names_none(index):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("INSERT INTO meetings_meetingtopic (meeting_id, topic_id, rank) VALUES (77, 88, 0)")
        found = run("foreign_keys")
        cursor.execute("DELETE FROM meetings_meetingtopic")
    assert (found.level, found.values) == (FAULT, {"rows": 2})
    assert "meetings_meetingtopic" in found.found


def test_the_index(index):
    assert run("index").found == "There is no search index."
    MeetingFactory(sound=True)
    rebuild_index()
    assert (run("index").level, run("index").values["documents"]) == (OK, 1)
    assert run("index_documents").level == OK
    current = json.loads((index / "current").read_text())
    (index / "current").write_text(json.dumps({**current, "analysis": 1}))
    assert run("index").level == WARNING


def test_documents_that_the_index_lacks(index):
    rebuild_index()
    MeetingFactory(sound=True)
    assert run("index_documents").remedy == "Changes are waiting. Run manage.py sync_index."
    IndexChange.objects.all().delete()
    assert (run("index_documents").level, run("index_documents").values) == (FAULT, {"documents": 0, "meetings": 1})


def test_changes_that_wait():
    assert run("waiting_changes").level == OK
    note = IndexChange.objects.create(meeting_id=1)
    assert run("waiting_changes").level == OK
    IndexChange.objects.filter(pk=note.pk).update(created_at=timezone.now() - timedelta(hours=3))
    found = run("waiting_changes")
    assert found.level == WARNING
    assert found.found == "1 change waits for the index, the oldest for 3\xa0hours."


def test_feeds():
    assert run("feeds").found == "The desk subscribes to no feed."
    Feed.objects.create(address="https://example.org/feed", name="Good")
    assert run("feeds").level == OK
    Feed.objects.create(address="https://example.org/bad", name="Bad", error="404", failures=3)
    found = run("feeds")
    assert (found.level, found.found, found.values) == (WARNING, "1 feed fails: Bad", {"failing": 1, "active": 2})


def test_timers():
    assert run("timers").level == OK
    feed = Feed.objects.create(address="https://example.org/feed", name="Good")
    assert (run("timers").level, run("timers").found) == (WARNING, "No feed was fetched yet.")
    feed.last_fetched = timezone.now() - timedelta(days=3)
    feed.save()
    assert run("timers").found == "The feeds were fetched last 3\xa0days ago."
    feed.last_fetched = timezone.now()
    feed.save()
    assert run("timers").level == OK
    meeting = MeetingFactory()
    PublishingPlan.objects.create(
        kind="meeting", record_id=meeting.pk, publish_at=timezone.now() - timedelta(hours=1), site=""
    )
    found = run("timers")
    assert (found.level, found.values["overdue_publications"]) == (WARNING, 1)


# As the settings are with HTTPS=1.
HTTPS = {
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
}


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"finished_at": "yesterday"}', '{"finished_at": 7}'])
def test_no_backup_is_known(folder: Path, content: str | None):
    if content is not None:
        (folder / LAST_BACKUP).write_text(content)
    assert (run("backup").level, run("backup").found) == (WARNING, "No backup is known.")


@pytest.mark.parametrize(("days", "level"), [(0, OK), (1, OK), (5, WARNING)])
def test_the_age_of_the_last_backup(folder: Path, days: int, level: str):
    finished = (timezone.now() - timedelta(days=days)).isoformat()
    (folder / LAST_BACKUP).write_text(json.dumps({"finished_at": finished, "file": "/b/1.zip", "bytes": 2048}))
    found = run("backup")
    assert (found.level, found.values["bytes"]) == (level, 2048)
    assert "(2.0 KB)" in found.found


@pytest.mark.parametrize(("free", "level"), [(10**6, FAULT), (5 * 10**8, WARNING), (10**11, OK)])
def test_free_space(monkeypatch, free: int, level: str):
    usage = files.shutil._ntuple_diskusage(2 * 10**11, 10**11, free)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage)
    assert (run("disk").level, run("disk").values["free_bytes"]) == (level, free)


def test_modes_of_files(folder: Path):
    key = folder / "secret_key"
    key.write_text("x")
    key.chmod(0o644)
    assert run("data_folder").remedy == f"Run chmod 600 {key}."
    folder.chmod(0o700)
    assert run("data_folder").level == OK  # no other user reaches it
    folder.chmod(0o755)
    key.chmod(0o600)
    assert run("data_folder").level == OK


def test_a_database_that_others_can_read(folder: Path, monkeypatch):
    database = folder / "mahdar.sqlite3"
    database.touch(0o644)
    monkeypatch.setattr(files, "get_database_file", lambda: database)
    assert (run("data_folder").level, run("data_folder").remedy) == (WARNING, f"Run chmod 640 {database}.")


def test_a_folder_that_cannot_be_written(folder: Path, monkeypatch):
    monkeypatch.setattr(files.os, "access", lambda path, mode: False)
    found = run("data_folder")
    assert (found.level, str(folder) in found.found) == (FAULT, True)


def test_static_files_are_not_collected(settings, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    assert (run("static_files").level, run("static_files").found) == (FAULT, "The static files are not collected.")
    (tmp_path / "staticfiles.json").write_text("damaged")
    assert "is damaged" in run("static_files").found
    (tmp_path / "staticfiles.json").write_text('{"paths": {"a.css": "a.123456789012.css"}}')
    assert run("static_files").found == "1 static file is missing or damaged: a.123456789012.css"


@pytest.mark.parametrize(
    ("name", "values", "level"),
    [
        ("secret_key", {"SECRET_KEY": "short"}, FAULT),
        ("secret_key", {"SECRET_KEY": "a" * 80}, FAULT),
        ("secret_key", {"SECRET_KEY": "0123456789" * 6}, OK),
        ("debug", {"DEBUG": False}, OK),
        ("debug", {"DEBUG": True, "ALLOWED_HOSTS": ["localhost"]}, WARNING),
        ("debug", {"DEBUG": True, "ALLOWED_HOSTS": ["archive.example.org"]}, FAULT),
        ("allowed_hosts", {"ALLOWED_HOSTS": []}, FAULT),
        ("allowed_hosts", {"ALLOWED_HOSTS": ["*"]}, WARNING),
        ("allowed_hosts", {"ALLOWED_HOSTS": ["archive.example.org"]}, OK),
        ("deployment", {"ALLOWED_HOSTS": ["localhost"]}, OK),
        ("deployment", {"ALLOWED_HOSTS": ["archive.example.org"]}, WARNING),
        ("deployment", {"ALLOWED_HOSTS": ["archive.example.org"], **HTTPS}, OK),
        ("deployment", {"ALLOWED_HOSTS": ["localhost"], "X_FRAME_OPTIONS": "SAMEORIGIN"}, WARNING),
        ("mail", {"MAHDAR_SENDS_MAIL": False}, OK),
        ("mail", {"MAHDAR_SENDS_MAIL": True, "DEFAULT_FROM_EMAIL": "mahdar@localhost"}, WARNING),
        ("mail", {"MAHDAR_SENDS_MAIL": True, "DEFAULT_FROM_EMAIL": "a@example.org", "EMAIL_HOST": "mail"}, OK),
        ("extras", {}, OK),
    ],
)
def test_settings(settings, monkeypatch, name: str, values: dict, level: str):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # of the browser tests
    for key, value in values.items():
        setattr(settings, key, value)
    found = run(name)
    assert found.level == level
    assert "0123456789" not in found.found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
def test_a_database_that_this_user_may_not_write(folder: Path, monkeypatch):
    database = folder / "mahdar.sqlite3"
    database.write_bytes(b"")
    monkeypatch.setattr(files, "get_database_file", lambda: database)
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != database)
    assert (run("data_folder").level, run("data_folder").found) == (FAULT, f"Mahdar may not write to {database}.")
    assert "chown" in run("data_folder").remedy


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
@pytest.mark.parametrize(
    ("pragma", "remedy"), [("max_page_count = 1", "Free space"), ("query_only = on", "chown"), ("", "DATABASE_URL")]
)
def test_what_to_do_about_an_error_of_sqlite(tmp_path: Path, pragma: str, remedy: str):
    with contextlib.closing(sqlite3.connect(tmp_path / "small.sqlite3")) as small:
        small.execute(f"PRAGMA {pragma}" if pragma else "SELECT 1")
        with pytest.raises(sqlite3.OperationalError) as refused:
            small.execute("CREATE TABLE one (text)" if pragma else "SELECT text FROM one")
    assert remedy in explain_database_error(refused.value)
