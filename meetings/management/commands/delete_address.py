"""`manage.py delete_address EMAIL`: delete the mail address of a reader, with all that is saved about it."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from meetings.services.mail_addresses import delete_address


class Command(BaseCommand):
    help = "Delete the mail address of a reader: their alerts, and the address in the errors that they reported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address, in any case")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"“{email}” is not a mail address. Nothing was deleted.") from error
        deleted = delete_address(email)
        self.stdout.write(f"{email}: deleted {deleted.alerts} alerts, and the address in {deleted.reports} reports.")
        if users := User.objects.filter(email__iexact=email).values_list("username", flat=True):
            self.stdout.write(f"The account “{users[0]}” has this address too. Change or delete it at the desk.")
        self.stdout.write("Backups made before now still have the address until you delete them.")
