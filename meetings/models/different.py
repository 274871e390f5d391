"""Pairs of similar meetings that an editor marked as different, so that Mahdar does not suggest them again."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.decisions import EditorsDecision


class DifferentMeetings(EditorsDecision):
    """Two different meetings whose records look alike. `first` has the smaller id."""

    first = models.ForeignKey("meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("other meeting"), on_delete=models.CASCADE, related_name="+"
    )

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
