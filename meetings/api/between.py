"""The route of the relation of two sides or people."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.api.describing import describe_route
from meetings.api.meetings import MeetingList
from meetings.api.problems import ParameterError
from meetings.models import Official, Organisation
from meetings.queries import archive, between, finding
from meetings.queries.fields.people import PERSON
from meetings.queries.fields.sides import SIDE, TOPIC
from meetings.queries.people import Counted
from meetings.queries.records import Address, Record, format_iso_date

MAX_TOPICS, MAX_PEOPLE = 12, 8


def make_party(record: between.Party, address: Address) -> Record:
    """Return one of the two, a side or a person."""
    if isinstance(record, Official):
        return {"kind": "official", "side": None, "official": PERSON.record(record, address)}
    return {"kind": "side", "side": SIDE.record(record, address), "official": None}


def make_counted_topic(entry: Counted, address: Address) -> Record:
    """Return a topic and the number of its meetings."""
    return TOPIC.record(entry.record, address) | {"meetings_count": entry.meetings}


def make_counted_person(entry: Counted, address: Address) -> Record:
    """Return a person and the number of their meetings."""
    return PERSON.record(entry.record, address) | {"meetings_count": entry.meetings}


@describe_route("between")
class Between(MeetingList):
    """The meetings of two sides or people, in pages, with their years, topics and participants."""

    def get(self, request: Request, first: str, second: str) -> HttpResponseBase:
        found = [between.find_party(key) if "\0" not in key else None for key in (first, second)]
        self.parties = [record for record in found if record and _is_public(record)]
        if len(self.parties) < 2:
            return self.moved()
        keys = [between.make_key(record) for record in self.parties]
        if keys[0] == keys[1]:
            raise ParameterError(second=_("Choose two different sides."))
        if [first, second] != sorted(keys):
            query = request.META.get("QUERY_STRING", "")
            path = reverse("api:between", args=sorted(keys))
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)  # one address for each pair
        response: HttpResponseBase = super().get(request, first=first, second=second)
        return response

    def records(self, **conditions: Any) -> QuerySet[Any]:
        self.meetings = finding.find_meetings(between.select_meetings_between(*self.parties), **conditions)
        found = self.meetings.for_cards()
        return finding.prefetch_evidence(found) if self.scope == "detail" else found

    def get_paginated_response(self, data: Any) -> Response:
        span = between.measure_span(self.meetings)
        people = [between.count_people_for(record, self.meetings, MAX_PEOPLE) for record in self.parties]
        sides = [
            {**found, "people": self.shown(make_counted_person, *named)}
            for found, named in zip(self.shown(make_party, *self.parties), people, strict=True)
        ]
        around = {
            "parties": sides,
            "first": format_iso_date(span.first),
            "last": format_iso_date(span.last),
            "years": [
                {"year": year, "meetings_count": count} for year, count in archive.count_by_year(self.meetings) if count
            ],
            "topics": self.shown(make_counted_topic, *between.count_topics(self.meetings, MAX_TOPICS)),
        }
        response = super().get_paginated_response(data)
        response.data = {**around, **response.data}
        return response


def _is_public(record: between.Party) -> bool:
    """Return whether the public may see `record`: an organisation only if it has a published meeting."""
    return not isinstance(record, Organisation) or between.select_meetings_of(record).exists()
