"""Mails that tell a user what changed about signing in, so that they notice a change by another person."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.services.clients import identify_client
from meetings.services.letters import send_in_thread, write_letter

PASSWORD_CHANGED = "password_changed"
FACTORS_REMOVED = "factors_removed"
# What changed, by the name that django-allauth gives to its own mails, or by ours above.
CHANGES = {
    PASSWORD_CHANGED: gettext_lazy("The password was changed."),
    FACTORS_REMOVED: gettext_lazy("An administrator removed all second factors."),
    "mfa/email/totp_activated": gettext_lazy("An app was added. Its codes are asked for after the password."),
    "mfa/email/totp_deactivated": gettext_lazy("The app was removed."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made. The earlier ones are not valid."),
}


def send_notice(request: Any, user: Any, change: str) -> None:
    """Mail `user` that signing in changed, in a thread.

    Args:
        request: The request that made the change; its address is in the mail.
        user: The user whose account changed. Without a mail address nothing is sent.
        change: A key of CHANGES; for any other nothing is sent.
    """
    if not settings.MAHDAR_SENDS_MAIL or not user.email or change not in CHANGES:
        return
    values = {
        "user": user,
        "change": CHANGES[change],
        "time": timezone.localtime(),
        "client": identify_client(request),
        "site": request.build_absolute_uri("/"),
    }
    send_in_thread(write_letter(_("Your account for Mahdar was changed"), "access/notice", values, user.email))
