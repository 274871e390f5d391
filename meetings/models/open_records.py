"""Who has which record open at the desk."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenRecord(models.Model):
    """A record or a report that an editor has open. Without a sign of the page it ends by itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.CASCADE, related_name="open_records"
    )
    kind = models.CharField(_("kind of record"), max_length=30)  # the model's name: "meeting"
    record_id = models.BigIntegerField(_("record"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    class Meta:
        verbose_name = _("open record")
        verbose_name_plural = _("open records")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id", "user"], name="meetings_openrecord_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.record_id}"
