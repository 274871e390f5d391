"""Mahdar's command line: `manage.py` in a checkout, `mahdar` where the package is installed."""

import os
import sys
from pathlib import Path

from config import __version__

INTERRUPTED = 130  # exit code after Ctrl+C, as shells have it
# Our commands that run before `migrate`: they read no table, or say themselves what is missing. A backup is made before
# an upgrade migrates the database.
ANY_DATABASE = {"backup", "check_archive", "doctor", "extract", "restore"}


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        _run(sys.argv)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the program that reads our output (head, less) has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _run(arguments: list[str]) -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    if arguments[1:] in (["--version"], ["version"]):
        print(f"Mahdar {__version__} (Django {django.get_version()})")
        return
    if arguments[1:2] == ["migrate"]:  # it creates the database, which has the hashes of passwords
        os.umask(0o077)
    try:
        if _needs_tables(arguments):
            _refuse_without_tables()
        execute_from_command_line(arguments)
    except ImproperlyConfigured as error:
        if "--traceback" in arguments:
            raise
        sys.exit(f"Error in the settings: {error}")
    except DatabaseError as error:  # of a command of Django, such as createsuperuser, or of a disk that is full
        if "--traceback" not in arguments:
            _refuse_without_tables()
            _end_if_known(error)
        raise


def _needs_tables(arguments: list[str]) -> bool:
    """Return whether the command is one of ours that reads or writes the tables of this version."""
    import django
    from django.core.management import find_commands

    folder = Path(__file__).resolve().parent.parent / "meetings" / "management"
    ours = set(find_commands(str(folder))) - ANY_DATABASE
    if not set(arguments[1:2]) & ours or set(arguments[2:]) & {"-h", "--help"}:
        return False
    django.setup()
    return True


def _refuse_without_tables() -> None:
    """End with one line if the database lacks tables of this version or cannot be read; it needs the settings."""
    from django.db import DatabaseError
    from django.utils.translation import override

    from meetings.services.health.database import explain_database_error
    from meetings.services.health.migrations import list_unapplied_migrations

    program = Path(sys.argv[0]).name
    try:
        missing = list_unapplied_migrations()
    except DatabaseError as error:
        reason = next(iter(str(error).splitlines()), "").rstrip(".")
        with override("en"):  # commands print English
            sys.exit(f"The database cannot be read: {reason}. {explain_database_error(error)}")
    if missing:
        sys.exit(f"Run {program} migrate first. The database lacks changes of this version: {len(missing)}.")


def _end_if_known(error: Exception) -> None:
    """End with one line if the operator can mend what the database refuses, such as a disk that is full."""
    from django.utils.translation import override

    from meetings.services.health.database import find_known_remedy

    with override("en"):
        if remedy := find_known_remedy(error):
            sys.exit(f"The database cannot be written: {error}. {remedy}")
