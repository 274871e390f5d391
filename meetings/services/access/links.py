"""Links with which a user sets a password: invitations and forgotten passwords. A link works once, for three days."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from meetings.services.letters import send_in_thread, send_quietly, write_letter
from meetings.services.roles import UserRole, give_role

LINK_DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


def add_invited_user(name: str, email: str, role: UserRole, first_name: str = "", last_name: str = "") -> User:
    """Create a user who sets the password with a link, and give the user `role`."""
    with transaction.atomic():
        user = User(username=name, email=email, first_name=first_name, last_name=last_name)
        user.set_unusable_password()
        user.full_clean()
        user.save()
        give_role(user, role)
    return user


def make_link(request: Any, user: User) -> str:
    """Return an address with which `user` sets a password. An earlier link of the user works too until one is used."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    page = reverse("password_reset_confirm", args=[key, default_token_generator.make_token(user)])
    return str(request.build_absolute_uri(page))


def send_link(request: Any, user: User) -> bool:
    """Mail `user` a link, and return whether the mail server took it. Without EMAIL_URL Mahdar sends nothing."""
    if not settings.MAHDAR_SENDS_MAIL or not user.email:
        return False
    return send_quietly(_write_letter(request, user, "invitation", _("Your account for Mahdar")))


def send_reset(request: Any, user: User) -> None:
    """Mail `user` a link to a new password, in a thread: the answer takes as long for addresses that no user has."""
    send_in_thread(_write_letter(request, user, "reset", _("A new password for Mahdar")))


def _write_letter(request: Any, user: User, name: str, subject: str) -> EmailMultiAlternatives:
    site = request.build_absolute_uri("/")
    values = {"user": user, "link": make_link(request, user), "site": site, "days": LINK_DAYS}
    return write_letter(subject, f"access/{name}", values, user.email)
