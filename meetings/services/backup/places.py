"""The files of a site: which of them a backup has, and where each of them is."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from meetings.services.backup import DATA, MEDIA
from meetings.services.export_folder import EXPORT_FOLDER

DATABASE_FILE = "mahdar.sqlite3"
SECRET_KEY_FILE = "secret_key"
BACKUP_FOLDER = "backups"
# Other commands make these again; all else in the data folder is in the backup, so that nothing is missed.
_DERIVED = frozenset({"index", "static", "docs", "last-backup.json", EXPORT_FOLDER, BACKUP_FOLDER})
_ELSEWHERE = frozenset({"media"})  # a backup has it by its own name
_PASSING_ENDINGS = (".lock", ".lock-journal", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class SitePlace:
    """Where a site's files are. `left_out` are folders within `data` that no backup has, such as the index."""

    data: Path
    media: Path
    left_out: tuple[Path, ...] = ()

    def find_path(self, member: str) -> Path:
        """Return where the file of this name in a backup belongs."""
        if member.startswith(MEDIA):
            return self.media / member.removeprefix(MEDIA)
        return self.data / member.removeprefix(DATA)


def find_place() -> SitePlace:
    """Return where the files of this site are, by its settings."""
    index = settings.SEARCH_URL.partition(":")[2] or settings.HAYSTACK_CONNECTIONS["default"]["PATH"]
    left_out = [index, settings.STATIC_ROOT]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        left_out.append(settings.DATABASES["default"]["NAME"])
    return SitePlace(Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT), tuple(map(Path, left_out)))


def find_place_in(folder: Path) -> SitePlace:
    """Return where the files of a site are whose data folder is `folder`."""
    return SitePlace(folder, folder / "media")


def list_files(place: SitePlace) -> Iterator[tuple[str, Path]]:
    """Yield (name in the backup, path) of each file of the site except its database, sorted by name."""
    left_out = [path.resolve() for path in place.left_out]
    for path in _walk(place.media):
        yield MEDIA + path.relative_to(place.media).as_posix(), path
    for entry in sorted(place.data.iterdir()):
        for path in _walk(entry) if is_kept_name(entry.name) else ():
            if not any(path.resolve().is_relative_to(folder) for folder in left_out):
                yield DATA + path.relative_to(place.data).as_posix(), path


def is_kept_name(name: str) -> bool:
    """Return whether a backup has the file or folder of this name in the data folder."""
    return not (
        name in _DERIVED
        or name in _ELSEWHERE
        or name.startswith((".", DATABASE_FILE))  # unfinished files are hidden ones
        or name.endswith(_PASSING_ENDINGS)
        or not name.isprintable()
    )


def give_to_owner(path: Path, data: Path) -> None:
    """Give a file that root made to the owner of the data folder, who runs the server."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = data.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _walk(path: Path) -> Iterator[Path]:
    """Yield the files in a folder, or the file itself; hidden files, links and devices are left out."""
    if path.is_file() and not path.is_symlink():
        yield path
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            if not name.startswith(".") and name.isprintable() and file.is_file() and not file.is_symlink():
                yield file
