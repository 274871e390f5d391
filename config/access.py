"""The settings of signing in: passwords, the second factor, sessions and single sign-on (django-allauth)."""

import os
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_ROLES = ("contributor", "editor", "administrator")
_ALLOWED = re.compile(r"[^\s@,]*@[\w-]+(\.[\w-]+)+")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
PROVIDER = "sso"  # as meetings/services/access/single_sign_on.py calls it


@dataclass(frozen=True)
class SingleSignOn:
    """An OpenID provider whose users may sign in."""

    name: str  # on the button
    allowed: tuple[str, ...]  # mail addresses, and domains with an @
    roles: dict[str, str]  # group of the provider -> role
    role_claim: str  # where the provider names the groups
    providers: dict[str, Any]  # as django-allauth wants it


def read_second_factor() -> tuple[str, ...]:
    """Return MAHDAR_SECOND_FACTOR, the roles whose users must have a second factor.

    Raises:
        ImproperlyConfigured: The value names something that is not a role.
    """
    names = _read_list("MAHDAR_SECOND_FACTOR")
    if unknown := [name for name in names if name not in (*_ROLES, "all")]:
        raise ImproperlyConfigured(
            f"MAHDAR_SECOND_FACTOR names {unknown[0]!r}, which is not a role. Give roles separated by commas, such as "
            "editor,administrator; or all; leave it empty to leave the choice to each user."
        )
    return _ROLES if "all" in names else tuple(names)


def read_single_sign_on() -> SingleSignOn | None:
    """Return the OpenID provider; None with MAHDAR_OIDC_ISSUER empty.

    Raises:
        ImproperlyConfigured: A value is missing or cannot be used.
    """
    issuer = os.environ.get("MAHDAR_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return None
    _check_issuer(issuer)
    client, secret, name, claim = (
        os.environ.get(f"MAHDAR_OIDC_{variable}", "").strip() for variable in ("CLIENT", "SECRET", "NAME", "ROLE_CLAIM")
    )
    if not client or not secret:
        raise ImproperlyConfigured(
            "MAHDAR_OIDC_ISSUER is set, but MAHDAR_OIDC_CLIENT or MAHDAR_OIDC_SECRET is empty. "
            "Give the identifier and the secret that the provider made for this site."
        )
    app: dict[str, Any] = {"provider_id": PROVIDER, "name": name or "OpenID", "client_id": client, "secret": secret}
    app["settings"] = {"server_url": issuer}
    return SingleSignOn(
        name=name or "OpenID",
        allowed=_read_allowed(),
        roles=_read_roles(),
        role_claim=claim or "groups",
        providers={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}},
    )


def _check_issuer(issuer: str) -> None:
    address = urlsplit(issuer)
    if not address.hostname or (address.scheme != "https" and address.hostname not in _LOOPBACK):
        raise ImproperlyConfigured(
            f"MAHDAR_OIDC_ISSUER is {issuer!r}. Give the https address of the provider, "
            "such as https://id.example.org; leave it empty to have no single sign-on."
        )


def _read_allowed() -> tuple[str, ...]:
    allowed = tuple(entry.lower() for entry in _read_list("MAHDAR_OIDC_ALLOWED"))
    wrong = [entry for entry in allowed if not _ALLOWED.fullmatch(entry)]
    if wrong or not allowed:
        raise ImproperlyConfigured(
            f"MAHDAR_OIDC_ALLOWED {f'has {wrong[0]!r}' if wrong else 'is empty'}. Give the mail addresses that may "
            "sign in, or their domains, separated by commas, such as @example.org,editor@example.net."
        )
    return allowed


def _read_roles() -> dict[str, str]:
    pairs = [entry.rpartition("=") for entry in _read_list("MAHDAR_OIDC_ROLES")]
    if wrong := [value + sign + role for value, sign, role in pairs if not value or role not in _ROLES]:
        raise ImproperlyConfigured(
            f"MAHDAR_OIDC_ROLES has {wrong[0]!r}. Give a group of the provider and a role of Mahdar, such as "
            "newsroom=editor, separated by commas; leave it empty to give roles at the desk."
        )
    return {value.strip(): role for value, _sign, role in pairs}


def _read_list(name: str) -> list[str]:
    return [entry.strip() for entry in os.environ.get(name, "").split(",") if entry.strip()]


# Signing in with a password; only administrators make accounts. The brake of meetings/services/access counts attempts
# in the database, for all server processes; django-allauth's limits count in the memory of one.
ALLAUTH: dict[str, Any] = {
    "ACCOUNT_ADAPTER": "meetings.services.access.accounts.AccountAdapter",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["email", "username*", "password1*"],
    "ACCOUNT_SIGNUP_ENABLED": False,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": False,
    "ACCOUNT_SESSION_REMEMBER": True,
    "ACCOUNT_RATE_LIMITS": False,
    "SOCIALACCOUNT_ADAPTER": "meetings.services.access.single_sign_on.SingleSignOnAdapter",
    "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
    # A link and no form: form-action of our Content-Security-Policy would refuse to follow it to the provider.
    "SOCIALACCOUNT_LOGIN_ON_GET": True,
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "MFA_ADAPTER": "meetings.services.access.second_factor.SecondFactorAdapter",
    "MFA_SUPPORTED_TYPES": ["recovery_codes", "totp", "webauthn"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_TOLERANCE": 1,  # clocks of phones may be half a minute off
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_RATE_LIMITS": False,
    "MFA_FORMS": {
        "add_webauthn": "meetings.admin.access.passkey_forms.AddPasskeyForm",
        "authenticate_webauthn": "meetings.admin.access.passkey_forms.PasskeyFactorForm",
        "login_webauthn": "meetings.admin.access.passkey_forms.PasskeySignInForm",
        "reauthenticate_webauthn": "meetings.admin.access.passkey_forms.PasskeyAgainForm",
        "activate_totp": "meetings.admin.access.forms.AppForm",
        "authenticate": "meetings.admin.access.forms.CodeForm",
        "reauthenticate": "meetings.admin.access.forms.ReauthenticationCodeForm",
    },
}
