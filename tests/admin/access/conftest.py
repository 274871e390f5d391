"""Users with passwords, and what a browser does to sign in."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from meetings.services.roles import UserRole, give_role

PASSWORD = "seven green olive trees"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """Hashes of passwords that cost nothing. How they are made is Django's matter."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_user(name: str = "amal", role: UserRole | None = UserRole.EDITOR, **fields) -> User:
    user = User(username=name, email=fields.pop("email", f"{name}@example.org"), **fields)
    user.set_password(PASSWORD)
    user.save()
    give_role(user, role)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def amal(db):
    """An editor."""
    return make_user()


@pytest.fixture
def root(db):
    """An administrator who is signed in."""
    return make_user("root", UserRole.ADMINISTRATOR)


def post_password(client: Client, name: str = "amal", password: str = PASSWORD, **more):
    where = {key: more.pop(key) for key in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR") if key in more}
    data = {"username": name, "password": password, **more}
    return client.post(reverse("account_login"), data, **where)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def add_app(user: User) -> str:
    """Give `user` an app that makes codes, and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def make_code(secret: str, steps: int = 0) -> str:
    """The code that an app shows now, or `steps` half minutes later."""
    return f"{hotp_value(secret, int(time.time()) // 30 + steps):06}"


def add_recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).generate_codes()


def has_app(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type="totp").exists()


def words(response) -> str:
    """The text of a page, without its tags."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())
