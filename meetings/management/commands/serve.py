"""`manage.py serve`: serve the site on one machine, without another web server."""

import errno
import gc
import os
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.metrics import METRICS_FOLDER
from meetings.management.processes import (
    MAX_DEFAULT_PROCESSES,
    MAX_PROCESSES,
    can_fork,
    end_on_termination,
    mark_answering,
    run_processes,
)
from meetings.management.scheduler import start_scheduler
from meetings.management.static_files import collect_static_files
from meetings.search import SearchRequest, search
from meetings.services.backup.use_lock import SiteBusyError

MAX_PORT = 65_535
MAX_THREADS = 256
THREADS_OF_ONE = 4
# Threads of one process share a processor, and more editors who save at once wait longer for SQLite's one writer. Large
# exports take two at most (exports/kept_files.py).
THREADS_OF_SEVERAL = 3
# A page makes thousands of objects and few cycles: with Python's own limit of 700 the collector runs over and over.
OBJECTS_BETWEEN_COLLECTIONS = 20_000


class Command(BaseCommand):
    help = "Serve the archive with waitress, a web server in plain Python, and publish scheduled meetings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument(
            "--threads",
            type=int,
            default=None,
            help=f"requests served at once by a process (default {THREADS_OF_ONE}; {THREADS_OF_SEVERAL} with several)",
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=0,
            help=f"processes that serve (default: one for each processor, at most {MAX_DEFAULT_PROCESSES})",
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        with _summed_metrics(options["processes"] or count_processes()):
            return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        processes = options["processes"] or count_processes()
        threads = options["threads"]
        if threads is None:
            threads = THREADS_OF_ONE if processes == 1 else THREADS_OF_SEVERAL
        _check_number("--port", port, MAX_PORT, ", such as 8000")
        _check_number("--threads", threads, MAX_THREADS)
        _check_number("--processes", processes, MAX_PROCESSES)
        if processes > 1 and not can_fork():
            raise CommandError("This system serves with one process only. Leave --processes out.")
        collect_static_files()  # before the application is imported: it lists the files at its start
        try:
            from config.wsgi import application
        except SiteBusyError as error:
            raise CommandError(str(error)) from None

        sockets = _listen(host, port)

        def run(place: int) -> None:
            _serve(application, sockets, threads, does_schedule=place == 0)

        self.stdout.write(
            f"محضر / Mahdar: http://{host}:{port}/   (administration: http://{host}:{port}/admin/, "
            "`make admin` creates an account; Ctrl+C stops)"
        )
        self.stdout.flush()  # a pipe or a log shows it now rather than when its buffer is full
        if processes > 1:
            run_processes(processes, run, self.stderr.write)
        else:
            end_on_termination()
            run(0)
        self.stdout.write("Stopped.")


def count_processes() -> int:
    """Return how many processes serve where none are asked for: one for each processor that this one may use."""
    if not can_fork():
        return 1
    return min(len(os.sched_getaffinity(0)), MAX_DEFAULT_PROCESSES)


@contextmanager
def _summed_metrics(processes: int) -> Iterator[None]:
    """Let several processes count into files of a folder, which the answer at /metrics sums.

    The folder is new at each start, so that counts of an earlier server are not added. prometheus_client reads its
    variable when it is imported, which Django's checks before the command already do.
    """
    if processes == 1 or not settings.MAHDAR_METRICS or METRICS_FOLDER in os.environ:
        yield
        return
    with TemporaryDirectory(prefix="mahdar-metrics-") as folder:
        os.environ[METRICS_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[METRICS_FOLDER]


def _check_number(option: str, number: int, most: int, example: str = "") -> None:
    if not 1 <= number <= most:
        raise CommandError(f"{option} takes a number from 1 to {most}{example}.")


def _listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that are bound to the address, one for each protocol. Raises CommandError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return [
            socket.create_server(address[:2], family=family, backlog=1024)
            for family, address in dict.fromkeys((family, address) for family, _type, _proto, _name, address in found)
        ]
    except (socket.gaierror, UnicodeError) as error:
        raise CommandError(
            f"Cannot listen on {host!r}: this is not an address of this machine. "
            "Give --host 127.0.0.1 for this machine alone, or --host 0.0.0.0 for its network."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is taken by another program. Choose another one: --port {port + 1} "
                f"(make run PORT={port + 1})."
            ) from error
        raise CommandError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error


def _serve(application: Any, sockets: list[socket.socket], threads: int, does_schedule: bool) -> None:
    """Answer requests in this process until a signal ends it."""
    from waitress import create_server

    server = create_server(
        application,
        sockets=sockets,
        threads=threads,
        ident="mahdar",
        clear_untrusted_proxy_headers=False,  # HTTPS and MAHDAR_PROXIES decide what they count for
    )
    # The first search reads the vocabulary of the index; do it now rather than in a reader's request.
    search(SearchRequest(query="لقاء"))
    _limit_collection()
    stop = start_scheduler() if does_schedule else None
    mark_answering()
    try:
        server.run()  # returns after Ctrl+C or SIGTERM
    finally:
        if stop is not None:
            stop.set()
        server.close()


def _limit_collection() -> None:
    """Leave code and vocabularies out of garbage collection: they stay until the end, and each pass would read them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
