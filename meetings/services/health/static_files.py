"""Whether the collected static files are there, complete and as new as their sources."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

MANIFEST = "staticfiles.json"
HASH_LETTERS = 12  # of the MD5 hash of its content, in the name of each file (Django's ManifestFilesMixin)


def has_stale_static_files() -> bool:
    """Return whether a static file is newer than the collected ones, or their manifest is missing or damaged."""
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    try:
        list_collected_files()
    except (OSError, ValueError):
        return True
    collected = manifest.stat().st_mtime
    files = ((storage, path) for finder in get_finders() for path, storage in finder.list([]))
    return any(storage.get_modified_time(path).timestamp() > collected for storage, path in files)


def list_damaged_files() -> tuple[int, list[str]]:
    """Return how many files the manifest names, and those that are missing or whose content is not what it was.

    Raises:
        OSError: The manifest cannot be read.
        ValueError: The manifest is damaged.
    """
    root, names = Path(settings.STATIC_ROOT), list_collected_files()
    return len(names), [name for name in names if not _is_whole(root / name)]


def list_collected_files() -> list[str]:
    """Return the names of the collected files, with their hashes.

    Raises:
        OSError: The manifest cannot be read.
        ValueError: The manifest is damaged.
    """
    try:
        paths = json.loads((Path(settings.STATIC_ROOT) / MANIFEST).read_text(encoding="utf-8"))["paths"]
        return sorted(set(paths.values()))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _is_whole(path: Path) -> bool:
    """Return whether the content of a file has the hash that its name states."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return digest[:HASH_LETTERS] in path.name.split(".")  # the last part of a name without an ending
