"""What editors decided, so that Mahdar does not ask again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditorsDecision(models.Model):
    """A decision of an editor, with its editor and moment."""

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        abstract = True
