"""The second factor: a code of an app on the phone or a passkey, with recovery codes for when they are lost."""

import base64
import hashlib
import io
import time
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.services.roles import UserRole, get_role

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CODE_SECONDS = 90  # how long an app's code is valid with MFA_TOTP_TOLERANCE


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How django-allauth stores and names second factors here."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is wrong, too old, or was used before. Enter the next one."),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        return f"Mahdar {context.request.get_host()}"

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code of `url`, black on white also in dark mode."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, border=4, light="#fff")
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _make_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one that fits no code if SECRET_KEY was another when it was stored."""
        try:
            return _make_cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(Fernet.generate_key()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def _make_cipher() -> Fernet:
    key = hashlib.sha256(b"meetings.access.second_factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def is_second_factor_missing(user: Any) -> bool:
    """Return whether MAHDAR_SECOND_FACTOR asks `user` for a second factor that the user does not have yet."""
    if not settings.MAHDAR_SECOND_FACTOR or not user.is_authenticated:
        return False
    role = UserRole.ADMINISTRATOR if user.is_superuser else get_role(user)
    return role in settings.MAHDAR_SECOND_FACTOR and not has_second_factor(user)


def has_second_factor(user: Any) -> bool:
    """Return whether `user` signs in with a code or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def take_code(authenticator: Authenticator, code: str) -> bool:
    """Mark the code of an app as used, and return whether it was not: a code read over a shoulder works once."""
    now = time.time()
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used = {old: at for old, at in row.data.get("used", {}).items() if now - at < CODE_SECONDS}
        if code in used:
            return False
        row.data["used"] = used | {code: now}
        row.save(update_fields=["data"])
    authenticator.data = row.data
    return True


def remove_second_factors(user: User) -> int:
    """Delete every second factor and the recovery codes of `user`, who lost them. Return how many there were."""
    return int(Authenticator.objects.filter(user=user).delete()[0])
