"""Routes of meetings and of the articles that report them."""

from typing import Any

from django.db.models import QuerySet

from meetings.api import parameters, shapes
from meetings.api.base import RecordDetail, RecordList
from meetings.api.describing import described
from meetings.api.paging import Key
from meetings.models import Article, Meeting
from meetings.queries import finding, records
from meetings.queries.records import Address, Record


def meeting(record: Meeting, address: Address, with_evidence: bool) -> Record:
    """A meeting as the API gives it."""
    whole = records.meeting_record(record, address) | {"sides": records.sides_record(record, address)}
    if with_evidence:
        whole["evidence"] = [records.evidence_record(words) for words in record.evidence.all()]
    return whole


def article(record: Article, address: Address, with_evidence: bool) -> Record:
    """An article as the API gives it."""
    whole = records.article_record(record, address) | {"meetings": [each.slug for each in record.meetings.all()]}
    if with_evidence:
        whole["evidence"] = [records.evidence_record(words) for words in record.evidence.all()]
    return whole


@described("meetings")
class MeetingList(RecordList):
    shape, form, expandable = shapes.MeetingRecord, parameters.MeetingParameters, True
    orders = {
        "-date": (Key("date", descending=True, nullable=True), Key("id", descending=True)),
        "date": (Key("date", nullable=True), Key("id")),
        "-updated_at": (Key("updated_at", descending=True), Key("id", descending=True)),
        "updated_at": (Key("updated_at"), Key("id")),
    }

    def records(self, **conditions: Any) -> QuerySet:
        found = finding.meetings(**conditions).for_cards()
        return finding.with_evidence(found) if self.with_evidence else found

    def record(self, record: Meeting, address: Address) -> Record:
        return meeting(record, address, self.with_evidence)


@described("meeting")
class MeetingDetail(RecordDetail):
    shape = shapes.MeetingRecord

    def find(self, key: str) -> Meeting | None:
        return finding.with_evidence(Meeting.objects.public().filter(slug=key).for_cards()).first()

    def record(self, record: Meeting, address: Address) -> Record:
        return meeting(record, address, with_evidence=True)


@described("articles")
class ArticleList(RecordList):
    shape, form, expandable = shapes.ArticleRecord, parameters.ArticleParameters, True
    orders = {
        "-published_on": (Key("published_on", descending=True, nullable=True), Key("id", descending=True)),
        "published_on": (Key("published_on", nullable=True), Key("id")),
    }

    def records(self, **conditions: Any) -> QuerySet:
        found = finding.articles(**conditions)
        return finding.with_evidence(found) if self.with_evidence else found

    def record(self, record: Article, address: Address) -> Record:
        return article(record, address, self.with_evidence)


@described("article")
class ArticleDetail(RecordDetail):
    shape = shapes.ArticleRecord

    def find(self, key: str) -> Article | None:
        return finding.with_evidence(finding.articles().filter(slug=key)).first()

    def record(self, record: Article, address: Address) -> Record:
        return article(record, address, with_evidence=True)
