"""`manage.py rebuild_index`: builds the search index anew beside the old one and swaps; the site answers meanwhile."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from meetings.search import count_meetings_to_index, rebuild_index


class Command(BaseCommand):
    help = "Build the search index anew. The old one answers until the new one takes its place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Haystack's own command asks before it wipes; this one wipes nothing, so it has nothing to ask.
        parser.add_argument("--noinput", action="store_true", help="accepted for scripts written for Haystack")

    def handle(self, *args: Any, **options: Any) -> None:
        total = count_meetings_to_index()
        started = time.monotonic()

        def progress(number: int) -> None:
            if self.stdout.isatty():
                self.stdout.write(f"  {number} of {total} meetings", ending="\r")
            elif number % 1_000 == 0:
                self.stdout.write(f"  {number} of {total} meetings")

        done = rebuild_index(progress)
        seconds = time.monotonic() - started
        self.stdout.write(self.style.SUCCESS(f"{done} meetings indexed in {seconds:.1f} s."))
