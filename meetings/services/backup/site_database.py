"""The choice of the kind of database by the settings."""

from pathlib import Path

from django.conf import settings

from meetings.services.backup.databases import SiteDatabase
from meetings.services.backup.postgresql import PostgresDatabase
from meetings.services.backup.sqlite import SqliteDatabase


def open_site_database() -> SiteDatabase:
    """Return the database of this site."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return SqliteDatabase(Path(database["NAME"]))
    return PostgresDatabase(database)
