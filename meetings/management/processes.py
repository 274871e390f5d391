"""Several processes that serve one listening socket: as many requests at once as the machine has processors.

Each process runs waitress, which reads slow clients without holding a thread. A process that ends is started again.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connections

MAX_PROCESSES = 64
MAX_DEFAULT_PROCESSES = 4  # each takes some 150 MB
SECONDS_BETWEEN_STARTS = 1.0  # of the same process, so that a fault at the start does not keep the machine busy
STOP_SECONDS = 20.0  # for the requests that are being answered
_STOPS = (signal.SIGINT, signal.SIGTERM)
_is_answering = False


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
    running: list[BaseProcess] = []
    _on_termination(_stop)
    try:
        with _no_signals():
            running += [_start(context, run, place) for place in range(count)]
        while True:
            ended = wait([process.sentinel for process in running])
            for place, process in enumerate(running):
                if process.sentinel in ended:
                    process.join()
                    time.sleep(SECONDS_BETWEEN_STARTS)
                    with _no_signals():
                        running[place] = _start(context, run, place)
                    tell(f"A process of the server ended (code {process.exitcode}). Another one took its place.")
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        _end(running)


def end_on_termination() -> None:
    """Let SIGTERM end this process: at once while it does not answer requests yet, else as Ctrl-C does.

    An exception that a signal raises can be lost in code that a library calls from C, such as that of imports.
    """
    _on_termination(_end_server)


def mark_answering() -> None:
    """Record that this process answers requests from now on."""
    global _is_answering
    _is_answering = True


def _start(context: Any, run: Callable[[int], None], place: int) -> BaseProcess:
    process: BaseProcess = context.Process(target=_run, args=(run, place))
    process.start()
    return process


@contextmanager
def _no_signals() -> Iterator[None]:
    """Let signals wait inside: until a new process is on the list of those to end, and has its own handlers."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)


def _run(run: Callable[[int], None], place: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the first process, which ends the others
    end_on_termination()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    threading.Thread(target=_end_with_parent, name="mahdar-parent", daemon=True).start()
    try:
        run(place)
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


def _end_server(_signal: int, _frame: Any) -> None:
    if not _is_answering:
        os._exit(0)
    sys.exit(0)


def _on_termination(handler: Callable[[int, Any], None]) -> None:
    if threading.current_thread() is threading.main_thread():  # Python refuses it elsewhere
        signal.signal(signal.SIGTERM, handler)


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
