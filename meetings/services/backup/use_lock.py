"""The lock that says whether a process uses a site: servers and backups share it, a restore needs it alone."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from filelock import ReadWriteLock, Timeout

from meetings.services.backup import BackupError
from meetings.services.backup.places import give_to_owner

LOCK_FILE = "in-use.lock"
_held: list[ReadWriteLock] = []  # until the process ends


class SiteBusyError(BackupError):
    """Another process uses the site in a way that excludes this one."""


def mark_site_in_use() -> None:
    """Share the site until this process ends.

    Raises:
        SiteBusyError: A backup is being restored into the site.
    """
    lock = _open_lock(Path(settings.DATA_DIR))
    _acquire_share(lock)
    _held.append(lock)


@contextlib.contextmanager
def shared_site(data: Path) -> Iterator[None]:
    """Share the site inside; raise SiteBusyError where a backup is being restored into it."""
    lock = _open_lock(data)
    _acquire_share(lock)
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def site_alone(data: Path) -> Iterator[None]:
    """Use the site alone inside; raise SiteBusyError where another process uses it."""
    lock = _open_lock(data)
    try:
        lock.acquire_write(blocking=False)
    except Timeout:
        raise SiteBusyError(
            f"Another process uses the archive in {data}: a server, a backup or another restore. Stop it and try again."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _open_lock(data: Path) -> ReadWriteLock:
    path = data / LOCK_FILE
    try:
        lock = ReadWriteLock(path, is_singleton=False)
        give_to_owner(path, data)
    except (OSError, sqlite3.Error, ValueError) as error:
        raise SiteBusyError(
            f"The lock {path} cannot be opened ({error}). Give it to the user of the server: chown USER {path}"
        ) from error
    return lock


def _acquire_share(lock: ReadWriteLock) -> None:
    try:
        lock.acquire_read(blocking=False)
    except Timeout:
        raise SiteBusyError("A backup is being restored into this archive. Start again when that is done.") from None
