"""Records that an editor has withdrawn from the public, each with a reason that the public reads.

The page of a withdrawn record answers 410 with this reason and with none of the record's content. The reason in words
for the public and the note for editors are two columns, so that no page can show the wrong one.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.languages import choose_by_language


class Withdrawal(models.Model):
    """One withdrawal of the record `record_id` of `kind`; in force until an editor publishes the record again.

    `key` is the end of the record's address at that time. The row stays if the record is deleted.
    """

    class Reason(models.TextChoices):
        WRONG = "wrong", _("The record was wrong and could not be corrected.")
        SOURCE = "source", _("The source withdrew or corrected its report.")
        PERSON = "person", _("The record is hidden to protect a person.")
        LAW = "law", _("A legal obligation.")
        OTHER = "other", _("Another reason.")

    kind = models.CharField(_("kind of record"), max_length=20)
    record_id = models.BigIntegerField(_("record"))
    key = models.CharField(_("address"), max_length=160)
    reason = models.CharField(_("reason for the public"), max_length=10, choices=Reason, default=Reason.WRONG)
    explanation_ar = models.TextField(_("explanation for the public, in Arabic"), max_length=500, blank=True)
    explanation_en = models.TextField(_("explanation for the public, in English"), max_length=500, blank=True)
    note = models.TextField(_("note for editors"), max_length=500, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published again by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("published again"), null=True, blank=True)

    class Meta:
        verbose_name = _("withdrawn record")
        verbose_name_plural = _("withdrawn records")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id"], condition=Q(ended_at__isnull=True), name="meetings_withdrawal_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="meetings_withdrawal_key")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"

    @property
    def explanation(self) -> str:
        """The explanation for the public in the language of the page, or in the other one; empty without any."""
        return choose_by_language(self.explanation_ar, self.explanation_en)
