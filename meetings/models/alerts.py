"""Searches that readers are told of by mail, and when each meeting became public."""

import secrets

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """Return a key that cannot be guessed: whoever has it, from the mail, may confirm the alert and end it."""
    return secrets.token_urlsafe(24)


class Alert(models.Model):
    """A search whose new meetings are sent to a mail address once a day. There is no account behind it.

    `query` is the query string of the search's address. An alert that is ended is deleted, and the address with it.
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
    """When a meeting became public for the first time. Rows are written by a trigger (see triggers.py) and stay."""

    meeting_id = models.BigIntegerField(_("meeting"), primary_key=True)
    published_at = models.DateTimeField(_("published"), db_default=Now(), db_index=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.published_at:%Y-%m-%d}"
