"""Routes of officials and of the offices they hold."""

from typing import Any

from django.db.models import QuerySet

from meetings.api import parameters, shapes
from meetings.api.base import RecordDetail, RecordList
from meetings.api.describing import described
from meetings.api.paging import Key
from meetings.models import Official, Position
from meetings.queries import finding, records
from meetings.queries.records import Address, Record


def official(record: Any, address: Address) -> Record:
    """An official as the API gives it."""
    return records.official_record(record, address) | {"meetings_count": record.meetings_count}


def position(record: Position, address: Address) -> Record:
    """An office as the API gives it."""
    holders = [records.holder_record(term, address) for term in record.appointments.all()]
    return (records.position_record(record) or {}) | {"holders": holders}


@described("officials")
class OfficialList(RecordList):
    shape, form = shapes.OfficialRecord, parameters.OfficialParameters
    orders = {
        "name": (Key("name_ar"), Key("id")),
        "-meetings": (Key("meetings_count", descending=True), Key("id")),
        "-updated_at": (Key("updated_at", descending=True), Key("id", descending=True)),
        "updated_at": (Key("updated_at"), Key("id")),
    }

    def records(self, **conditions: Any) -> QuerySet:
        return finding.officials(**conditions)

    def record(self, record: Official, address: Address) -> Record:
        return official(record, address)


@described("official")
class OfficialDetail(RecordDetail):
    shape = shapes.OfficialRecord

    def find(self, key: str) -> Official | None:
        return finding.officials().filter(slug=key).first()

    def record(self, record: Official, address: Address) -> Record:
        return official(record, address)


@described("positions")
class PositionList(RecordList):
    shape, form = shapes.PositionRecord, parameters.PositionParameters
    orders = {"code": (Key("code"),), "title": (Key("title_ar"), Key("id"))}

    def records(self, **conditions: Any) -> QuerySet:
        return finding.positions(**conditions)

    def record(self, record: Position, address: Address) -> Record:
        return position(record, address)


@described("position")
class PositionDetail(RecordDetail):
    shape = shapes.PositionRecord

    def find(self, key: str) -> Position | None:
        return finding.positions().filter(code=key).first()

    def record(self, record: Position, address: Address) -> Record:
        return position(record, address)
