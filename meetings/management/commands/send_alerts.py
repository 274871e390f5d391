"""`manage.py send_alerts`: send the daily digest of new meetings to its readers. Run it with a daily timer."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.management.terminal import Screen
from meetings.search import IndexMissingError
from meetings.services import alerts


class Command(BaseCommand):
    help = "Send new meetings by mail to the readers who asked for it. Run it once a day, with a timer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", action="store_true", help="include readers already notified today")
        parser.add_argument("--dry-run", action="store_true", help="print without sending")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAHDAR_SENDS_MAIL and not options["dry_run"]:
            raise CommandError("No mail server is set. Give EMAIL_URL, such as smtp+tls://user:password@host:587.")
        screen = Screen(self.stdout)
        now = timezone.now()
        together = list(alerts.find_due_alerts(now, at_once=options["now"]))
        sent = failed = 0
        connection = get_connection()
        for number, those in enumerate(together, start=1):
            screen.progress(f"{number}/{len(together)}")
            try:
                letter = alerts.make_digest(those, now)
            except IndexMissingError as error:
                raise CommandError(
                    f"The search index is missing or damaged ({error}). Run `manage.py sync_index`, then this again."
                ) from error
            if options["dry_run"]:
                if letter:
                    screen.line(f"{letter.to[0]}: {letter.subject}")
                continue
            try:
                if letter:
                    letter.connection = connection
                    letter.send()
                    sent += 1
            except OSError as error:  # the next run sends this mail again; the others are sent now
                failed += 1
                self.stderr.write(self.style.ERROR(f"{those[0].email}: {error}"))
                continue
            alerts.mark_notified(those, now)
        if options["dry_run"]:
            return
        forgotten = alerts.delete_unconfirmed(now)
        summary = f"{sent} messages sent, {failed} failed, {forgotten} unconfirmed alerts deleted."
        screen.line(self.style.SUCCESS(summary))
        if failed:
            raise CommandError(f"{failed} messages could not be sent; they are tried again next time.")
