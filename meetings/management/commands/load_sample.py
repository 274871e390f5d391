"""`manage.py load_sample`: fills an empty archive with the reference data and the sample archive."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from meetings.ingest.reference import ensure_reference_data
from meetings.models import Meeting
from meetings.search.follow import one_update_at_the_end


class Command(BaseCommand):
    help = "Load the sample archive (real meetings of 2015 to 2026) into an archive that has no meetings yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if ensure_reference_data():
            self.stdout.write("Countries, organisations, topics, outlets and places loaded.")
        if Meeting.objects.exists():
            self.stdout.write("The archive has meetings already; the sample archive is left out.")
            return
        started = time.monotonic()
        self.stdout.write("Loading the sample archive and building its index (some seconds) ...")
        with one_update_at_the_end():
            call_command("loaddata", "sample_archive", verbosity=0)
        self.stdout.write(
            self.style.SUCCESS(f"{Meeting.objects.count()} meetings loaded in {time.monotonic() - started:.0f} s.")
        )
