"""`manage.py serve`: serve the site on one machine, without another web server."""

import errno
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from meetings.management.scheduler import start_scheduler
from meetings.search import SearchRequest, search
from meetings.services.backup.use_lock import SiteBusyError
from meetings.services.health.static_files import has_stale_static_files

MAX_PORT = 65_535
MAX_THREADS = 256


class Command(BaseCommand):
    help = "Serve the archive with waitress, a web server in plain Python, and publish scheduled meetings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--threads", type=int, default=4, help="requests served at once (default 4)")

    def handle(self, *args: Any, **options: Any) -> None:
        from waitress import create_server

        host, port, threads = options["host"], options["port"], options["threads"]
        if not 1 <= port <= MAX_PORT:
            raise CommandError(f"--port takes a number from 1 to {MAX_PORT}, such as 8000.")
        if not 1 <= threads <= MAX_THREADS:
            raise CommandError(f"--threads takes a number from 1 to {MAX_THREADS}.")
        if has_stale_static_files():  # before the application is imported: it lists the files at its start
            call_command("collectstatic", interactive=False, verbosity=0)
        try:
            from config.wsgi import application
        except SiteBusyError as error:
            raise CommandError(str(error)) from None

        try:
            server = create_server(application, host=host, port=port, threads=threads, ident="mahdar")
        except ValueError as error:  # waitress resolved no address
            raise CommandError(
                f"Cannot listen on {host!r}: this is not an address of this machine. "
                "Give --host 127.0.0.1 for this machine alone, or --host 0.0.0.0 for its network."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}"
                ) from error
            raise CommandError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
        self.stdout.write(
            f"محضر / Mahdar: http://{host}:{port}/   (administration: http://{host}:{port}/admin/, "
            "`make admin` creates an account; Ctrl+C stops)"
        )
        self.stdout.flush()  # a pipe or a log shows it now rather than when its buffer is full
        # The first search reads the vocabulary of the index; do it now rather than in a reader's request.
        search(SearchRequest(query="لقاء"))
        stop = start_scheduler()
        try:
            server.run()  # returns after Ctrl+C
        finally:
            stop.set()
            server.close()
        self.stdout.write("Stopped.")
