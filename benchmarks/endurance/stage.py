"""The folders in which operations are killed, and the processes that run them.

The data folder is the same for the whole bench, since Django reads its settings once: the bench replaces what is in it
by a copy of a prepared archive, and forks a process for each operation, each recovery and each check.
"""

import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MAX_SECONDS = 120  # of any process here; the longest takes some seconds
MAX_GONE_SECONDS = 2  # after a kill, until the system has removed the processes of the group
POLL_SECONDS = 0.001

_running: set[int] = set()


@dataclass(slots=True)
class Stage:
    """The folder of the bench. `is_watched` says that the run is the undisturbed one, whose states are written down."""

    root: Path
    port: int = 0
    is_watched: bool = False
    watch: Callable[["Stage"], None] = lambda stage: None

    @property
    def site(self) -> Path:
        """The data folder."""
        return self.root / "site"

    @property
    def work(self) -> Path:
        """What an operation writes outside of the data folder, and what it acknowledged."""
        return self.root / "work"

    @property
    def inputs(self) -> Path:
        """The files that operations read."""
        return self.root / "inputs"

    def reset(self, base: str) -> None:
        """Put a copy of a prepared archive into the data folder, and empty the folder of work."""
        for folder in (self.site, self.work):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.root / "bases" / base, self.site)
        self.work.mkdir()

    def save(self, base: str) -> None:
        """Keep a copy of the data folder as a prepared archive."""
        shutil.copytree(self.site, self.root / "bases" / base)

    def mark(self) -> None:
        """Acknowledge that something is saved; call it after the commit."""
        if self.is_watched:
            self.watch(self)
        with (self.work / "acknowledged").open("ab") as file:
            file.write(b".")

    def count_marks(self) -> int:
        """Return how many times the operation acknowledged something."""
        with suppress(FileNotFoundError):
            return (self.work / "acknowledged").stat().st_size
        return 0


def start(work: Callable[[], object], log: Path) -> int:
    """Run `work` in a forked process with its own group, and return its id; what it prints is appended to `log`."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        _running.add(process)
        with suppress(OSError):  # the child did it already
            os.setpgid(process, process)
        return process
    code = 1
    _running.clear()
    try:
        os.setpgid(0, 0)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def finish(process: int, seconds: float = MAX_SECONDS) -> int | None:
    """Wait for a process; return its exit code, or None where it was still at work after `seconds` and was killed."""
    end = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            _running.discard(process)
            kill_group(process)  # what it started
            return os.waitstatus_to_exitcode(status)
        left = end - time.monotonic()
        if left <= 0:
            break
        time.sleep(min(POLL_SECONDS, left))
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    _running.discard(process)
    kill_group(process)
    return None


def is_over(process: int) -> bool:
    """Return whether a process has ended; `finish` still has its exit code."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def kill_running() -> None:
    """Kill the processes that are at work, as when the bench is stopped."""
    for process in list(_running):
        finish(process, 0)


def kill_group(group: int) -> None:
    """Kill what is left of the group of a process that ended, and wait until the system has removed it."""
    end = time.monotonic() + MAX_GONE_SECONDS
    with suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < end:
            os.killpg(group, signal.SIGKILL)
            time.sleep(POLL_SECONDS)


def run(work: Callable[[], object], log: Path) -> bool:
    """Run `work` in a separate process to its end; return whether it succeeded."""
    return finish(start(work, log)) == 0
