"""`manage.py fetch_mail`: bring the unread mails of a mailbox to the desk. Run it with a timer."""

import io
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings.ingest.arrivals import add_from_file, add_unread
from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES
from meetings.ingest.errors import SourceError
from meetings.ingest.mail_folders import WaitingMail, list_unread
from meetings.ingest.readers import make_size_error
from meetings.management.arrivals import ArrivalCounts, report_arrivals
from meetings.management.reference import report_missing_reference
from meetings.management.terminal import Screen, add_shape_option
from meetings.models import Incoming


class Command(BaseCommand):
    help = (
        "Add the unread mails of a mailbox, with their attachments, to the desk and mark them as read. The mailbox is "
        "a Maildir or a folder on an IMAP server; the setting MAHDAR_MAIL_PASSWORD has its password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source",
            nargs="?",
            default=settings.MAHDAR_MAILBOX,
            metavar="MAILBOX",
            help="imaps://NAME@HOST/FOLDER, or the path of a Maildir (default: the setting MAHDAR_MAILBOX)",
        )
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["source"]:
            raise CommandError("Name a mailbox: imaps://NAME@HOST/FOLDER, or the path of a Maildir.")
        report_missing_reference(self)
        screen, counts, mails = Screen(self.stdout, options["shape"]), ArrivalCounts(), 0
        try:
            for mails, mail in enumerate(list_unread(options["source"], settings.MAHDAR_MAIL_PASSWORD), start=1):
                screen.line(f"[{mails}] {mail.name}")
                self._add(mail, counts, screen)
                mail.mark_read()  # only now: a mail whose import was cut off is fetched again
        except SourceError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{mails} mails: {counts.describe()}"))

    def _add(self, mail: WaitingMail, counts: ArrivalCounts, screen: Screen) -> None:
        way = Incoming.Origin.MAIL
        if mail.data is None:
            error = make_size_error(mail.name, mail.size, MAX_UPLOAD_BYTES)
            screen.line(str(error), indent=2)
            add_unread(mail.name, error, way)
            counts.unread += 1
            return
        outcomes = add_from_file(mail.name, io.BytesIO(mail.data), len(mail.data), None, way=way)
        report_arrivals(outcomes, way, counts, screen)
