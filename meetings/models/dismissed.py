"""Offices in reports that an editor does not record for an official, so that Mahdar does not propose them again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.decisions import EditorsDecision


class DismissedOffice(EditorsDecision):
    """An office of a side that an editor does not record for an official (`meetings/queries/proposed_offices.py`)."""

    official = models.ForeignKey(
        "meetings.Official", verbose_name=_("official"), on_delete=models.CASCADE, related_name="+"
    )
    office = models.CharField(_("office"), max_length=300, help_text=_("The words that all its wordings share."))
    side = models.CharField(_("side"), max_length=32, help_text=_("The code of the country or organisation."))

    class Meta:
        verbose_name = _("dismissed office")
        verbose_name_plural = _("dismissed offices")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["official", "office", "side"], name="meetings_dismissedoffice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.official} ≠ {self.office}"
