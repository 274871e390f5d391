"""Why an editor rejected a draft or dropped an imported report: for the person who entered it, never for the public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.decisions import EditorsDecision
from meetings.models.editorial import OfRecord


class Rejection(OfRecord, EditorsDecision):
    """The last rejection of a record; it counts while the record is rejected or dropped, and is shown after that too.

    The row outlives the record. No page for the public, export or API shows it.
    """

    class Reason(models.TextChoices):
        NO_MEETING = "no-meeting", _("It reports no meeting between two sides.")
        DUPLICATE = "duplicate", _("The archive has it already.")
        FACTS = "facts", _("The facts do not agree with the report.")
        INCOMPLETE = "incomplete", _("It does not say who met, or when.")
        SOURCE = "source", _("The source is not reliable enough.")
        SCOPE = "scope", _("It is outside the subject of the archive.")
        OTHER = "other", _("Another reason")

    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    note = models.TextField(_("explanation"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("rejection")
        verbose_name_plural = _("rejections")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="meetings_rejection_once")]
