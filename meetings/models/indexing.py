"""What is still to be indexed: a note that the database writes in the same transaction as the change itself."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """A meeting whose document in the search index may be out of date.

    Rows are written by triggers (see triggers.py), so that every way of changing the archive is seen: the admin, a
    bulk update, a fixture, SQL by hand. They are only ever added and, once the index has them, deleted; the same
    meeting may stand here several times. The meeting itself may be gone.
    """

    meeting_id = models.BigIntegerField(_("meeting"))
    created_at = models.DateTimeField(_("recorded"), db_default=Now())

    class Meta:
        verbose_name = _("change to be indexed")
        verbose_name_plural = _("changes to be indexed")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.meeting_id)
