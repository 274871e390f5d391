"""The state of the archive: a number that every change of the archive changes, so that figures can be cached."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class StateQuerySet(models.QuerySet[Any]):
    """The counters. A sum is None while there are none."""

    def sum_changes(self) -> int | None:
        """Return the number of the archive's present state, the same in every process."""
        number: int | None = self.aggregate(total=models.Sum("number"))["total"]
        return number

    def sum_changes_of_names(self) -> int | None:
        """Return a number that changes with names, and with what the public sees of them."""
        return self.filter(id__lt=0).sum_changes()


class ArchiveState(models.Model):
    """A counter that triggers (see triggers.py) increase in the transaction of the change itself.

    The state of the archive is the sum of all rows. On SQLite, which has one writer at a time, there is one row, 0.
    On PostgreSQL each connection to the database has its own row, so that writers never block each other. Steps are
    random, so that no later change can reach the number of a transaction that was rolled back.

    Rows with a negative id count the changes of names and of what the public sees of them: the search reads names again
    when their sum has changed.
    """

    id = models.IntegerField(_("counter"), primary_key=True)
    number = models.BigIntegerField(_("number"))

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of the archive")
        verbose_name_plural = _("state of the archive")

    def __str__(self) -> str:
        return str(self.number)
