"""The forms of signing in: names, passwords, codes and invitations."""

import unicodedata
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.admin.records.user_forms import RoleField
from meetings.services.access.accounts import make_wait_error, open_attempt
from meetings.services.access.brake import BrakeError, record_reset
from meetings.services.access.links import send_reset
from meetings.services.access.second_factor import SecondFactorAdapter, take_code
from meetings.services.roles import EXPLAINED, UserRole

MAX_PASSWORD_LENGTH = 1000
MAX_CODE_LENGTH = 40


class SignInForm(LoginForm):  # type: ignore[misc]
    """The form of name and password. The fields are called as Django calls them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = forms.CharField(
            label=_("User name or mail address"),
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "dir": "auto"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            max_length=MAX_PASSWORD_LENGTH,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
        )
        self.order_fields(["login", "password"])

    def add_prefix(self, field_name: str) -> str:
        return "username" if field_name == "login" else field_name


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The form that asks a signed-in user for the password again."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            max_length=MAX_PASSWORD_LENGTH,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True, "dir": "ltr"}),
        )


def make_code_field() -> forms.CharField:
    """Return a field for a code."""
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "dir": "ltr"}
    return forms.CharField(label=_("Code"), max_length=MAX_CODE_LENGTH, widget=forms.TextInput(attrs=attributes))


def read_code(typed: str) -> str:
    """Return the digits of a typed code, ASCII also where they are Arabic."""
    return "".join(str(unicodedata.digit(letter)) for letter in typed if unicodedata.digit(letter, None) is not None)


class CodeFieldMixin:
    """A field for a code of an app or a recovery code: braked, in any digits, and each code once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = make_code_field()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        attempt = open_attempt(context.request, self.user)  # type: ignore[attr-defined]
        self.cleaned_data["code"] = code = read_code(self.cleaned_data["code"])  # type: ignore[attr-defined]
        super().clean_code()  # type: ignore[misc]
        factor = self.authenticator  # type: ignore[attr-defined]
        if factor.type == Authenticator.Type.TOTP and not take_code(factor, code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        attempt.forget()
        return code


class CodeForm(CodeFieldMixin, AuthenticateForm):  # type: ignore[misc]
    """The form of the code after the password."""


class ReauthenticationCodeForm(CodeFieldMixin, MfaReauthenticateForm):  # type: ignore[misc]
    """The form that asks a signed-in user for a code again."""


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The form of the first code of an app."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = make_code_field()

    def clean_code(self) -> str:
        self.cleaned_data["code"] = read_code(self.cleaned_data["code"])
        return str(super().clean_code())


class ChangePasswordForm(AdminPasswordChangeForm):
    """The form of one's new password. The brake counts wrong old ones: a session may be in other hands."""

    def clean_old_password(self) -> str:
        attempt = open_attempt(context.request, self.user)
        old = super().clean_old_password()
        attempt.forget()
        return str(old)


class ForgottenPasswordForm(PasswordResetForm):
    """The form of a forgotten password. It answers the same for every address."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True, "dir": "ltr"}),
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        try:
            record_reset(context.request, email)
        except BrakeError as error:
            raise make_wait_error(error.seconds) from error
        return email

    def save(self, **options: Any) -> None:  # type: ignore[override]  # the view names every argument
        if settings.MAHDAR_SENDS_MAIL:
            for user in self.get_users(self.cleaned_data["email"]):
                send_reset(options["request"], user)


class InvitationForm(forms.Form):
    """The form with which an administrator invites a user."""

    email = forms.EmailField(label=_("Mail address"), max_length=150, widget=forms.EmailInput(attrs={"dir": "ltr"}))
    name = forms.CharField(
        label=_("User name"),
        max_length=150,
        required=False,
        help_text=_("Leave it empty to use the mail address."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    role = RoleField(required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        role: Any = self.fields["role"]
        role.offer([(role.value, role.label, EXPLAINED[role]) for role in UserRole])
        role.choices = role.choices[:-1]  # without a role there is nothing to invite to
        role.initial = UserRole.EDITOR.value

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(
                _("A user has this mail address already. Find them in the list, and make a new link there.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name = data["name"] = data.get("name") or data.get("email", "")
        if name and User.objects.filter(username=name).exists():
            self.add_error("name", _("A user has this name already. Choose another one."))
        try:
            User.username_validator(name or "unnamed")
        except ValidationError as error:
            self.add_error("name", error)
        return data
