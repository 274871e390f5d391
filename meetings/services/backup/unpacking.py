"""Reading of a backup. It trusts nothing in the file: names, kinds, sizes and checksums are checked on the way."""

import contextlib
import gzip
import hashlib
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from meetings.services.backup import CHECKSUMS, DATA, MANIFEST, MEDIA, BackupError
from meetings.services.backup.databases import Progress
from meetings.services.backup.encryption import decrypted
from meetings.services.backup.manifest import MAX_MANIFEST_BYTES, BackupManifest, read_manifest
from meetings.services.backup.places import SitePlace, is_kept_name
from meetings.services.packed_files import has_way_out, is_bomb

MAX_HEADER_BYTES = 1 << 20  # between two files of the tar; tarfile reads a header into the memory
MAX_CHECKSUMS_BYTES = 1 << 30
PROGRESS_FILES = 100  # between two reports
_CHUNK_BYTES = 1 << 20
_DAMAGED = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


class BackupStream:
    """An opened backup, which is read once from its beginning to its end."""

    def __init__(self, tar: tarfile.TarFile, packed: "GuardedReader") -> None:
        self._tar = tar
        self._packed = packed
        self._sums: dict[str, str] = {}
        self.manifest = self._read_manifest()

    def _read_manifest(self) -> BackupManifest:
        member = self._next_member()
        if member is None or member.name != MANIFEST or member.size > MAX_MANIFEST_BYTES:
            raise BackupError("The file does not begin with the manifest of a backup of Mahdar. Give another file.")
        text = b"".join(self._chunks(member))
        return read_manifest(text)

    def unpack(self, place: SitePlace, progress: Progress) -> Path:
        """Unpack all files into the new folders of `place`, and return the path of the copy of the database.

        Raises:
            BackupError: The file is damaged, incomplete, or has what no backup has.
        """
        try:
            return self._unpack(place, progress)
        except _DAMAGED as error:
            raise BackupError(f"The backup is damaged or incomplete ({error}). Use another backup.") from error
        except OSError as error:
            raise BackupError(f"The backup cannot be unpacked: {error}.") from error

    def _unpack(self, place: SitePlace, progress: Progress) -> Path:
        for folder in (place.data, place.media):
            folder.mkdir(mode=0o700, parents=True)
        database = place.data / ".database"  # a name that no file of a backup has
        stated: dict[str, str] = {}
        number = 0
        while (member := self._next_member()) is not None:
            if CHECKSUMS in self._sums:
                raise BackupError(f"The backup has {member.name!r} after its checksums. Use another backup.")
            if member.name == CHECKSUMS:
                stated = self._read_checksums(member)
                continue
            path = database if member.name == self.manifest.database_file else _find_path(place, member.name)
            self._write_file(member, path)
            number += 1
            if number % PROGRESS_FILES == 0:
                progress(f"unpacked: {number} of {self.manifest.files + 1} files")
        while self._packed.read(_CHUNK_BYTES):  # gzip compares its checksum at the end
            pass
        del self._sums[CHECKSUMS]
        if wrong := sorted(
            name for name in stated.keys() | self._sums.keys() if stated.get(name) != self._sums.get(name)
        ):
            raise BackupError(f"The checksum of {wrong[0]} is wrong: the backup is damaged. Use another backup.")
        if not database.exists():
            raise BackupError("The backup has no database. Use another backup.")
        return database

    def _next_member(self) -> tarfile.TarInfo | None:
        with self._packed.only(MAX_HEADER_BYTES):
            member = self._tar.next()
        if member is None:
            if self._sums and CHECKSUMS not in self._sums:
                raise BackupError("The backup is incomplete: it has no checksums. Use another backup.")
            return None
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.issparse():
            raise BackupError(f"The backup has {member.name!r}, which is not a plain file. Use another backup.")
        if member.name in self._sums:
            raise BackupError(f"The backup has {member.name!r} twice. Use another backup.")
        return member

    def _chunks(self, member: tarfile.TarInfo) -> Iterator[bytes]:
        digest = hashlib.sha256()
        content = self._tar.extractfile(member)
        assert content is not None
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
            yield chunk
        self._sums[member.name] = digest.hexdigest()

    def _write_file(self, member: tarfile.TarInfo, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as file:
            path.chmod(0o600)
            for chunk in self._chunks(member):
                file.write(chunk)

    def _read_checksums(self, member: tarfile.TarInfo) -> dict[str, str]:
        if member.size > MAX_CHECKSUMS_BYTES:
            raise BackupError("The checksums of the backup are too long. Use another backup.")
        lines = b"".join(self._chunks(member)).decode("utf-8", "replace").split("\n")
        return {name: digest for digest, _, name in (line.partition("  ") for line in lines) if name}


def _find_path(place: SitePlace, name: str) -> Path:
    """Return where a file of the backup belongs; raise BackupError for a name that no backup has."""
    parts = name.split("/")
    is_ours = name.startswith(MEDIA) or (name.startswith(DATA) and is_kept_name(parts[1]))
    is_plain = name.isprintable() and not any(not part or part.startswith(".") for part in parts)
    if not (is_ours and is_plain) or has_way_out(name):
        raise BackupError(f"The backup has a file that does not belong into it: {name!r}. Use another backup.")
    return place.find_path(name)


class GuardedReader:
    """The unpacked content of a gzip file, which refuses to grow like a bomb."""

    def __init__(self, file: IO[bytes]) -> None:
        self._packed = _CountedReader(file)
        self._content = gzip.GzipFile(fileobj=self._packed, mode="rb")  # type: ignore[call-overload]
        self._bytes = 0
        self._most: int | None = None

    @contextlib.contextmanager
    def only(self, most: int) -> Iterator[None]:
        """Refuse to give more than `most` bytes inside."""
        self._most = self._bytes + most
        try:
            yield
        finally:
            self._most = None

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes."""
        found: bytes = self._content.read(size)
        self._bytes += len(found)
        if is_bomb(self._bytes, self._packed.bytes) or (self._most is not None and self._bytes > self._most):
            raise BackupError("The backup would grow far beyond what a backup can be. Use another backup.")
        return found


class _CountedReader:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self.bytes += len(found)
        return found


@contextlib.contextmanager
def opened_backup(path: Path, identity: Path | None = None) -> Iterator[BackupStream]:
    """Open a backup, decrypting it where it is encrypted; `identity` is the file with the private key for age.

    Raises:
        BackupError: The file cannot be read or is not a backup.
    """
    try:
        with path.open("rb", buffering=0) as file, decrypted(file, identity) as plain:
            packed = GuardedReader(plain)
            try:
                with packed.only(MAX_HEADER_BYTES):  # opening reads the first header
                    tar = tarfile.open(fileobj=packed, mode="r|")  # type: ignore[call-overload]  # noqa: SIM115
                stream = BackupStream(tar, packed)
            except _DAMAGED as error:
                raise BackupError(f"The file cannot be read as a backup ({error}). Use another backup.") from error
            yield stream
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BackupError(f"{path} is a folder. Give the backup itself.") from None
    except PermissionError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error


def refuse_small_disk(manifest: BackupManifest, folder: Path) -> None:
    """Raise BackupError where the disk of `folder` has no room for the unpacked backup."""
    needed, free = manifest.database_bytes + manifest.files_bytes, shutil.disk_usage(folder).free
    if needed > free:
        raise BackupError(
            f"The unpacked backup needs {needed >> 20} MB, and the disk of {folder} has {free >> 20} MB. Make room."
        )
