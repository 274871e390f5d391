"""The forms of passkeys. What a browser sends may be anything: the library raises many kinds of errors on it."""

import struct
from typing import Any

from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_ANSWER_LENGTH = 20_000
MAX_NAME_LENGTH = 60
_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)
_REFUSED = _("The site does not know this passkey. Try again, or sign in another way.")


class AnswerField(forms.JSONField):
    """A field for the answer of a passkey."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > MAX_ANSWER_LENGTH:
            raise ValidationError(_REFUSED)
        try:
            answer = super().to_python(value)
        except RecursionError:
            answer = None
        if not isinstance(answer, dict):
            raise ValidationError(_REFUSED)
        return answer


class PasskeyAnswerMixin:
    """The check of an answer: what cannot be read is refused like a wrong passkey."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["credential"] = AnswerField()  # type: ignore[attr-defined]

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *_MALFORMED) as error:
            raise ValidationError(_REFUSED) from error


class PasskeySignInForm(PasskeyAnswerMixin, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """The form of a passkey in place of the password."""


class PasskeyFactorForm(PasskeyAnswerMixin, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The form of a passkey after the password."""


class PasskeyAgainForm(PasskeyAnswerMixin, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The form of a passkey that a signed-in user is asked for."""


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """The form of a new passkey."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["credential"] = AnswerField()
        self.fields["name"].max_length = MAX_NAME_LENGTH

    def clean_name(self) -> str:
        return str(super().clean_name())[:MAX_NAME_LENGTH]

    def clean(self) -> Any:
        try:
            return super().clean()
        except (ValidationError, *_MALFORMED) as error:
            raise ValidationError(_REFUSED) from error
