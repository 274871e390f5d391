"""Writing of a backup: the database as it is at one moment, then the files that it names, while the site runs."""

import contextlib
import glob
import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from meetings.services.backup import CHECKSUMS, DATA, MANIFEST, MEDIA, BackupError
from meetings.services.backup.databases import DatabaseSnapshot, Progress, SiteDatabase
from meetings.services.backup.encryption import encrypted
from meetings.services.backup.manifest import (
    BackupManifest,
    is_key_in_environment,
    list_settings,
    make_key_fingerprint,
)
from meetings.services.backup.places import SECRET_KEY_FILE, SitePlace, give_to_owner, list_files
from meetings.services.backup.use_lock import SiteBusyError, shared_site

COMPRESSION_LEVEL = 6
PROGRESS_FILES = 100  # between two reports
LOCK_FILE = "backup.lock"
FOLDER_PREFIX = ".backup-"
UNFINISHED = ".unfinished"  # ending of the hidden file that becomes the backup
_ORIGINALS = MEDIA + "originals/"


def write_backup(
    target: Path,
    place: SitePlace,
    database: SiteDatabase,
    *,
    version: str,
    recipient: str = "",
    is_alone: bool = False,
    progress: Progress = lambda _text: None,
) -> BackupManifest:
    """Write a backup of the whole site to `target`, which appears whole or not at all; return its manifest.

    The site may be used meanwhile. The database is copied first: an original is stored before the row that names it,
    and never changes, so each original of the copy is complete when its turn comes.

    Args:
        target: The file to write; an existing one is replaced.
        place: Where the site's files are.
        database: The site's database.
        version: The version of Mahdar.
        recipient: A public key of age or a key of GnuPG to which the backup is encrypted; empty for a plain one.
        is_alone: Whether the caller has the site alone, as a restore has.
        progress: Gets a line whenever some of the work is done.

    Raises:
        BackupError: The backup cannot be written; nothing is left of it.
    """
    place = _leave_out_backups(place, target.resolve())
    with _only_backup(place.data), contextlib.nullcontext() if is_alone else shared_site(place.data):
        _delete_unfinished(place.data, target)
        try:
            with (
                tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX, dir=place.data) as folder,
                database.snapshot(Path(folder), progress) as snapshot,
                _appearing(target) as file,
            ):
                manifest, files = _describe(snapshot, place, database, version)
                with encrypted(file, recipient) as stream:
                    _write_members(stream, manifest, snapshot.file, files, progress)
        except OSError as error:
            raise BackupError(f"The backup {target} cannot be written: {error}.") from error
    return manifest


def _leave_out_backups(place: SitePlace, target: Path) -> SitePlace:
    """Return the place without the folder of the backup, so that no backup has the ones before it."""
    data = place.data.resolve()
    if target.parent == data:
        raise BackupError(
            f"{target} is in the data folder itself. Give a folder of backups, such as {data / 'backups'}"
        )
    if target.parent.is_relative_to(data):
        return replace(place, left_out=(*place.left_out, target.parent))
    return place


@contextlib.contextmanager
def _only_backup(data: Path) -> Iterator[None]:
    lock = FileLock(data / LOCK_FILE, is_singleton=False)
    try:
        lock.acquire(timeout=0)
        give_to_owner(data / LOCK_FILE, data)
    except Timeout:
        raise SiteBusyError("Another backup of this archive is being made. Wait until it is done.") from None
    try:
        yield
    finally:
        lock.release()


def _delete_unfinished(data: Path, target: Path) -> None:
    """Delete what a killed backup left; the lock shows that none is at work."""
    for folder in data.glob(f"{FOLDER_PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)
    # A name that we made has a new time in each backup; a name of the operator is the same each time.
    name = "-".join(target.name.split("-")[:2]) + "-" if target.name.startswith("mahdar-") else target.name
    for file in target.parent.glob(f".{glob.escape(name)}*{UNFINISHED}"):
        file.unlink(missing_ok=True)


@contextlib.contextmanager
def _appearing(target: Path) -> Iterator[IO[bytes]]:
    """Yield a file, readable to its owner alone, that gets its name once all of it is on the disk."""
    handle, unfinished = tempfile.mkstemp(prefix=f".{target.name}.", suffix=UNFINISHED, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    _save_folder(target.parent)


def _save_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system can
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _describe(
    snapshot: DatabaseSnapshot, place: SitePlace, database: SiteDatabase, version: str
) -> tuple[BackupManifest, list[tuple[str, Path]]]:
    """Return the manifest and the files of the backup: of originals those that the copy of the database names."""
    named = {MEDIA + name for name in snapshot.originals}
    files = [
        (name, path)
        for name, path in list_files(place)
        if (name in named or not name.startswith(_ORIGINALS))
        and not (name == DATA + SECRET_KEY_FILE and is_key_in_environment())  # an old key that is no longer in use
    ]
    names = {name for name, _ in files}
    return BackupManifest(
        mahdar=version,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database=database.kind,
        database_version=snapshot.version,
        database_file=database.member,
        database_bytes=snapshot.file.stat().st_size,
        files=len(files),
        files_bytes=sum(path.stat().st_size for _, path in files),
        missing_originals=len(named - names),
        faults=snapshot.faults,
        secret_key=make_key_fingerprint(),
        has_secret_key=DATA + SECRET_KEY_FILE in names,
        settings=list_settings(),
        migrations=snapshot.migrations,
        tables=dict(snapshot.tables),
    ), files


def _write_members(
    stream: IO[bytes], manifest: BackupManifest, database: Path, files: list[tuple[str, Path]], progress: Progress
) -> None:
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=COMPRESSION_LEVEL, fileobj=stream) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        tempfile.TemporaryFile() as sums,
    ):
        text = manifest.write_json()
        _add_member(tar, MANIFEST, io.BytesIO(text), len(text), sums)
        progress("packing the database")
        with database.open("rb") as content:
            _add_member(tar, manifest.database_file, content, manifest.database_bytes, sums)
        for number, (name, path) in enumerate(files, start=1):
            with contextlib.suppress(FileNotFoundError), path.open("rb") as content:  # a passing file may be over
                _add_member(tar, name, content, os.fstat(content.fileno()).st_size, sums)
            if number % PROGRESS_FILES == 0:
                progress(f"files: {number} of {len(files)}")
        size = sums.tell()
        sums.seek(0)
        _add_member(tar, CHECKSUMS, sums, size, io.BytesIO())


def _add_member(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int, sums: IO[bytes]) -> None:
    """Add a file and the line with its checksum."""
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(datetime.now(UTC).timestamp())
    hashed = HashedReader(content)
    try:
        tar.addfile(member, hashed)
    except OSError as error:
        if hashed.bytes < size and str(error) == "unexpected end of data":
            raise BackupError(f"{name} got shorter while it was read. Make the backup again.") from error
        raise
    sums.write(f"{hashed.digest.hexdigest()}  {name}\n".encode())


class HashedReader:
    """A file that is read once, with the hash and the number of the bytes that were read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes."""
        found = self._file.read(size)
        self.digest.update(found)
        self.bytes += len(found)
        return found
