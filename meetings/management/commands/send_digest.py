"""`manage.py send_digest daily|weekly`: mail the digest to the users of the desk who chose it. Run it with a timer."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.models import DigestChoice
from meetings.services.editorial import digest


class Command(BaseCommand):
    help = (
        "Mail what waits at the desk to the users who chose it on their account page. "
        "Run it once a day for `daily` and once a week for `weekly`, with a timer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("every", choices=[DigestChoice.Every.DAY.value, DigestChoice.Every.WEEK.value])
        parser.add_argument("--now", action="store_true", help="include users who got it already")
        parser.add_argument("--dry-run", action="store_true", help="print without sending")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAHDAR_SENDS_MAIL and not options["dry_run"]:
            raise CommandError("No mail server is set. Give EMAIL_URL, such as smtp+tls://user:password@host:587.")
        now = timezone.now()
        sent = nothing = failed = 0
        connection = get_connection()
        for choice in list(digest.find_due_choices(options["every"], now, at_once=options["now"])):
            letter = digest.make_digest_letter(choice)
            if letter is None:
                nothing += 1
                continue
            if options["dry_run"]:
                self.stdout.write(f"{letter.to[0]}: {letter.subject}")
                continue
            try:
                letter.connection = connection
                letter.send()
            except OSError as error:  # the next run sends this mail again; the others are sent now
                failed += 1
                self.stderr.write(self.style.ERROR(f"{choice.user}: {error}"))
                continue
            DigestChoice.objects.filter(pk=choice.pk).update(sent_at=now)
            sent += 1
        if not options["dry_run"]:
            self.stdout.write(
                self.style.SUCCESS(f"{sent} digests sent, {nothing} with nothing to say, {failed} failed.")
            )
        if failed:
            raise CommandError(f"{failed} digests could not be sent; they are tried again next time.")
