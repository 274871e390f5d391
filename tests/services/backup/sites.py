"""Sites for the tests of backups: an SQLite database in a file, originals, and what else a data folder has."""

import contextlib
import hashlib
import io
import sqlite3
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from meetings.ingest.originals import keep_file
from meetings.models import Incoming, Meeting, ReviewState
from meetings.services.backup.databases import _default_connection
from meetings.services.backup.packing import write_backup
from meetings.services.backup.places import DATABASE_FILE, SitePlace, find_place_in
from meetings.services.backup.sqlite import SqliteDatabase
from meetings.services.history.recording import recorded
from tests.factories import MeetingFactory

ORIGINAL = b"%PDF-1.7 a report as it came"
VERSION = "0.2.0"
_MARKS = ("meetings_indexchange",)  # a restore records there that the index is to be built again

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class SavedSite:
    """A site in a folder of the test."""

    place: SitePlace
    database: SqliteDatabase

    @property
    def data(self) -> Path:
        return self.place.data

    def write(self, target: Path, **options: Any) -> Path:
        write_backup(target, self.place, self.database, version=VERSION, **options)
        return target

    def rows(self) -> Rows:
        """All rows of all tables."""
        with contextlib.closing(sqlite3.connect(self.database.path)) as opened:
            names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = (name for name in names if name not in _MARKS and not name.startswith("sqlite_"))
            return {name: opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for name in kept}

    def run(self, statement: str, *values: Any) -> None:
        """Change the database as another process does."""
        with sqlite3.connect(self.database.path) as opened:
            opened.execute(statement, values)
        opened.close()

    def files(self) -> dict[str, bytes]:
        """Every file that is not a lock or the database."""
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and path.suffix != ".lock" and not path.name.startswith(DATABASE_FILE)
        }


def open_site(data: Path) -> SavedSite:
    data.mkdir(exist_ok=True)
    return SavedSite(find_place_in(data), SqliteDatabase(data / DATABASE_FILE))


def fill_site(site: SavedSite) -> None:
    """Make the database and what editors add: a public meeting, a draft, its history, a user, a waiting text."""
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(site.database.path)) as target:
        connection.connection.backup(target)  # the empty database of the tests, with its tables
    with _default_connection(site.database.connection_settings(str(site.database.path))):
        call_command("migrate", verbosity=0)
        editor = User.objects.create_user("shatha", password="a password of an editor")
        MeetingFactory(slug="public", headline_ar="لقاء في هلسنكي")
        draft = MeetingFactory(slug="draft", review_state=ReviewState.DRAFT)
        with recorded(editor):
            meeting = Meeting.objects.get(pk=draft.pk)
            meeting.headline_ar = "لقاء في جنيف"
            meeting.save()
        original = keep_file("report.pdf", io.BytesIO(ORIGINAL))
        Incoming.objects.create(raw_text="استقبل الوزير نظيره", name="report.pdf", original=original)
    for name, text in {
        "secret_key": "a key",
        "imports/1-list": "an uploaded list",
        "index/current": "{}",
        "static/base.css": "",
        ".unfinished": "",
    }.items():
        path = site.data / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def repack(backup: Path, target: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]) -> Path:
    """Write a copy of a backup whose members `change` changed, with the checksums that they then have."""
    with tarfile.open(backup) as tar:
        members = [(one, tar.extractfile(one).read()) for one in tar.getmembers() if one.name != "SHA256SUMS"]
    change(members)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {one.name}\n" for one, content in members if one.isreg())
    with tarfile.open(target, "w:gz") as tar:
        for one, content in [*members, (tarfile.TarInfo("SHA256SUMS"), sums.encode())]:
            one.size = len(content)
            tar.addfile(one, io.BytesIO(content))
    return target
