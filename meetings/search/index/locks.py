"""A lock between processes that goes with the process that holds it."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: a file that only one process can create
    fcntl = None  # type: ignore[assignment]

STALE = 3_600  # seconds after which a lock file without fcntl is held for forgotten


@contextlib.contextmanager
def one_at_a_time(path: Path, wait: bool = False) -> Iterator[bool]:
    """Hold the lock at `path` while inside; yields False at once when someone else holds it, unless told to wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield from _by_creation(path, wait)
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)  # closing lets go of the lock, and so does the end of the process


def _by_creation(path: Path, wait: bool) -> Iterator[bool]:
    beside = path.with_suffix(".held")
    while True:
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                if time.time() - beside.stat().st_mtime > STALE:
                    beside.unlink()
                    continue
            if not wait:
                yield False
                return
            time.sleep(0.1)
    try:
        yield True
    finally:
        beside.unlink(missing_ok=True)
