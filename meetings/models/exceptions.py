"""Exceptions: an editor accepts that a record breaks a rule, with a reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleException(models.Model):
    """An editor's decision that a record may break a rule of the archive, for example to publish it nevertheless.

    It counts only while the record breaks the rule in the same way (`key`, see `Finding` in queries/checks/rule.py):
    once the facts change, the rule is asked again.
    """

    kind = models.CharField(_("kind of record"), max_length=30)  # the model's name: "meeting"
    record_id = models.BigIntegerField(_("record"))
    rule = models.CharField(_("rule"), max_length=40)
    key = models.TextField(_("what breaks the rule"))
    reason = models.TextField(_("reason"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty if a command did it."),
    )
    user_name = models.CharField(_("name of the editor"), max_length=150, blank=True)  # stays when the account goes
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("exception from a rule")
        verbose_name_plural = _("exceptions from rules")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id", "rule", "key"], name="meetings_ruleexception_once")
        ]
        indexes = [models.Index(fields=["rule", "-made_at"], name="meetings_ruleexception_latest")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.kind} {self.record_id}"
