"""The records that are checked: the whole archive, or some records and what is directly about them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import Article, Meeting, Official, Participation, ReviewState
from meetings.queries.checks.finding import Finding, Record

MAX_NAMED_RECORDS = 300  # more are found by reading the whole archive: an SQL statement takes some hundred values


class Scope:
    """The records to check. Of the whole archive, rejected meetings and officials are left out.

    Args:
        records: The records to check; None for the whole archive.
    """

    def __init__(self, records: Iterable[Record] | None = None) -> None:
        self._wanted = None if records is None else frozenset(records)
        self.is_whole = self._wanted is None or len(self._wanted) > MAX_NAMED_RECORDS
        self._ids: dict[str, list[int]] = {}
        for kind, pk in () if self.is_whole else sorted(self._wanted or ()):
            self._ids.setdefault(kind, []).append(pk)

    def names(self, kind: str, pk: int) -> bool:
        """Return whether the caller names this record among those to check."""
        return pk in self._ids.get(kind, ())

    def within(self, rows: QuerySet[Any], also: Q | None = None, /, **paths: str) -> QuerySet[Any]:
        """Return those of `rows` that are about the records to check.

        Args:
            rows: Rows of any table.
            also: Further rows that are about them.
            paths: For each kind of record the look-up path from a row to it: `meeting="pk"`.
        """
        if self.is_whole:
            return rows
        found = also or Q()
        for kind, path in paths.items():
            if ids := self._ids.get(kind):
                found |= Q(**{f"{path}__in": ids})
        return rows.filter(found) if found else rows.none()

    def meetings(self) -> QuerySet[Meeting]:
        """Return the meetings to check, without an order."""
        return self.within(self.unless_rejected(Meeting.objects.order_by()), meeting="pk")

    def articles(self, also: Q | None = None, /, **more: str) -> QuerySet[Any]:
        """Return the articles to check, without an order and without withdrawn ones; `more` are further paths."""
        shown = Article.objects.order_by().filter(is_withdrawn=False)
        return self.within(shown, also, article="pk", meeting="sources__meeting", **more).distinct()

    def officials(self) -> QuerySet[Official]:
        """Return the officials to check, without an order."""
        return self.within(self.unless_rejected(Official.objects.order_by()), official="pk")

    def participations(self, *, of_officials: bool = False) -> QuerySet[Participation]:
        """Return the participations of the meetings to check; with `of_officials` also those of the officials."""
        rows = self.unless_rejected(Participation.objects.order_by(), "meeting__")
        return self.within(rows, meeting="meeting", **({"official": "official"} if of_officials else {}))

    def unless_rejected(self, rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
        """Return `rows` without those of rejected records, unless the caller names the records to check."""
        return rows.exclude(**{f"{path}review_state": ReviewState.REJECTED}) if self.is_whole else rows

    def includes(self, finding: Finding) -> bool:
        """Return whether `finding` is about a record to check.

        Of more than `MAX_NAMED_RECORDS` records only what they break themselves is known, not what their parts break.
        """
        if self._wanted is None or not self.is_whole:
            return True
        return any(one in self._wanted for one in (finding.record, *finding.others))
