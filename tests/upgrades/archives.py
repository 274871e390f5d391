"""Archives of earlier versions: unpacked, opened as the site's archive, upgraded, and read row by row."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from meetings.services.backup.databases import _default_connection
from meetings.services.backup.sqlite import SqliteDatabase

# What Django itself counts and writes anew: numbers of the last rows.
_COUNTERS = ("sqlite_sequence",)

Row = dict[str, Any]
Tables = dict[str, dict[int, Row]]


@dataclass(frozen=True)
class EarlierArchive:
    """An archive of an earlier version in a data folder of the tests."""

    data: Path

    @property
    def database(self) -> Path:
        return self.data / "mahdar.sqlite3"

    @contextlib.contextmanager
    def open_site(self) -> Iterator[None]:
        """Let all of Mahdar use this archive and an index beside it."""
        haystack = {"default": {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(self.data / "index")}}
        database = SqliteDatabase(self.database)
        cache.clear()
        with (
            _default_connection(database.connection_settings(str(self.database))),
            override_settings(HAYSTACK_CONNECTIONS=haystack, SEARCH_URL="whoosh:"),
        ):
            yield
            connection.close()
        cache.clear()

    def migrate(self, *target: str) -> None:
        with self.open_site():
            call_command("migrate", *target, interactive=False, verbosity=0)

    def read_tables(self) -> Tables:
        """All rows of all tables by their number."""
        with contextlib.closing(sqlite3.connect(self.database)) as opened:
            opened.row_factory = sqlite3.Row
            names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: {row[0]: dict(row) for row in opened.execute(f'SELECT rowid AS "row number", * FROM "{name}"')}
                for name in names
                if name not in _COUNTERS
            }

    def read_columns(self) -> dict[str, set[str]]:
        """The columns of each table of ours."""
        with contextlib.closing(sqlite3.connect(self.database)) as opened:
            names = [
                name
                for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if name.startswith("meetings_")
            ]
            return {name: {row[1] for row in opened.execute(f'PRAGMA table_info("{name}")')} for name in names}

    def find_last_migration(self) -> str:
        """Return the name of the last migration of ours that this archive has."""
        with contextlib.closing(sqlite3.connect(self.database)) as opened:
            (name,) = opened.execute("SELECT max(name) FROM django_migrations WHERE app = 'meetings'").fetchone()
        return str(name)


def list_differences(before: Tables, after: Tables) -> set[tuple[str, str]]:
    """Return table and column of each value of `before` that `after` lacks; no column where the row is absent."""
    found = set()
    for table, rows in before.items():
        for number, row in rows.items():
            now = after.get(table, {}).get(number)
            if now is None:
                found.add((table, ""))
            else:
                found.update((table, column) for column, value in row.items() if now.get(column, ...) != value)
    return found
