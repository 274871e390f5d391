"""What the archive is made of: versions, and the sizes of the database, the index and the originals."""

import platform
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat

from meetings.models import Article, Meeting, Official, Original

MAX_INDEX_FILES = 10_000  # counted; an index has some dozens


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """The database: its kind, its version and its size in bytes."""

    engine: str
    version: str
    size: int


def get_database_file() -> Path | None:
    """Return the file of an SQLite database; None for a database in memory or on a server."""
    name = str(connection.settings_dict["NAME"])
    in_memory = name == ":memory:" or name.startswith("file:")
    return Path(name) if connection.vendor == "sqlite" and not in_memory else None


def describe_database() -> DatabaseFacts:
    """Ask the database what it is, with one or two queries.

    Raises:
        DatabaseError: It does not answer.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version(), (SELECT page_count FROM pragma_page_count()), "
                           "(SELECT page_size FROM pragma_page_size())")  # fmt: skip
            version, pages, page_size = cursor.fetchone()
            return DatabaseFacts("SQLite", version, pages * page_size)
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
        return DatabaseFacts("PostgreSQL", version, size)


def show_bytes(size: int) -> str:
    """Return a size in words, with a plain space."""
    return filesizeformat(size).replace("\xa0", " ")


@dataclass(frozen=True, slots=True)
class ArchiveSizes:
    """Numbers of records and sizes in bytes."""

    meetings: int
    officials: int
    articles: int
    originals: int
    originals_bytes: int
    database_bytes: int
    index_bytes: int


def measure_archive(index_folder: Path) -> ArchiveSizes:
    """Count the records and measure database, index and originals, with six queries."""
    originals = Original.objects.aggregate(total=Sum("size"))["total"] or 0
    return ArchiveSizes(
        meetings=Meeting.objects.count(),
        officials=Official.objects.count(),
        articles=Article.objects.count(),
        originals=Original.objects.count(),
        originals_bytes=originals,
        database_bytes=describe_database().size,
        index_bytes=measure_folder(index_folder),
    )


def measure_folder(folder: Path) -> int:
    """Return the bytes of the files in a folder; a file that another process removes meanwhile does not count."""
    total = 0
    for number, file in enumerate(folder.rglob("*")):
        if number > MAX_INDEX_FILES:
            break
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total


def list_versions() -> dict[str, str]:
    """Return the versions of the programs that the archive runs on, by name."""
    facts = describe_database()
    return {
        "Mahdar": settings.MAHDAR_VERSION,
        "Django": django.get_version(),
        "Python": platform.python_version(),
        facts.engine: facts.version,
    }
