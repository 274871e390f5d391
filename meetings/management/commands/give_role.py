"""`manage.py give_role NAME ROLE`: give a user a role at the desk."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from meetings.services.roles import EXPLAINED, UserRole, give_role

NONE = "none"


class Command(BaseCommand):
    help = "Give a user one of the roles of the desk: " + ", ".join(UserRole.values) + f"; {NONE} removes the role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name the user signs in with")
        parser.add_argument("role", choices=[*UserRole.values, NONE], help="the role; with none the user has no access")
        parser.add_argument("--create", action="store_true", help="create the user first; asks for a password")

    def handle(self, *args: Any, **options: Any) -> None:
        model = get_user_model()
        name, role = options["name"], None if options["role"] == NONE else UserRole(options["role"])
        with transaction.atomic():
            user = model.objects.filter(username=name).first()
            if user is None:
                if not options["create"]:
                    raise CommandError(f"There is no user “{name}”. Add --create to make one.")
                user = self._new(name)
            give_role(user, role)
        with translation.override("en"):  # commands print English
            said = f"is now {role.value}: {EXPLAINED[role]}" if role else "has no role any more."
        self.stdout.write(f"{name} {said}")

    def _new(self, name: str) -> Any:
        user = get_user_model()(username=name)
        try:
            user.full_clean(exclude=["password"])
            password = _ask("Password: ")
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if _ask("Once more: ") != password:
            raise CommandError("The two passwords differ. Nothing was changed.")
        user.set_password(password)
        user.save()
        return user


def _ask(question: str) -> str:
    """Return what the user types, unseen. Raises CommandError where there is neither a terminal nor a line to read."""
    try:
        return getpass(question)
    except EOFError:
        raise CommandError(
            "The command asks for a password. Run the command in a terminal, or invite the user at the desk."
        ) from None
