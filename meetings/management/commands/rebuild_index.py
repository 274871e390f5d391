"""`manage.py rebuild_index`: build a new search index beside the old one and swap them; the site keeps working."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from meetings.search import count_meetings_to_index, rebuild_index


class Command(BaseCommand):
    help = "Build a new search index. Searches use the old one until the new one replaces it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Haystack's own command asks before it deletes the index; this one deletes nothing first, so it never asks.
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
