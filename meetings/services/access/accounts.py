"""How django-allauth signs users in here: with the brake, by user name or mail address, and never by signing up."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.services.access.brake import Attempt, BrakeError, record_attempt
from meetings.services.access.devices import save_device
from meetings.services.access.notices import send_notice
from meetings.services.access.sessions import SEEN
from meetings.services.access.single_sign_on import apply_roles
from meetings.services.clients import identify_client

BRAKED = "braked"  # the code of the error of a form that the brake refused
RECENT_SECONDS = 300
# What allauth reports after each step, in our words; its other reports say nothing new.
MESSAGES = {
    "mfa/messages/totp_activated.txt": gettext_lazy("From now on you sign in with a code of your app."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("You removed the app. Its codes are not valid any more."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("You added the passkey."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("You removed the passkey."),
}
UNKNOWN_ADDRESS = "0.0.0.0"  # nosec B104  # compared, never bound


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The rules of this archive for signing in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "The user name or the password is wrong. Capital and small letters differ in passwords."
        ),
        "incorrect_password": gettext_lazy("This is not your password. Enter it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether a sign-in may lead to `url`: only to this site."""
        request = self.request
        host = {request.get_host()}
        return url_has_allowed_host_and_scheme(url or "", allowed_hosts=host, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        address = identify_client(request)
        return address if address.replace(".", "").isdigit() or ":" in address else UNKNOWN_ADDRESS

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return the user whom name and password belong to, or None.

        Raises:
            ValidationError: The brake refused to check the password (code BRAKED).
        """
        name = str(credentials.get("username") or "")
        user = find_user(name)
        attempt = open_attempt(request, user, name)
        username = user.get_username() if user else name
        found = authenticate(request, username=username, password=credentials.get("password"))
        if found:
            attempt.forget()
        return found

    def login(self, request: HttpRequest, user: Any) -> None:
        if not User.objects.filter(pk=user.pk, is_active=True).exists():  # deactivated between password and code
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        apply_roles(user, options.get("signal_kwargs"))
        response: HttpResponse = super().post_login(request, user, **options)
        save_device(request, response, user)
        request.session[SEEN] = time.time()
        return response

    def add_message(
        self, request: Any, level: int, template: str = "", *args: Any, message: str = "", **o: Any
    ) -> None:
        if text := message or MESSAGES.get(template):
            messages.add_message(request, level, text)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Mail `user` what changed, in our words and at the address of the account."""
        send_notice(self.request, user, template_prefix)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, _("This account was deactivated. Ask an administrator of the archive."))
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Return whether the user must enter the password or a code again before changing a second factor.

        Not within five minutes after signing in, and not if the user has neither: the provider of single sign-on
        checks those who sign in with it.
        """
        user = self.request.user
        records = get_authentication_records(self.request, user)
        if records and time.time() - records[-1]["at"] < RECENT_SECONDS:
            return False
        return bool(self.get_reauthentication_methods(user))


def find_user(name: str) -> User | None:
    """Return the active user of this name or, if only one has it, of this mail address."""
    users = User.objects.filter(is_active=True)
    if user := users.filter(username=name).first():
        return user
    found = list(users.filter(email__iexact=name)[:2]) if "@" in name else []
    return found[0] if len(found) == 1 else None


def open_attempt(request: HttpRequest, user: User | None, typed: str = "") -> Attempt:
    """Return the attempt, which counts as failed until it is forgotten.

    Raises:
        ValidationError: Too many attempts failed; the message says how long to wait.
    """
    try:
        return record_attempt(request, user, typed)
    except BrakeError as error:
        raise make_wait_error(error.seconds) from error


def make_wait_error(seconds: int) -> ValidationError:
    """Return the error of a form that says how long to wait, with the code BRAKED and the seconds."""
    waited = format_wait(seconds)
    text = _("Too many attempts failed. Try again in %(time)s.") % {"time": waited}
    return ValidationError(text, code=BRAKED, params={"seconds": seconds})


def format_wait(seconds: int) -> str:
    """Return the time to wait in words: seconds below a minute and a half, otherwise minutes."""
    if seconds < 90:
        return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
