"""Copies of a PostgreSQL database by pg_dump and pg_restore, and a copy in its place."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from meetings.services.backup import BackupError
from meetings.services.backup.databases import DatabaseSnapshot, Progress
from meetings.services.backup.table_hashes import TableHash, hash_rows, is_filled_at_setup

# How values are written as text, with any settings of the server.
_FORMATS = "SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; SET timezone = 'UTC'"


class PostgresDatabase:
    """The `SiteDatabase` of PostgreSQL; its methods are those of the protocol."""

    kind = "postgresql"
    member = "database.pgdump"

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.name = str(settings["NAME"])

    def list_filled_tables(self) -> list[str]:
        try:
            with connection.cursor() as cursor:
                filled = []
                for table in connection.introspection.table_names(cursor):
                    cursor.execute(f"SELECT 1 FROM {_quoted(table)} LIMIT 1")
                    if not is_filled_at_setup(table) and cursor.fetchone():
                        filled.append(table)
                return filled
        except OperationalError as error:
            raise BackupError(f"The database cannot be read: {error}. Create an empty one: createdb NAME") from error

    def refuse_use(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            others = cursor.fetchone()[0]
        if others:
            raise BackupError(f"Other programs have the database open ({others} connections). Stop them and try again.")

    @contextlib.contextmanager
    def snapshot(self, folder: Path, progress: Progress) -> Iterator[DatabaseSnapshot]:
        """Copy the database; pg_dump and the hashes read the same moment, which the transaction holds."""
        file = folder / self.member
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
                moment, version = cursor.fetchone()
                progress("pg_dump")
                self._run_program(
                    "pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges",
                    f"--snapshot={moment}", f"--file={file}", f"--dbname={self.name}",
                )  # fmt: skip
                found = DatabaseSnapshot(
                    file=file,
                    version=version,
                    tables=_hash_tables(connection, progress),
                    migrations=_list_rows(cursor, "SELECT app, name FROM django_migrations ORDER BY app, name"),
                    originals=dict(_list_rows(cursor, "SELECT file, sha256 FROM meetings_original")),
                    faults=[],
                )
        except DatabaseError as error:
            raise BackupError(f"The database cannot be copied: {error}.") from error
        yield found

    def load_beside(self, file: Path, name: str) -> str:
        """Make a new database on the same server, with the encoding and order of the present one."""
        loaded = f"{self.name[:40]}_{name.replace('-', '_')}"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database "
                "WHERE datname = current_database()"
            )
            encoding, collate, characters = map(connection.ops.quote_name, cursor.fetchone())
        options = f"ENCODING {encoding} LC_COLLATE {collate} LC_CTYPE {characters}"
        self._run_on_server([f"CREATE DATABASE {_quoted(loaded)} TEMPLATE template0 {options}"])
        try:
            self._run_program(
                "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                f"--dbname={loaded}", str(file),
            )  # fmt: skip
        except BaseException:
            self.drop_loaded(loaded)
            raise
        return loaded

    def hash_tables(self, database: str) -> dict[str, TableHash]:
        other = load_backend(self.settings["ENGINE"]).DatabaseWrapper(self.connection_settings(database), "default")
        try:
            with other.cursor():  # connected
                return _hash_tables(other, lambda _text: None)
        finally:
            other.close()

    def list_faults(self, database: str) -> list[str]:
        """Return none: pg_restore made every constraint and index of the rows, which refuses what breaks them."""
        return []

    def replace_by(self, database: str) -> None:
        connection.close()
        old = f"{database}_old"
        self._run_on_server(
            [
                f"ALTER DATABASE {_quoted(self.name)} RENAME TO {_quoted(old)}",
                f"ALTER DATABASE {_quoted(database)} RENAME TO {_quoted(self.name)}",
            ],
            together=True,
        )
        self._run_on_server([f"DROP DATABASE {_quoted(old)}"])

    def drop_loaded(self, database: str) -> None:
        self._run_on_server([f"DROP DATABASE IF EXISTS {_quoted(database)}"])

    def connection_settings(self, database: str) -> dict[str, Any]:
        return {**self.settings, "NAME": database}

    def _run_on_server(self, statements: list[str], together: bool = False) -> None:
        """Run statements over a connection to the database `postgres`, `together` in one transaction."""
        maintenance = load_backend(self.settings["ENGINE"]).DatabaseWrapper(
            self.connection_settings("postgres"), "default"
        )
        try:
            with maintenance.cursor() as cursor:
                if together:
                    maintenance.set_autocommit(False)
                for statement in statements:
                    cursor.execute(statement)
                if together:
                    maintenance.commit()
        except DatabaseError as error:
            raise BackupError(
                f"PostgreSQL refused {statements[0].split(' ', 2)[0]} DATABASE: {str(error).strip()}. The user of "
                "DATABASE_URL must own the database and be allowed to create one: ALTER ROLE name CREATEDB"
            ) from error
        finally:
            maintenance.close()

    def _run_program(self, program: str, *arguments: str) -> None:
        """Run pg_dump or pg_restore with the server and the password of the settings, which no command line shows."""
        if shutil.which(program) is None:
            raise BackupError(f"The program {program} is not installed. Install it: apt-get install postgresql-client")
        client = load_backend(self.settings["ENGINE"]).DatabaseWrapper(self.settings, "default").client
        (_psql, *server, _name), environment = client.settings_to_cmd_args_env(self.settings, [])
        done = subprocess.run(
            [program, *server, *arguments],
            env={**os.environ, **(environment or {})},
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise BackupError(f"{program} failed: {said[0] if said else f'exit code {done.returncode}'}")


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _list_rows(cursor: Any, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return [tuple(row) for row in cursor.fetchall()]


def _hash_tables(database: BaseDatabaseWrapper, progress: Progress) -> dict[str, TableHash]:
    found = {}
    with database.cursor() as cursor:
        cursor.execute(_FORMATS)
        tables = sorted(database.introspection.table_names(cursor))
        keys = {table: database.introspection.get_primary_key_columns(cursor, table) for table in tables}
    for table in tables:
        progress(f"checksum of {table}")
        order = ", ".join(map(_quoted, keys[table] or ())) or 't::text COLLATE "C"'
        with database.chunked_cursor() as rows:
            rows.execute(f"SELECT t::text FROM {_quoted(table)} AS t ORDER BY {order}")
            found[table] = hash_rows(rows)
    return found
