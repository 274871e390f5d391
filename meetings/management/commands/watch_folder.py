"""`manage.py watch_folder PATH`: bring the files that arrive in a folder to the desk."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from meetings.ingest.arrivals import add_from_path
from meetings.management.arrivals import ArrivalCounts, report_arrivals
from meetings.management.reference import report_missing_reference
from meetings.management.terminal import Screen, add_shape_option
from meetings.models import Incoming

DONE, UNREAD = "imported", "unreadable"  # where files go afterwards
MIN_AGE_SECONDS = 2.0  # since the last change of a file: a younger one may still be copied
DEFAULT_PAUSE_SECONDS = 10.0


class Command(BaseCommand):
    help = (
        "Add the files that arrive in a folder to the desk, of every kind that `ingest` reads. Each file then moves to "
        f"the folder {DONE} in it, or to {UNREAD} when a text in it could not be read; the reason waits at the desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to watch")
        parser.add_argument("--once", action="store_true", help="read what is there and end, for a timer")
        parser.add_argument(
            "--pause",
            type=float,
            default=DEFAULT_PAUSE_SECONDS,
            metavar="S",
            help=f"seconds between two looks at the folder (default {DEFAULT_PAUSE_SECONDS:g})",
        )
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder}: there is no such folder. Check the path.")
        if options["pause"] <= 0:
            raise CommandError("--pause takes a number of seconds above 0.")
        report_missing_reference(self)
        self.screen = Screen(self.stdout, options["shape"])
        self.counts = ArrivalCounts()
        if options["once"]:
            files = self._read_folder(folder)
            self.stdout.write(self.style.SUCCESS(f"{files} files: {self.counts.describe()}"))
            return
        self.stdout.write(f"Watching {folder}. Ctrl-C ends it.")
        self.stdout.flush()
        try:
            while True:
                self._read_folder(folder)
                close_old_connections()
                time.sleep(options["pause"])
        except KeyboardInterrupt:
            self.stdout.write(self.counts.describe())

    def _read_folder(self, folder: Path) -> int:
        """Read the files in a folder and move each of them; return their number."""
        files = [file for file in sorted(folder.iterdir()) if _is_ready(file)]
        for number, file in enumerate(files, start=1):
            self.screen.line(f"[{number}/{len(files)}] {file.name}")
            way = Incoming.Origin.FOLDER
            unread = report_arrivals(add_from_path(file, way=way), way, self.counts, self.screen)
            _move(file, folder / (UNREAD if unread else DONE))
        return len(files)


def _is_ready(file: Path) -> bool:
    """Return whether a file is complete: no program has written to it for a moment, or is named as a partial one."""
    if file.name.startswith(".") or file.suffix in (".part", ".crdownload", ".tmp") or not file.is_file():
        return False
    return time.time() - file.stat().st_mtime >= MIN_AGE_SECONDS


def _move(file: Path, folder: Path) -> None:
    """Move a file into a folder, under another name where that has one of its name."""
    folder.mkdir(exist_ok=True)
    target, number = folder / file.name, 1
    while target.exists():
        number += 1
        target = folder / f"{file.stem}-{number}{file.suffix}"
    file.rename(target)
