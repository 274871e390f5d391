"""Several processes that serve one listening socket: as many requests at once as the machine has processors.

Each process runs waitress, which reads slow clients without holding a thread. A process that ends is started again.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connections

MAX_PROCESSES = 64
MAX_DEFAULT_PROCESSES = 4  # each takes some 150 MB
SECONDS_BETWEEN_STARTS = 1.0  # of the same process, so that a fault at the start does not keep the machine busy
STOP_SECONDS = 20.0  # for the requests that are being answered


def can_fork() -> bool:
    """Return whether this system can start processes that share what this one has loaded."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def run_processes(count: int, run: Callable[[int], None], tell: Callable[[str], object]) -> None:
    """Run `run` in `count` processes until SIGTERM or Ctrl-C; start a new one in place of each that ends.

    Args:
        count: The number of processes.
        run: What each of them does, given its place from 0 up. SIGTERM raises SystemExit in it.
        tell: Gets a line about each process that ended by itself.
    """
    connections.close_all()  # no connection may be shared between processes
    context = multiprocessing.get_context("fork")
    running: list[BaseProcess] = [_start(context, run, place) for place in range(count)]
    _on_termination(_stop)
    try:
        while True:
            ended = wait([process.sentinel for process in running])
            for place, process in enumerate(running):
                if process.sentinel in ended:
                    process.join()
                    time.sleep(SECONDS_BETWEEN_STARTS)
                    running[place] = _start(context, run, place)
                    tell(f"A process of the server ended (code {process.exitcode}). Another one took its place.")
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        _end(running)


def end_on_termination() -> None:
    """Let SIGTERM end this process as Ctrl-C does: the requests that are being answered are finished."""
    _on_termination(_stop)


def _start(context: Any, run: Callable[[int], None], place: int) -> BaseProcess:
    process: BaseProcess = context.Process(target=_run, args=(run, place))
    process.start()
    return process


def _run(run: Callable[[int], None], place: int) -> None:
    end_on_termination()
    threading.Thread(target=_end_with_parent, name="mahdar-parent", daemon=True).start()
    try:
        run(place)
    except KeyboardInterrupt:
        pass
    finally:
        connections.close_all()


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, in any way: it would keep the address."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _stop(_signal: int, _frame: Any) -> None:
    sys.exit(0)


def _on_termination(handler: Callable[[int, Any], None]) -> None:
    try:
        signal.signal(signal.SIGTERM, handler)
    except ValueError:  # not in the main thread: a test
        return


def _end(running: list[BaseProcess]) -> None:
    for process in running:
        if process.is_alive():
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
