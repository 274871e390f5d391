"""Queries of pages, exports and the API for each kind of record that has meetings, one row for each kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from meetings.models import Meeting
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import KINDS, KINDS_BY_NAME, RecordKind
from meetings.queries import finding, linked_data, people, sides, subjects
from meetings.queries.fields import sides as side_fields
from meetings.queries.fields.people import OFFICIAL
from meetings.queries.records import Address, Record, RecordType

Linked = Callable[[Any, Address], Record]


@dataclass(frozen=True, slots=True)
class KindQueries:
    """The queries for one kind of record. An empty field has a default that follows from `kind`."""

    kind: RecordKind
    record_type: RecordType  # its form in the API
    exported_type: RecordType | None = None  # its form in exports, if that differs
    listed: Callable[[], QuerySet[Any]] | None = None  # returns those with published meetings, with `meetings_count`
    meetings_of: Callable[[Any], QuerySet[Meeting]] | None = None
    find: Callable[[str], Any] | None = None  # returns the record of a key, with everything that its page shows
    linked: Linked = linked_data.describe_subject

    def all_listed(self) -> QuerySet[Any]:
        """Return the records with published meetings, with `meetings_count`, most meetings first."""
        return self.listed() if self.listed else select_counted(self.kind)

    def all_described(self) -> QuerySet[Any]:
        """Return them with their identifiers, for what shows a whole record."""
        found = self.all_listed()
        return found.prefetch_related("identifiers") if self.kind.name in IDENTIFIED else found

    def find_record(self, key: str) -> Any:
        """Return the record of `key` for its page; None if the archive does not have it."""
        return self.find(key) if self.find else self.all_described().filter(**{self.kind.key: key}).first()

    def latest_meetings_of(self, record: Any) -> QuerySet[Meeting]:
        """Return the published meetings of `record`, the latest first."""
        return self.meetings_of(record) if self.meetings_of else select_meetings_along(self.kind, record)

    @property
    def in_exports(self) -> RecordType:
        """The form of the record in exports."""
        return self.exported_type or self.record_type


def select_counted(kind: RecordKind) -> QuerySet[Any]:
    """Return the records of `kind` with published meetings, with `meetings_count`, most meetings first."""
    path = kind.meetings_path
    count = Count(path, filter=Q(**{f"{path}__review_state": "published"}, **kind.shown), distinct=True)
    found = kind.model._default_manager.annotate(meetings_count=count).filter(meetings_count__gt=0)
    return found.order_by("-meetings_count", kind.order or kind.key)


def select_meetings_along(kind: RecordKind, record: Any) -> QuerySet[Meeting]:
    """Return the published meetings of `record`, the latest first."""
    ids = kind.model._default_manager.filter(pk=record.pk, **kind.shown).values(kind.meetings_path)
    return Meeting.objects.public().filter(pk__in=ids).latest_first()


_NAMED_ROWS = (
    KindQueries(
        KINDS_BY_NAME["official"], OFFICIAL,
        listed=people.select_officials, meetings_of=people.select_meetings_of, find=people.find_official,
        linked=linked_data.describe_person,
    ),
    KindQueries(
        KINDS_BY_NAME["place"], side_fields.PLACE_RECORD,
        listed=subjects.select_places, meetings_of=subjects.select_meetings_in,
    ),
    KindQueries(
        KINDS_BY_NAME["topic"], side_fields.TOPIC_RECORD,
        listed=subjects.select_topics, meetings_of=subjects.select_meetings_about,
    ),
    KindQueries(
        KINDS_BY_NAME["outlet"], side_fields.OUTLET_RECORD,
        listed=subjects.select_outlets, meetings_of=subjects.select_meetings_reported_by,
    ),
    KindQueries(
        KINDS_BY_NAME["country"], side_fields.COUNTRY, side_fields.SIDE_RECORD,
        listed=finding.find_countries, meetings_of=sides.select_meetings_of, find=sides.find_country,
        linked=linked_data.describe_side,
    ),
    KindQueries(
        KINDS_BY_NAME["organisation"], side_fields.ORGANISATION, side_fields.SIDE_RECORD,
        listed=sides.select_organisations, meetings_of=sides.select_meetings_of, find=sides.find_organisation,
        linked=linked_data.describe_side,
    ),
)  # fmt: skip
_NAMED = {row.kind.name for row in _NAMED_ROWS}
# A kind without a row has records with only a key and names.
_ROWS = (
    *_NAMED_ROWS,
    *(
        KindQueries(kind, side_fields.make_plain_record(kind))
        for kind in KINDS
        if kind.meetings_path and kind.name not in _NAMED
    ),
)
QUERIES_BY_KIND = {row.kind.name: row for row in _ROWS}


def get_kinds_of_list(list_name: str) -> list[KindQueries]:
    """Return the rows of the kinds that the list page `list_name` shows."""
    return [row for row in _ROWS if row.kind.list_name == list_name]


def list_names() -> list[str]:
    """Return the names of the list pages of records that have meetings, in the order of the kinds."""
    return list(dict.fromkeys(row.kind.list_name for row in _ROWS))


def list_latest_changes() -> Iterator[tuple[RecordKind, Any, datetime | None]]:
    """Yield (kind, record, time) for every record that has meetings; the time is the last change of one of them."""
    for kind in KINDS:
        if not kind.meetings_path:
            continue
        is_published = {f"{kind.meetings_path}__review_state": "published"}
        published = kind.model._default_manager.filter(**is_published, **kind.shown)
        rows = published.order_by().values_list("pk").annotate(latest=Max(f"{kind.meetings_path}__updated_at"))
        latest = dict(rows)
        for record in QUERIES_BY_KIND[kind.name].all_listed():
            yield kind, record, latest.get(record.pk)
