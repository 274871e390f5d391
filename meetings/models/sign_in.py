"""Failed attempts to sign in, which the brake counts (meetings/services/access/brake.py)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FailedSignIn(models.Model):
    """An attempt that failed, or that is being checked just now, in one of the counts of the brake.

    Mahdar deletes attempts after two days. A name that no user has is not stored: it may be a password that someone
    typed into the wrong box.
    """

    class Count(models.TextChoices):
        """What attempts are counted by."""

        ACCOUNT = "account", _("account")
        ADDRESS = "address", _("network address")
        DEVICE = "device", _("browser that the user has signed in with")
        RESET = "reset", _("requested links for a new password")

    counted_by = models.CharField(_("counted by"), max_length=10, choices=Count.choices)
    subject = models.CharField(_("account or address"), max_length=80)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = [models.Index(fields=["counted_by", "subject", "-at"], name="meetings_failed_sign_in")]

    def __str__(self) -> str:
        return f"{self.get_counted_by_display()} {self.subject}: {self.at:%Y-%m-%d %H:%M}"
