"""The migrations of this version that the database lacks, and those that it has from a later version."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]  # app and name


@cache
def _list_known() -> tuple[frozenset[Migration], frozenset[Migration]]:
    """Return the migrations that a database must have, and all that this version knows; files do not change."""
    loader = MigrationLoader(None)
    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    return frozenset(loader.graph.nodes), frozenset(loader.disk_migrations) | replaced


def list_unapplied_migrations(using: str = DEFAULT_DB_ALIAS) -> list[Migration]:
    """Return the migrations that were not applied to the database; it costs two queries.

    Raises:
        DatabaseError: The database cannot be reached or read.
    """
    return sorted(_list_known()[0] - set(MigrationRecorder(connections[using]).applied_migrations()))


def list_later_migrations(using: str = DEFAULT_DB_ALIAS) -> list[Migration]:
    """Return the applied migrations of our apps that this version does not know: a later version made them."""
    known = _list_known()[1]
    apps = {app for app, _name in known}
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return sorted(one for one in applied if one not in known and one[0] in apps)
