"""The route of two sides or people."""

from django.db.models import QuerySet
from django.http import HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.api.describing import described
from meetings.api.meetings import MeetingList
from meetings.api.paging import Page
from meetings.api.problems import ParameterError
from meetings.models import Official, Organisation
from meetings.queries import archive, between, finding, records
from meetings.queries.people import Counted
from meetings.queries.records import Address, Record

MOST_TOPICS, MOST_PEOPLE = 12, 8


def party(record: between.Party, address: Address) -> Record:
    """A side or a person."""
    if isinstance(record, Official):
        return {"kind": "official", "side": None, "official": records.person_record(record, address)}
    return {"kind": "side", "side": records.side_record(record, address), "official": None}


def counted_topic(entry: Counted, address: Address) -> Record:
    """A topic and how many meetings it had."""
    return records.topic_record(entry.record, address) | {"meetings_count": entry.meetings}  # type: ignore[arg-type]


def counted_person(entry: Counted, address: Address) -> Record:
    """A person in how many meetings."""
    return (records.person_record(entry.record, address) or {}) | {"meetings_count": entry.meetings}  # type: ignore[arg-type]


@described("between")
class Between(MeetingList):
    """The meetings of two, in pages, and around them when, about what and through whom."""

    def get(self, request: Request, first: str, second: str) -> HttpResponseBase:  # type: ignore[override]
        found = [between.party(key) if "\0" not in key else None for key in (first, second)]
        self.parties = [record for record in found if record and _is_public(record)]
        if len(self.parties) < 2:
            return self.moved()
        keys = [between.key_of(record) for record in self.parties]
        if keys[0] == keys[1]:
            raise ParameterError(second=_("Choose two different sides."))
        if [first, second] != sorted(keys):
            query = request.META.get("QUERY_STRING", "")
            path = reverse("api:between", args=sorted(keys))
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)  # one address for each pair
        return super().get(request)

    def records(self, **conditions: object) -> QuerySet:
        self.meetings = finding.meetings(between.meetings_between(*self.parties), **conditions)  # type: ignore[arg-type]
        found = self.meetings.for_cards()
        return finding.with_evidence(found) if self.with_evidence else found

    def paged(self, page: Page, results: list[Record], **around: object) -> Response:
        span = between.span_of(self.meetings)
        people = [between.people_for(record, self.meetings, MOST_PEOPLE) for record in self.parties]
        sides = [
            {**found, "people": self.shown(counted_person, *named)}
            for found, named in zip(self.shown(party, *self.parties), people, strict=True)
        ]
        around = {
            "parties": sides,
            "first": records.exact(span.first),
            "last": records.exact(span.last),
            "years": [
                {"year": year, "meetings_count": count} for year, count in archive.by_year(self.meetings) if count
            ],
            "topics": self.shown(counted_topic, *between.topics_of(self.meetings, MOST_TOPICS)),
        }
        return super().paged(page, results, **around)


def _is_public(record: between.Party) -> bool:
    """Countries are no secret; of an organisation the public knows when it is in a published meeting."""
    return not isinstance(record, Organisation) or between.meetings_of(record).exists()
