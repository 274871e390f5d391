"""Copies of an SQLite database, and a copy in its place."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from meetings.services.backup import BackupError
from meetings.services.backup.databases import DatabaseSnapshot, Progress
from meetings.services.backup.places import give_to_owner
from meetings.services.backup.table_hashes import TableHash, hash_rows, is_filled_at_setup

STEP_PAGES = 2_000  # copied between two reports of progress
MAX_FAULTS_NAMED = 5


class SqliteDatabase:
    """The `SiteDatabase` of an SQLite file; its methods are those of the protocol."""

    kind = "sqlite"
    member = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def list_filled_tables(self) -> list[str]:
        if not self.path.exists():
            return []
        with _opened(self.path) as database:
            return [
                name
                for name in _list_tables(database)
                if not is_filled_at_setup(name) and database.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()
            ]

    def refuse_use(self) -> None:
        """Leave the write-ahead log, which SQLite allows to the only user of a database; what it has is saved."""
        if not self.path.exists():
            return
        try:
            with _opened(self.path) as database:
                (mode,) = database.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = ""
        if mode != "delete":
            raise BackupError(f"Another program has {self.path} open. Stop it and try again.")

    @contextlib.contextmanager
    def snapshot(self, folder: Path, progress: Progress) -> Iterator[DatabaseSnapshot]:
        if not self.path.exists():
            raise BackupError(f"There is no database {self.path}: run migrate first.")
        file = folder / self.member
        try:
            self._copy(file, progress)
            with _opened(file) as copy:
                yield DatabaseSnapshot(
                    file=file,
                    version=sqlite3.sqlite_version,
                    tables=_hash_tables(copy, progress),
                    migrations=_list_migrations(copy),
                    originals=_list_originals(copy),
                    faults=_list_faults(copy),
                )
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{self.path} cannot be copied: {error}.") from error

    def _copy(self, file: Path, progress: Progress) -> None:
        """Copy the state that the database has now.

        The transaction that begins first holds this state: without it, SQLite would begin the copy again after each
        commit of another process, and never end on a busy site. Writers do not wait for it.
        """

        def report(_status: int, remaining: int, total: int) -> None:
            progress(f"database: {100 * (total - remaining) // max(total, 1)}%")

        with _opened(self.path) as source, _opened(file) as target:
            target.execute("PRAGMA synchronous=OFF")
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(target, pages=STEP_PAGES, progress=report)
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it

    def load_beside(self, file: Path, name: str) -> str:
        beside = self.path.parent / f".{name}.sqlite3"
        shutil.move(file, beside)
        return str(beside)

    def hash_tables(self, database: str) -> dict[str, TableHash]:
        try:
            with _opened(Path(database)) as opened:
                return _hash_tables(opened, lambda _text: None)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The database in the backup cannot be read: {error}.") from error

    def list_faults(self, database: str) -> list[str]:
        with _opened(Path(database)) as opened:
            return _list_faults(opened)

    def replace_by(self, database: str) -> None:
        self.refuse_use()
        with _opened(Path(database)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")  # Django's connection began a log
        with Path(database).open("rb+") as file:
            os.fsync(file.fileno())
        Path(database).chmod(0o600)
        give_to_owner(Path(database), self.path.parent)
        Path(database).replace(self.path)

    def drop_loaded(self, database: str) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(database + ending).unlink(missing_ok=True)

    def connection_settings(self, database: str) -> dict[str, Any]:
        # Only this process writes into it: without the files by which writers take turns.
        return {**settings.DATABASES["default"], "NAME": database, "ENGINE": "django.db.backends.sqlite3"}


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    # Old rows may have bytes that are not UTF-8; they are compared as they are.
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield connection
    finally:
        connection.close()


def _list_tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
    return [name for (name,) in database.execute(query)]


def _hash_tables(database: sqlite3.Connection, progress: Progress) -> dict[str, TableHash]:
    found = {}
    for name in _list_tables(database):
        progress(f"checksum of {name}")
        found[name] = hash_rows(database.execute(f'SELECT * FROM "{name}" ORDER BY rowid'))
    return found


def _list_faults(database: sqlite3.Connection) -> list[str]:
    damage = [row[0] for row in database.execute(f"PRAGMA integrity_check({MAX_FAULTS_NAMED})")]
    broken = database.execute("PRAGMA foreign_key_check").fetchmany(MAX_FAULTS_NAMED)
    return [
        *(fault for fault in damage if fault != "ok"),
        *(f"row {row} of {table} refers to a missing row of {parent}" for table, row, parent, _key in broken),
    ]


def _list_migrations(database: sqlite3.Connection) -> list[tuple[str, str]]:
    if "django_migrations" not in _list_tables(database):
        return []
    return database.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()


def _list_originals(database: sqlite3.Connection) -> dict[str, str]:
    if "meetings_original" not in _list_tables(database):
        return {}
    return dict(database.execute("SELECT file, sha256 FROM meetings_original"))
