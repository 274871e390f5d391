"""Backups of a PostgreSQL database, by the real pg_dump and pg_restore.

TEST_DATABASE_URL=postgres://user@host/name python -m pytest tests/services/backup/test_postgresql.py
"""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.utils import load_backend

from meetings.models import IndexChange, Meeting, ReviewState, Topic
from meetings.services.backup import BackupError
from meetings.services.backup.packing import write_backup
from meetings.services.backup.places import SitePlace, find_place_in
from meetings.services.backup.postgresql import PostgresDatabase
from meetings.services.backup.restoring import restore_backup, verify_backup
from tests.factories import MeetingFactory
from tests.services.backup.sites import VERSION

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql" or shutil.which("pg_dump") is None,
        reason="needs TEST_DATABASE_URL with a PostgreSQL server, and pg_dump",
    ),
]


@pytest.fixture
def place(tmp_path: Path) -> SitePlace:
    (tmp_path / "data").mkdir()
    return find_place_in(tmp_path / "data")


@pytest.fixture
def database() -> PostgresDatabase:
    return PostgresDatabase(connection.settings_dict)


@pytest.fixture
def backup(place: SitePlace, database: PostgresDatabase, tmp_path: Path) -> Path:
    User.objects.create_user("shatha", password="a password of an editor")
    MeetingFactory(slug="draft", headline_ar="لقاء في جنيف", review_state=ReviewState.DRAFT)
    write_backup(tmp_path / "backup.tar.gz", place, database, version=VERSION)
    return tmp_path / "backup.tar.gz"


def other_connection(database: PostgresDatabase):
    return load_backend(database.settings["ENGINE"]).DatabaseWrapper(database.settings, "default")


def test_everything_comes_back(backup: Path, place: SitePlace, database: PostgresDatabase):
    before = database.hash_tables(database.name)
    Meeting.objects.all().delete()
    MeetingFactory(slug="later")
    with pytest.raises(BackupError, match="not empty"):
        restore_backup(backup, place, database, version=VERSION)
    saved = []
    restore_backup(backup, place, database, version=VERSION, save_present=lambda: saved.append(Meeting.objects.get()))
    assert [meeting.slug for meeting in saved] == ["later"]
    assert Meeting.objects.get().headline_ar == "لقاء في جنيف"
    assert IndexChange.objects.filter(meeting_id=0).exists()
    after = database.hash_tables(database.name)
    assert {name for name in before if before[name] != after[name]} == {"meetings_indexchange"}
    assert MeetingFactory(slug="next").pk > Meeting.objects.get(slug="draft").pk  # numbers continue


def test_it_is_of_one_moment(place: SitePlace, database: PostgresDatabase, tmp_path: Path):
    other = other_connection(database)

    def write(text: str) -> None:
        """Commit a row between the moment of the copy and pg_dump, and before each checksum."""
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO auth_group (name) SELECT %s WHERE NOT EXISTS (SELECT 1 FROM auth_group WHERE name = %s)",
                [text, text],
            )

    try:
        write_backup(tmp_path / "backup.tar.gz", place, database, version=VERSION, progress=write)
    finally:
        other.close()
    verify_backup(tmp_path / "backup.tar.gz", place, database, version=VERSION)


def test_other_connections_are_refused(backup: Path, place: SitePlace, database: PostgresDatabase):
    other = other_connection(database)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1")
    try:
        with pytest.raises(BackupError, match="have the database open"):
            restore_backup(backup, place, database, version=VERSION, save_present=lambda: None)
    finally:
        other.close()


def test_nothing_is_left_of_a_backup_that_was_verified(backup: Path, place: SitePlace, database: PostgresDatabase):
    verify_backup(backup, place, database, version=VERSION)
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{database.name[:40]}_restore%"])
        assert cursor.fetchall() == []


def test_a_wrong_value_is_noticed(backup: Path, place: SitePlace, database: PostgresDatabase, monkeypatch):
    load = database.load_beside

    def load_other(file: Path, name: str) -> str:
        loaded = load(file, name)
        other = load_backend(database.settings["ENGINE"]).DatabaseWrapper(
            database.connection_settings(loaded), "default"
        )
        with other.cursor() as cursor:
            cursor.execute("UPDATE auth_user SET username = 'another'")
        other.close()
        return loaded

    monkeypatch.setattr(database, "load_beside", load_other)
    with pytest.raises(BackupError, match="auth_user has other values"):
        verify_backup(backup, place, database, version=VERSION)


def test_a_missing_program(place: SitePlace, database: PostgresDatabase, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="pg_dump is not installed"):
        write_backup(tmp_path / "backup.tar.gz", place, database, version=VERSION)
    assert Topic.objects.count() == 0
