"""The states of the archive and of each meeting: numbers that every change changes, so that pages can be cached."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
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
    On PostgreSQL each transaction of those at the same moment has its own row, so that writers never block each other.
    Steps are random, so that no later change can reach the number of a transaction that was rolled back.

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


class MeetingStateQuerySet(models.QuerySet[Any]):
    """The counters of meetings."""

    def sum_each(self, meetings: Iterable[int]) -> dict[int, int]:
        """Return for each meeting a number that every change of what pages show of it changes; 0 before the first."""
        wanted = list(meetings)
        sums = self.filter(meeting_id__in=wanted).order_by().values_list("meeting_id").annotate(models.Sum("number"))
        return {**dict.fromkeys(wanted, 0), **dict(sums)}

    def sum_all(self, meetings: Any) -> tuple[int, int]:
        """Return how many meetings a subquery selects, and the sum of their numbers."""
        found = self.filter(meeting_id__in=meetings).aggregate(
            models.Count("meeting_id", distinct=True), total=models.Sum("number")
        )
        return found["meeting_id__count"], found["total"] or 0

    def join_rows(self, meetings: Iterable[int]) -> None:
        """Make one row of all rows of each of these meetings; their sums stay."""
        rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for meeting, pk, number in self.filter(meeting_id__in=meetings).values_list("meeting_id", "pk", "number"):
            rows[meeting].append((pk, number))
        several = {meeting: found for meeting, found in rows.items() if len(found) > 1}
        if not several:
            return
        with transaction.atomic(using=self.db):
            kept = {found[0][0]: sum(number for _, number in found) for found in several.values()}
            self.filter(pk__in=[pk for found in several.values() for pk, _ in found[1:]]).delete()
            for pk, number in kept.items():
                self.filter(pk=pk).update(number=number)


class MeetingState(models.Model):
    """Changes of what pages show of a meeting: its rows, and those in its document of the index.

    The state of a meeting is the sum of its rows. Triggers write them (see triggers.py): on SQLite one row for each
    meeting, on PostgreSQL one for each change, so that writers never wait for each other. What updates the index joins
    them (search/index/updating.py). The meeting may no longer exist.
    """

    meeting_id = models.BigIntegerField(_("meeting"))
    writer = models.BigIntegerField(_("writer"))
    number = models.BigIntegerField(_("number"))

    objects = MeetingStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a meeting")
        verbose_name_plural = _("states of meetings")
        constraints = [models.UniqueConstraint(fields=["meeting_id", "writer"], name="meetings_state_once")]

    def __str__(self) -> str:
        return str(self.meeting_id)
