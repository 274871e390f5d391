"""Functions that another process calls: some run away. They import nothing of the project but its errors."""

import os
import signal
import time

from meetings.ingest.errors import SourceError


def never_end() -> None:
    while True:
        time.monotonic()


def take_memory() -> int:
    return len(bytearray(8 * 1024 * 1024 * 1024))


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse() -> None:
    raise SourceError("%(name)s is refused", name="a.txt")


def give(value: int) -> int:
    return value + 1
