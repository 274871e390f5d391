"""A number that is another one after every change of the archive, so that figures can be kept until then."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArchiveState(models.Model):
    """A counter that triggers (see triggers.py) push on in the transaction of the change itself.

    The state of the archive is the sum of all rows. On SQLite, which has one writer at a time, there is one row, 0;
    on PostgreSQL each connection to the database has its own, so that no writer waits for another. Steps are random:
    a transaction that was rolled back leaves no number behind that another change could reach.
    """

    id = models.IntegerField(_("counter"), primary_key=True)
    number = models.BigIntegerField(_("number"))

    class Meta:
        verbose_name = _("state of the archive")
        verbose_name_plural = _("state of the archive")

    def __str__(self) -> str:
        return str(self.number)
