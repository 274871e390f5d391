"""Alerts by mail about new results of a search, and the time when each meeting became public."""

import secrets

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """Return a key that cannot be guessed. The reader who has it, from the mail, may confirm and end the alert."""
    return secrets.token_urlsafe(24)


class Alert(models.Model):
    """A search whose new meetings Mahdar sends to a mail address once a day. It needs no account.

    `query` is the query string of the search's address. When a reader ends the alert, Mahdar deletes it together with
    the mail address.
    """

    email = models.EmailField(_("mail address"))
    query = models.CharField(_("search"), max_length=1500, blank=True)
    language = models.CharField(_("language"), max_length=8)
    site = models.URLField(_("address of the site"), max_length=300)
    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField(_("requested"), auto_now_add=True)
    asked_at = models.DateTimeField(_("confirmation last sent"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_until = models.DateTimeField(_("last notified"), null=True, blank=True)

    class Meta:
        verbose_name = _("alert by mail")
        verbose_name_plural = _("alerts by mail")
        ordering = ["email", "id"]
        constraints = [models.UniqueConstraint(fields=["email", "query", "language"], name="meetings_alert_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.query}"


class Publication(models.Model):
    """The time when a meeting first became public. A trigger (see triggers.py) writes the row; it is never deleted."""

    meeting_id = models.BigIntegerField(_("meeting"), primary_key=True)
    published_at = models.DateTimeField(_("published"), db_default=Now(), db_index=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.published_at:%Y-%m-%d}"
