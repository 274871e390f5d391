"""`manage.py unlock_login NAME`: let a user sign in again who must wait, or who lost the second factor."""

import ipaddress
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from meetings.services.access.brake import release_address, release_user
from meetings.services.access.second_factor import remove_second_factors
from meetings.services.clients import make_client_key


class Command(BaseCommand):
    help = "Let users, or a network address, try to sign in again at once after wrong passwords."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help="the name the user signs in with")
        parser.add_argument("--address", metavar="IP", help="a network address that must wait")
        parser.add_argument(
            "--second-factor",
            action="store_true",
            help="also remove the second factors and recovery codes of the users: the password alone lets them in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names, address = options["names"], options["address"]
        if not names and not address:
            raise CommandError("Name a user, or a network address with --address.")
        if address and not _is_address(address):
            raise CommandError(
                f"“{address}” is not a network address. Give one such as 192.0.2.7. Nothing was changed."
            )
        users = {user.get_username(): user for user in User.objects.filter(username__in=names)}
        if unknown := [name for name in names if name not in users]:
            raise CommandError(f"There is no user “{unknown[0]}”. Nothing was changed.")
        for name, user in users.items():
            self.stdout.write(f"{name}: {release_user(user)} failed attempts forgotten.")
            if options["second_factor"]:
                self.stdout.write(f"{name}: {remove_second_factors(user)} second factors removed.")
        if address:
            self.stdout.write(f"{address}: {release_address(make_client_key(address))} failed attempts forgotten.")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True
