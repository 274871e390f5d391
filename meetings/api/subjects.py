"""Routes of sides, topics, places, outlets and other records with meetings, ordered by number of meetings."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path

from meetings.api.base import RecordDetail, RecordList, RecordView
from meetings.api.describing import describe_route
from meetings.api.paging import OrderKey
from meetings.queries.kinds import QUERIES_BY_KIND, KindQueries


class WithMeetings(RecordView):
    """A route of records that have meetings, each with the number of its meetings."""

    queries: ClassVar[KindQueries]

    def records(self, **conditions: Any) -> QuerySet[Any]:
        """Return the records that have published meetings."""
        return self.queries.all_described()


class ListWithMeetings(WithMeetings, RecordList):
    """The list of such records."""


class DetailWithMeetings(WithMeetings, RecordDetail):
    """One such record."""

    def find(self, key: str) -> Any:
        kind = self.queries.kind
        spelt = key.upper() if kind.is_lower_case else key  # such keys are codes, in upper case
        return self.records().filter(**{kind.key: spelt}).first()


def make_routes() -> Iterator[URLPattern]:
    """Yield the routes of all kinds of record that have a path to their meetings (`meetings_path`)."""
    for queries in QUERIES_BY_KIND.values():
        kind, key = queries.kind, queries.kind.key
        if not kind.meetings_path:
            continue
        values: dict[str, Any] = {"queries": queries, "record_type": queries.record_type}
        orders = {"-meetings": (OrderKey("meetings_count", descending=True), OrderKey(key)), key: (OrderKey(key),)}
        name = kind.name.title()
        for_all: Any = type(f"{name}List", (ListWithMeetings,), {**values, "orders": orders})
        for_one: Any = type(f"{name}Detail", (DetailWithMeetings,), values)
        plural, singular = kind.folder, kind.folder.removesuffix("s")
        yield path(f"{plural}/", describe_route(plural)(for_all).as_view(), name=plural)
        yield path(f"{kind.route}/", describe_route(singular)(for_one).as_view(), name=singular)
