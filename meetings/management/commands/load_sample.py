"""`manage.py load_sample`: fill an empty archive with the reference data and the sample archive."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from meetings.ingest.reference import has_reference_data, load_fixtures
from meetings.models import Meeting
from meetings.services.history import several_actions
from meetings.services.reference_data import ensure_reference_data


class Command(BaseCommand):
    help = "Load the sample archive (real meetings of 2015 to 2026) into an archive that has no meetings yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="say nothing where the archive has meetings")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        with several_actions():
            if not has_reference_data():
                self._say("Loading countries, organisations, topics, outlets and places ...")
                ensure_reference_data()
            if Meeting.objects.exists():
                if not options["if_empty"]:
                    self._say(
                        "The archive has meetings already, so nothing was loaded. For a separate sample archive set "
                        "MAHDAR_DATA_DIR to an empty folder."
                    )
                return
            self._say("Loading the sample archive ...")
            load_fixtures("sample_archive")
            self._say(f"Building the index of {Meeting.objects.count()} meetings ...")
        self._say(self.style.SUCCESS(f"Done in {time.monotonic() - started:.1f} s."))

    def _say(self, what: str) -> None:
        self.stdout.write(what)
        self.stdout.flush()
