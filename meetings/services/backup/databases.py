"""What a backup asks of a database, whichever its kind is."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend

from meetings.search import note_rebuild, without_index_updates
from meetings.services.backup.table_hashes import TableHash

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DatabaseSnapshot:
    """A copy of the database at one moment. `originals`: name of a file within the media folder -> its SHA-256."""

    file: Path
    version: str  # of the database's software
    tables: Mapping[str, TableHash]
    migrations: list[tuple[str, str]]
    originals: Mapping[str, str]
    faults: list[str]  # that the database has, see `SiteDatabase.list_faults`


class SiteDatabase(Protocol):
    """The database of a site. A restored database is loaded beside the present one, which it replaces in one step."""

    kind: str  # as the manifest names it
    member: str  # name of its copy in the backup

    def list_filled_tables(self) -> list[str]:
        """Return the tables with rows that an empty archive has not; none where the database is missing."""

    def refuse_use(self) -> None:
        """Raise BackupError where another process has the database open."""

    def snapshot(self, folder: Path, progress: Progress) -> AbstractContextManager[DatabaseSnapshot]:
        """Copy the database into `folder`, as it is at one moment, while others write to it."""

    def load_beside(self, file: Path, name: str) -> str:
        """Make a new database of a snapshot, beside the present one, and return what `NAME` of the settings is."""

    def hash_tables(self, database: str) -> dict[str, TableHash]:
        """Return the number and the hash of the rows of each table of a loaded database."""

    def list_faults(self, database: str) -> list[str]:
        """Return the first faults of a loaded database: damage, and foreign keys that lead nowhere."""

    def replace_by(self, database: str) -> None:
        """Put a loaded database in the place of the present one, in one step."""

    def drop_loaded(self, database: str) -> None:
        """Delete a loaded database, if it is there."""

    def connection_settings(self, database: str) -> dict[str, Any]:
        """Return Django's settings for a loaded database."""


def migrate_loaded(database: SiteDatabase, name: str) -> int:
    """Apply the missing migrations to a loaded database, and let the next update of the index write all meetings.

    Returns the number of migrations.
    """
    with _default_connection(database.connection_settings(name)), without_index_updates():
        executor = MigrationExecutor(connections["default"])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", interactive=False, verbosity=0)
        note_rebuild()
    return len(plan)


@contextlib.contextmanager
def _default_connection(settings: dict[str, Any]) -> Iterator[None]:
    """Let all of Mahdar use another database inside; migrations and triggers name no database but the default one."""
    present = connections["default"]
    other = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = present
