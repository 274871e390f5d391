"""Routes of officials and of offices."""

from typing import Any

from django.db.models import QuerySet

from meetings.api.base import RecordDetail, RecordList
from meetings.api.describing import describe_route
from meetings.api.paging import OrderKey
from meetings.api.parameters import OfficialParameters, PositionParameters
from meetings.models import Official, Position
from meetings.queries import finding
from meetings.queries.fields.people import OFFICIAL, POSITION_RECORD


@describe_route("officials")
class OfficialList(RecordList):
    record_type, parameters_class = OFFICIAL, OfficialParameters
    orders = {
        "name": (OrderKey("name_ar"), OrderKey("id")),
        "-meetings": (OrderKey("meetings_count", descending=True), OrderKey("id")),
        "-updated_at": (OrderKey("updated_at", descending=True), OrderKey("id", descending=True)),
        "updated_at": (OrderKey("updated_at"), OrderKey("id")),
    }

    def records(self, **conditions: Any) -> QuerySet[Any]:
        return finding.find_officials(**conditions)


@describe_route("official")
class OfficialDetail(RecordDetail):
    record_type = OFFICIAL

    def find(self, key: str) -> Official | None:
        return finding.find_officials().filter(slug=key).first()


@describe_route("positions")
class PositionList(RecordList):
    record_type, parameters_class = POSITION_RECORD, PositionParameters
    orders = {"code": (OrderKey("code"),), "title": (OrderKey("title_ar"), OrderKey("id"))}

    def records(self, **conditions: Any) -> QuerySet[Any]:
        return finding.find_positions(**conditions)


@describe_route("position")
class PositionDetail(RecordDetail):
    record_type = POSITION_RECORD

    def find(self, key: str) -> Position | None:
        return finding.find_positions().filter(code=key).first()
