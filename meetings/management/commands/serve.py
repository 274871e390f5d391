"""`manage.py serve`: serve the site on one machine, without another web server."""

import errno
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from meetings.management.scheduler import start_scheduler
from meetings.search import SearchRequest, search


def has_stale_static_files() -> bool:
    """Return whether a static file is newer than the collected ones, or none are collected."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    files = ((storage, path) for finder in get_finders() for path, storage in finder.list([]))
    return any(storage.get_modified_time(path).timestamp() > collected for storage, path in files)


class Command(BaseCommand):
    help = "Serve the archive with waitress, a web server in plain Python, and publish scheduled meetings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--threads", type=int, default=4, help="requests served at once (default 4)")

    def handle(self, *args: Any, **options: Any) -> None:
        from waitress import create_server

        if has_stale_static_files():  # before the application is imported: it lists the files at its start
            call_command("collectstatic", interactive=False, verbosity=0)
        from config.wsgi import application

        host, port = options["host"], options["port"]
        try:
            server = create_server(application, host=host, port=port, threads=options["threads"], ident="mahdar")
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
        # The first search reads the vocabulary of the index; do it now rather than in a reader's request.
        search(SearchRequest(query="لقاء"))
        stop = start_scheduler()
        try:
            server.run()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            stop.set()
            server.close()
