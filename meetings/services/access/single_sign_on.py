"""Single sign-on with an OpenID provider: who may come in, and with which role."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.services.roles import UserRole, get_role, give_role

PROVIDER = "sso"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The rules of this archive for users whom the provider knows."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse users who may not come in, and lead a mail address to the account that has it already."""
        address = find_verified_address(sociallogin)
        if not is_allowed(address) or sociallogin.state.get("process") == "connect":
            self._refuse(request, _("Your address may not sign in to this archive. Ask an administrator to allow it."))
        if sociallogin.is_existing:
            return
        users = list(User.objects.filter(email__iexact=address)[:2])
        if len(users) > 1:
            self._refuse(request, _("Several accounts have your mail address. Ask an administrator to correct it."))
        if users:
            sociallogin.connect(request, users[0])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True  # pre_social_login has checked the address

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, **options: Any) -> None:
        """Lead back to the page to sign in when the user cancelled or the provider failed."""
        if error == "cancelled":
            self._refuse(request, _("You did not sign in at the provider."))
        self._refuse(request, _("The provider could not sign you in. Try again, or sign in with your password."))

    def send_notification_mail(self, *arguments: Any, **options: Any) -> None:
        """Send no mail about accounts that are connected."""

    @staticmethod
    def _refuse(request: HttpRequest, reason: str) -> None:
        messages.error(request, reason)
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def find_verified_address(sociallogin: Any) -> str:
    """Return the mail address that the provider says belongs to the user; empty without one."""
    verified = [address.email for address in sociallogin.email_addresses if address.verified]
    return str(verified[0]).lower() if verified else ""


def is_allowed(address: str) -> bool:
    """Return whether MAHDAR_OIDC_ALLOWED has the mail address or its domain."""
    name, _sign, domain = address.rpartition("@")
    allowed = settings.MAHDAR_OIDC.allowed if settings.MAHDAR_OIDC else ()
    return bool(name) and not {address, f"@{domain}"}.isdisjoint(allowed)


def apply_roles(user: User, signal_options: dict[str, Any] | None) -> None:
    """Give a user who came by single sign-on the role that MAHDAR_OIDC_ROLES has for the groups of the provider.

    Without that setting an administrator gives roles at the desk. Superusers need none.
    """
    login = (signal_options or {}).get("sociallogin")
    provider = settings.MAHDAR_OIDC
    if login is None or provider is None or not provider.roles or user.is_superuser:
        return
    role = find_role(login.account.extra_data, provider.role_claim, provider.roles)
    if get_role(user) != role:
        give_role(user, role)


def find_role(claims: dict[str, Any], claim: str, roles: dict[str, str]) -> UserRole | None:
    """Return the highest role for the groups that the provider names under `claim`; None without one."""
    groups: set[str] = set()
    for part in (claims, *(claims.get(name) or {} for name in ("userinfo", "id_token"))):
        value = part.get(claim) or []
        groups |= {str(group) for group in (value if isinstance(value, list) else [value])}
    given = {roles[group] for group in groups & roles.keys()}
    return next((role for role in reversed(UserRole) if role.value in given), None)
