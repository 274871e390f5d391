"""Pairs of similar meetings that an editor marked as different, so that Mahdar does not suggest them again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DifferentMeetings(models.Model):
    """Two different meetings whose records look alike. `first` has the smaller id."""

    first = models.ForeignKey("meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("other meeting"), on_delete=models.CASCADE, related_name="+"
    )
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
        verbose_name = _("two different meetings")
        verbose_name_plural = _("different meetings")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="meetings_differentmeetings_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="meetings_differentmeetings_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
