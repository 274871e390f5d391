"""Changes to be indexed: the database records each one in the same transaction as the change itself."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """A meeting whose document in the search index may be out of date.

    Triggers write the rows (see triggers.py), so that no way of changing the archive is missed: the admin, a bulk
    update, a fixture, SQL by hand. A row is never updated; it is deleted once the index has the change. Several rows
    may have the same meeting, and the meeting itself may no longer exist. The key 0 is all meetings: a restored backup
    replaced the database.
    """

    meeting_id = models.BigIntegerField(_("meeting"))
    created_at = models.DateTimeField(_("recorded"), db_default=Now())

    class Meta:
        verbose_name = _("change to be indexed")
        verbose_name_plural = _("changes to be indexed")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.meeting_id)
