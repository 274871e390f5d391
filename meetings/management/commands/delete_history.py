"""`manage.py delete_history --before DAY`: delete versions of records that are older than your time of retention."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.services.erasure import delete_old_versions


class Command(BaseCommand):
    help = "Delete the versions of records made before a day; each record keeps its latest one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", required=True, metavar="DAY", help="the day, such as 2020-01-31")
        parser.add_argument("--yes", action="store_true", help="delete them; they cannot be restored")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["before"])
        except ValueError as error:
            raise CommandError(f"“{options['before']}” is not a day. Give one such as 2020-01-31.") from error
        if not options["yes"]:
            raise CommandError("Deleted versions cannot be restored. Run the command again with --yes.")
        before = timezone.make_aware(datetime.combine(day, time.min))
        self.stdout.write(f"Deleted {delete_old_versions(before)} versions made before {day}.")
