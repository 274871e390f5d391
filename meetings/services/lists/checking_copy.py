"""A copy of the database on which an import is checked, so that the check keeps no editor from saving."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

# The copy lasts no longer than the check: it needs neither a journal on the disk nor a safe one.
_FAST = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"


@contextmanager
def use_checking_copy() -> Iterator[None]:
    """Run the block on a copy of the database as it is now; what the block writes goes with the copy.

    Only this thread uses the copy. SQLite has one writer at a time, and a check that writes and rolls back would be it.
    PostgreSQL needs no copy: there a writer does not wait for others. Within a transaction, which is the writer
    already, a copy would help no other user.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        original: Any = connections[DEFAULT_DB_ALIAS]
        copied: Any = connections.create_connection(DEFAULT_DB_ALIAS)
        options = {**original.settings_dict["OPTIONS"], "init_command": _FAST}
        copied.settings_dict = {**original.settings_dict, "NAME": str(path), "OPTIONS": options}
        connections[DEFAULT_DB_ALIAS] = copied
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = original
            copied.close()
