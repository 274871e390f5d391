"""Turns of the writers of one SQLite file, in the order in which they came.

SQLite lets one writer at a time write. Each of the others tries again after ever longer pauses, up to a tenth of a
second, so a writer who comes just at the end of a transaction overtakes others who have waited for seconds. Here each
writer waits for the end of the one before.

A turn never decides who may write: SQLite does. Where a file cannot be locked, or a turn is not given back, the writer
asks SQLite without a turn and waits there.
"""

import os
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where the site has one process
    fcntl = None  # type: ignore[assignment]

SECONDS_BETWEEN_LOOKS = 0.005  # at a file that another process has locked


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """The turn of one writer: its place among the threads of the process, and the file that it has locked."""

    place: threading.Lock
    file: int | None
    process: int


class WriterTurns:
    """The turns at one database, given by each process to its threads and by two files to the processes.

    A process locks the file of the next turn before it waits for that of the turn itself. So the process that has just
    ended one cannot begin another before the next in the row has begun.
    """

    def __init__(self, database: str, seconds: float) -> None:
        """Take turns at the file `database`; a turn that is not given back for `seconds` passes on."""
        self._database, self._seconds = database, seconds
        self._threads = _ThreadTurns()

    def take(self) -> Turn:
        """Wait for the turn of this thread."""
        deadline = time.monotonic() + self._seconds
        place = self._threads.take(self._seconds)
        try:
            following = self._lock("-next.lock", deadline)
            try:
                return Turn(place, self._lock("-turn.lock", deadline), os.getpid())
            finally:
                _unlock(following)
        except BaseException:
            self._threads.give_back(place)
            raise

    def give_back(self, turn: Turn) -> None:
        """End the turn. In a process that was forked during it, only close its file: the turn is that of the parent."""
        if turn.process != os.getpid():
            if turn.file is not None:
                os.close(turn.file)
            return
        _unlock(turn.file)
        self._threads.give_back(turn.place)

    def _lock(self, ending: str, deadline: float) -> int | None:
        """Lock a file beside the database and return it; None where that is impossible until `deadline`."""
        if fcntl is None:
            return None
        try:
            file = self._open(self._database + ending)
        except OSError:
            return None
        try:
            while not _try_lock(file):
                if time.monotonic() >= deadline:
                    os.close(file)
                    return None
                time.sleep(SECONDS_BETWEEN_LOOKS)
        except BaseException as error:
            os.close(file)
            if isinstance(error, OSError):  # a file system without locks
                return None
            raise
        return file

    def _open(self, path: str) -> int:
        with suppress(FileNotFoundError):
            return os.open(path, os.O_RDWR)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.geteuid() == 0:  # as SQLite does with its log: the server is another user
            owner = Path(self._database).stat()
            os.fchown(file, owner.st_uid, owner.st_gid)
        return file


class _ThreadTurns:
    """The turns of the threads of one process. A lock of Python's own wakes any of those who wait."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._holder: threading.Lock | None = None

    def take(self, seconds: float) -> threading.Lock:
        """Wait for the turn; take it from the thread that has it after `seconds`."""
        mine = threading.Lock()
        with self._guard:
            if self._holder is None:
                self._holder = mine
                return mine
            mine.acquire()
            self._waiting.append(mine)
        if not mine.acquire(timeout=seconds):
            with self._guard:
                if mine in self._waiting:  # otherwise it was handed over at this moment
                    self._waiting.remove(mine)
                    self._holder = mine
        return mine

    def give_back(self, place: threading.Lock) -> None:
        """Hand the turn to the thread that has waited longest."""
        with self._guard:
            if self._holder is not place:
                return
            self._holder = self._waiting.popleft() if self._waiting else None
            if self._holder is not None:
                self._holder.release()


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unlock(file: int | None) -> None:
    """Unlock and close the file. Closing alone would leave it locked while a process that was forked has it open."""
    if file is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_UN)
    finally:
        os.close(file)
