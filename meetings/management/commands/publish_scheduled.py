"""`manage.py publish_scheduled`: publish the meetings whose scheduled time has come."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import override

from meetings.models import PublishingPlan
from meetings.services.editorial.plans import publish_due


class Command(BaseCommand):
    help = (
        "Publish the meetings that editors scheduled and whose time has come. `manage.py serve` does it every minute; "
        "with another server run it with a timer. A second run does nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="the time to take for now, as 2026-12-01T08:30 in the archive's time zone; "
            "a later one publishes ahead of schedules and embargoes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        published = failed = 0
        for outcome in publish_due(_read_time(options["at"])):
            if outcome.failure:
                failed += 1
                with override("en"):  # commands print English
                    reason = str(PublishingPlan.Failure(outcome.failure).label)
                self.stderr.write(self.style.ERROR(f"{outcome.headline}: {reason}"))
            else:
                published += 1
                self.stdout.write(f"{outcome.headline}: published")
        self.stdout.write(self.style.SUCCESS(f"{published} published, {failed} not published."))
        if failed:
            raise CommandError("See the reasons above; the editors who scheduled these meetings have a notice.")


def _read_time(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        time = parse_datetime(text)
    except ValueError:
        time = None
    if time is None:
        raise CommandError(f"We could not read {text} as a time. Give it as 2026-12-01T08:30.")
    return time if timezone.is_aware(time) else timezone.make_aware(time)
