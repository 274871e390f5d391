"""An archive in a temporary folder, served by a process that runs beside this one."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from benchmarks.temporary_archive import make_environment


@contextmanager
def serve_archive(folder: Path, options: list[str]) -> Iterator[tuple[int, int]]:
    """Serve the archive in `folder` with further options of `serve`; yield the port and the number of the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = make_environment(folder)
    environment |= {"ALLOWED_HOSTS": "localhost,127.0.0.1", "MAHDAR_API_RATE": "", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve", "--port", str(port), *options]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        if str(port) not in server.stdout.readline():
            raise CommandError("The server did not start.")
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)
