"""Checksums of the files of an index, so that damage is noticed before a file is read.

Whoosh parses and unpickles its files as they are. A file that the disk or another program changed could therefore
end a search with any exception, or answer wrongly; the file `current` has the size and the hash of each file.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

FileSums = Mapping[str, tuple[int, str]]  # name of a file -> its size in bytes and the hash of its content
_HASH_BYTES = 16
_CHUNK_BYTES = 1024 * 1024
_LOCK_ENDING = "LOCK"  # files that Whoosh uses as locks, without content


def compute_sums(folder: Path, known: FileSums) -> dict[str, tuple[int, str]]:
    """Return the size and the hash of each file of an index; those of `known` are not read again.

    Whoosh never changes a file that it has written.

    Raises:
        OSError: A file cannot be read.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.endswith(_LOCK_ENDING))
    return {name: known[name] if name in known else _compute_sum(folder / name) for name in names}


def find_damage(folder: Path, sums: FileSums, names: Iterable[str] | None = None) -> str:
    """Return what is wrong with the first damaged file of an index; "" if all are as they were written.

    Args:
        folder: The folder of the index.
        sums: The sizes and hashes of its files.
        names: The files to look at; all of them if not given.
    """
    for name in sums if names is None else names:
        size, digest = sums[name]
        try:
            if (folder / name).stat().st_size != size:
                return f"{name} has another size"
            if _compute_sum(folder / name)[1] != digest:
                return f"{name} has another content"
        except FileNotFoundError:
            return f"{name} is missing"
        except OSError as error:
            return f"{name} cannot be read: {error.strerror}"
    return ""


def _compute_sum(path: Path) -> tuple[int, str]:
    digest, size = hashlib.blake2b(digest_size=_HASH_BYTES), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()
