"""Restoring of a backup: everything is unpacked and compared beside the present archive, which it then replaces.

The database changes in one step, after the originals that it names arrived and before those that it no longer names
are deleted. A restore that is killed therefore leaves the old archive or the new one, at most with more files.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from meetings.services.backup import DATA, BackupError
from meetings.services.backup.databases import Progress, SiteDatabase, migrate_loaded
from meetings.services.backup.manifest import (
    BackupManifest,
    check_fit,
    is_key_in_environment,
    make_key_fingerprint,
)
from meetings.services.backup.places import SECRET_KEY_FILE, SitePlace, give_to_owner, list_files
from meetings.services.backup.table_hashes import describe_differences
from meetings.services.backup.unpacking import opened_backup, refuse_small_disk
from meetings.services.backup.use_lock import site_alone

MAX_DIFFERENCES_NAMED = 5
_PREFIX = "restore-"


@dataclass(frozen=True, slots=True)
class RestoredBackup:
    """What was restored, and how many migrations an older backup needed."""

    manifest: BackupManifest
    migrations: int


@dataclass(frozen=True, slots=True)
class _LoadedBackup:
    manifest: BackupManifest
    files: SitePlace
    database: str


def restore_backup(
    file: Path,
    place: SitePlace,
    database: SiteDatabase,
    *,
    version: str,
    identity: Path | None = None,
    save_present: Callable[[], None] | None = None,
    progress: Progress = lambda _text: None,
) -> RestoredBackup:
    """Restore a backup of the whole site.

    Args:
        file: The backup.
        place: Where the site's files are; its folders exist.
        database: The site's database.
        version: The version of Mahdar.
        identity: The file with the private key for age.
        save_present: Makes a backup of the present archive, which is then replaced; None refuses one that is not empty.
        progress: Gets a line whenever some of the work is done.

    Raises:
        BackupError: The backup cannot be restored; the present archive is as it was.
    """
    with site_alone(place.data):
        _delete_unfinished(place)
        _make_folders(place.media, place)
        is_filled = bool(database.list_filled_tables())
        if is_filled and save_present is None:
            raise BackupError(
                "The archive is not empty. Give --replace to replace it, after a backup of it, or --into FOLDER to "
                "restore into another folder."
            )
        database.refuse_use()
        with _loaded_backup(file, place, database, version, identity, progress) as loaded:
            progress("applying migrations")
            migrations = migrate_loaded(database, loaded.database)
            if migrations:
                _refuse_new_faults(loaded.manifest, database.list_faults(loaded.database))
            if is_filled and save_present:
                save_present()
            _replace_archive(loaded, place, database)
        return RestoredBackup(loaded.manifest, migrations)


def verify_backup(
    file: Path,
    place: SitePlace,
    database: SiteDatabase,
    *,
    version: str,
    identity: Path | None = None,
    progress: Progress = lambda _text: None,
) -> BackupManifest:
    """Restore a backup into a temporary place, compare it with its manifest row by row, and delete it again.

    Raises:
        BackupError: The backup cannot be restored, or differs from its manifest.
    """
    with _loaded_backup(file, place, database, version, identity, progress) as loaded:
        return loaded.manifest


def has_other_key(manifest: BackupManifest) -> bool:
    """Return whether the site runs with another SECRET_KEY than the one that the backup was made with."""
    if manifest.has_secret_key and not is_key_in_environment():
        return False  # the key was restored
    return make_key_fingerprint() != manifest.secret_key


@contextlib.contextmanager
def _loaded_backup(
    file: Path,
    place: SitePlace,
    database: SiteDatabase,
    version: str,
    identity: Path | None,
    progress: Progress,
) -> Iterator[_LoadedBackup]:
    """Unpack a backup beside the archive and compare it with its manifest; delete what is left of it at the end."""
    mark = _PREFIX + secrets.token_hex(4)
    beside = SitePlace(place.data / f".{mark}", place.media / f".{mark}")
    name = ""
    try:
        with opened_backup(file, identity) as stream:
            check_fit(stream.manifest, version, database)
            refuse_small_disk(stream.manifest, place.data)
            unpacked = stream.unpack(beside, progress)
        progress("loading the database")
        name = database.load_beside(unpacked, mark)
        progress("comparing the rows with the manifest")
        if wrong := describe_differences(stream.manifest.tables, database.hash_tables(name)):
            raise BackupError(f"The backup is damaged: {'; '.join(wrong[:MAX_DIFFERENCES_NAMED])}. Use another backup.")
        _refuse_new_faults(stream.manifest, database.list_faults(name))
        yield _LoadedBackup(stream.manifest, beside, name)
    finally:
        if name:
            database.drop_loaded(name)
        shutil.rmtree(beside.data, ignore_errors=True)
        shutil.rmtree(beside.media, ignore_errors=True)


def _refuse_new_faults(manifest: BackupManifest, faults: list[str]) -> None:
    """Refuse a database with faults, except those of the archive that was backed up: it may be all that there is."""
    if new := [fault for fault in faults if fault not in manifest.faults]:
        raise BackupError(f"The database of the backup has faults: {'; '.join(new)}. Use another backup.")


def _delete_unfinished(place: SitePlace) -> None:
    """Delete what a killed restore left beside the archive."""
    for folder in (place.data, place.media):
        for path in folder.glob(f".{_PREFIX}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _replace_archive(loaded: _LoadedBackup, place: SitePlace, database: SiteDatabase) -> None:
    members = dict(list_files(loaded.files))
    _save_to_disk()
    for name, path in members.items():
        target = place.find_path(name)
        _make_folders(target.parent, place)
        path.replace(target)
        give_to_owner(target, place.data)
    database.replace_by(loaded.database)
    for name, path in list_files(place):
        if name not in members and name != DATA + SECRET_KEY_FILE:
            path.unlink()
    _save_to_disk()


def _make_folders(folder: Path, place: SitePlace) -> None:
    if not folder.exists():
        _make_folders(folder.parent, place)
        folder.mkdir()
        give_to_owner(folder, place.data)


def _save_to_disk() -> None:
    if hasattr(os, "sync"):
        os.sync()
