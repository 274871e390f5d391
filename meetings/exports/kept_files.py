"""Files of large exports and of PDFs, kept until the archive changes, and a limit on how many are made at once.

An export of the whole archive takes seconds of processor time, and a PDF half a second or more. The first reader of an
export gets it while it is written, and the file is kept under its ETag; later readers get the file.
"""

import contextlib
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from meetings.queries.problems import TryLaterError
from meetings.services.clients import is_within_limit
from meetings.services.export_folder import get_export_folder

MAX_KEPT_BYTES = 256 * 1024 * 1024  # of all files together; those used longest ago are deleted
MAX_AT_ONCE = 2  # large exports that one process makes, so that threads remain for pages
MAX_NEW_EXPORTS = 10  # large ones, which no reader asked for before, that one address gets in LIMIT_SECONDS
LIMIT_SECONDS = 60
RETRY_SECONDS = 10  # after which a reader may ask again while others are being made
MAX_UNFINISHED_SECONDS = 3600  # after which the file of a process that died is deleted
_UNFINISHED = ".part"

_slots = threading.BoundedSemaphore(MAX_AT_ONCE)


class Slot:
    """One of the places for large exports; released once, however often it is asked to."""

    def __init__(self, request: HttpRequest, is_counted: bool = True) -> None:
        """Take a place; `is_counted` says whether the address of the client gets only so many in a minute.

        Raises:
            TryLaterError: All are taken, or the address of the client has asked for many exports.
        """
        if (
            is_counted
            and settings.MAHDAR_API_RATE
            and not is_within_limit(request, "exports", MAX_NEW_EXPORTS, LIMIT_SECONDS)
        ):
            raise TryLaterError(
                429, _("You asked for many large exports in a short time. Try again in a minute."), LIMIT_SECONDS
            )
        if not _slots.acquire(blocking=False):
            detail = _("Other large exports are being made. Try again in some seconds.")
            raise TryLaterError(503, detail, RETRY_SECONDS)
        self._is_taken = True

    def release(self) -> None:
        """Give the place to another export."""
        if self._is_taken:
            self._is_taken = False
            _slots.release()


class KeptPieces(Iterator[bytes]):
    """The pieces of an export on their way to the reader; the file that they make is kept after the last one."""

    def __init__(self, pieces: Iterator[str | bytes], key: str, slot: Slot) -> None:
        """Set up the pieces.

        Args:
            pieces: The export, as text or bytes.
            key: The name of the file; not kept if empty.
            slot: The place that the export takes until it is made or given up.
        """
        self._pieces, self._key, self._slot = pieces, key, slot
        self._file: IO[bytes] | None = None
        self._beside = _get_folder() / f"{uuid.uuid4().hex}{_UNFINISHED}" if key else None
        self._file = _open_new(self._beside) if self._beside else None

    def __next__(self) -> bytes:
        try:
            piece = next(self._pieces)
        except StopIteration:
            self._finish()
            raise
        except BaseException:
            self.close()
            raise
        sent = piece.encode() if isinstance(piece, str) else piece
        if self._file is not None:
            try:
                self._file.write(sent)
            except OSError:  # a full disk: the reader gets the export all the same
                self._give_up()
        return sent

    def close(self) -> None:
        """End the export before its last piece, as when the reader goes away; no file is kept."""
        self._give_up()
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
        self._slot.release()

    def __del__(self) -> None:
        self.close()  # a server that lost the response without closing it

    def _finish(self) -> None:
        self._slot.release()
        if self._file is None or self._beside is None:
            return
        try:
            self._file.close()
            self._beside.replace(_get_folder() / self._key)
        except OSError:
            self._give_up()
        self._file = None
        _delete_oldest()

    def _give_up(self) -> None:
        if self._file is not None and self._beside is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._beside.unlink(missing_ok=True)
        self._file = None


def open_kept(key: str) -> IO[bytes] | None:
    """Return the kept file with this key, open for reading; None if there is none."""
    path = _get_folder() / key
    try:
        file = path.open("rb")
    except OSError:
        return None
    with contextlib.suppress(OSError):
        path.touch()  # files used longest ago are deleted first
    return file


def _open_new(path: Path) -> IO[bytes] | None:
    try:
        return path.open("wb")
    except OSError:
        return None


def _get_folder() -> Path:
    folder = get_export_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _delete_oldest() -> None:
    """Delete the files used longest ago until the others are within the limit, and those of processes that died."""
    kept, total = [], 0
    for path in _get_folder().iterdir():
        with contextlib.suppress(OSError):
            status = path.stat()
            if path.suffix != _UNFINISHED:
                kept.append((status.st_mtime, status.st_size, path))
                total += status.st_size
            elif time.time() - status.st_mtime > MAX_UNFINISHED_SECONDS:
                path.unlink()
    for _used, size, path in sorted(kept):
        if total <= MAX_KEPT_BYTES:
            return
        path.unlink(missing_ok=True)
        total -= size
