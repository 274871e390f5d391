"""`manage.py load_reference`: load the countries, organisations, topics, outlets and places, as often as wanted."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from meetings.management.reference import describe_loaded
from meetings.management.terminal import Screen
from meetings.services.reference_data import load_reference


class Command(BaseCommand):
    help = (
        "Load the reference data: countries and regions, organisations, topics, outlets and places. Records that "
        "editors changed stay as they are, and those that editors deleted or merged do not come back, so that it can "
        "be run again after each update of Mahdar."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        screen = Screen(self.stdout)
        with override("en"):  # commands print English
            loaded = load_reference(None, lambda model: screen.progress(f"{model._meta.verbose_name_plural} ..."))
        for line in describe_loaded(loaded):
            screen.line(line)
        self.stdout.write(self.style.SUCCESS("The reference data is loaded."))
