"""Routes of sides, topics, places and outlets: short lists, those with the most meetings first."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet

from meetings.api import shapes
from meetings.api.base import RecordDetail, RecordList
from meetings.api.describing import described
from meetings.api.paging import Key, Order
from meetings.queries import finding, records, sides, subjects
from meetings.queries.records import Address, Record


def _orders(key: str) -> dict[str, Order]:
    return {"-meetings": (Key("meetings_count", descending=True), Key(key)), key: (Key(key),)}


class Counted:
    """Records that have meetings, each with their number."""

    source: ClassVar[Callable[[], QuerySet]]
    make: ClassVar[Callable[..., Any]]

    def records(self, **conditions: Any) -> QuerySet:
        return type(self).source()

    def record(self, record: Any, address: Address) -> Record:
        return dict(type(self).make(record, address)) | {"meetings_count": record.meetings_count}


class CountedDetail(Counted, RecordDetail):
    """One of them."""

    def find(self, key: str) -> Any:
        name = shapes.LIST_RECORDS[self.shape]
        return self.records().filter(**{name: self.spelt(key)}).first()

    def spelt(self, key: str) -> str:
        """The key as it is kept."""
        return key


@described("sides")
class CountryList(Counted, RecordList):
    shape, source, make, orders = shapes.CountryRecord, finding.countries, records.country_record, _orders("code")


@described("side")
class CountryDetail(CountedDetail):
    shape, source, make = shapes.CountryRecord, finding.countries, records.country_record

    def spelt(self, key: str) -> str:
        return key.upper()


@described("organisations")
class OrganisationList(Counted, RecordList):
    shape, source, make = shapes.OrganisationRecord, sides.organisations, records.organisation_record
    orders = _orders("code")


@described("organisation")
class OrganisationDetail(CountedDetail):
    shape, source, make = shapes.OrganisationRecord, sides.organisations, records.organisation_record

    def spelt(self, key: str) -> str:
        return key.upper()


@described("topics")
class TopicList(Counted, RecordList):
    shape, source, make, orders = shapes.TopicRecord, subjects.topics, records.topic_record, _orders("code")


@described("topic")
class TopicDetail(CountedDetail):
    shape, source, make = shapes.TopicRecord, subjects.topics, records.topic_record


@described("places")
class PlaceList(Counted, RecordList):
    shape, source, make, orders = shapes.PlaceRecord, subjects.places, records.place_record, _orders("slug")


@described("place")
class PlaceDetail(CountedDetail):
    shape, source, make = shapes.PlaceRecord, subjects.places, records.place_record


@described("outlets")
class OutletList(Counted, RecordList):
    shape, source, make, orders = shapes.OutletRecord, subjects.outlets, records.outlet_record, _orders("code")


@described("outlet")
class OutletDetail(CountedDetail):
    shape, source, make = shapes.OutletRecord, subjects.outlets, records.outlet_record
