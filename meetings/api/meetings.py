"""Routes of meetings and of the articles that report them."""

from typing import Any

from django.db.models import QuerySet

from meetings.api.base import RecordDetail, RecordList
from meetings.api.describing import describe_route
from meetings.api.paging import OrderKey
from meetings.api.parameters import ArticleParameters, MeetingParameters
from meetings.models import Article, Meeting
from meetings.queries import finding
from meetings.queries.fields.meetings import MEETING
from meetings.queries.fields.reports import ARTICLE_RECORD


@describe_route("meetings")
class MeetingList(RecordList):
    record_type, parameters_class, is_expandable = MEETING, MeetingParameters, True
    orders = {
        "-date": (OrderKey("date", descending=True, nullable=True), OrderKey("id", descending=True)),
        "date": (OrderKey("date", nullable=True), OrderKey("id")),
        "-updated_at": (OrderKey("updated_at", descending=True), OrderKey("id", descending=True)),
        "updated_at": (OrderKey("updated_at"), OrderKey("id")),
    }

    def records(self, **conditions: Any) -> QuerySet[Any]:
        found = finding.find_meetings(**conditions).for_cards()
        return finding.prefetch_evidence(found) if self.scope == "detail" else found


@describe_route("meeting")
class MeetingDetail(RecordDetail):
    record_type = MEETING

    def find(self, key: str) -> Meeting | None:
        return finding.prefetch_evidence(Meeting.objects.public().filter(slug=key).for_cards()).first()


@describe_route("articles")
class ArticleList(RecordList):
    record_type, parameters_class, is_expandable = ARTICLE_RECORD, ArticleParameters, True
    orders = {
        "-published_on": (OrderKey("published_on", descending=True, nullable=True), OrderKey("id", descending=True)),
        "published_on": (OrderKey("published_on", nullable=True), OrderKey("id")),
    }

    def records(self, **conditions: Any) -> QuerySet[Any]:
        found = finding.find_articles(**conditions)
        return finding.prefetch_evidence(found) if self.scope == "detail" else found


@describe_route("article")
class ArticleDetail(RecordDetail):
    record_type = ARTICLE_RECORD

    def find(self, key: str) -> Article | None:
        return finding.prefetch_evidence(finding.find_articles().filter(slug=key)).first()
