"""Routes of the search (results with facets) and of suggestions."""

from collections.abc import Iterator
from dataclasses import replace

from rest_framework.request import Request
from rest_framework.response import Response

from meetings.api import parameters
from meetings.api.base import ApiView, RecordView
from meetings.api.describing import describe_route
from meetings.api.problems import NotReadyError
from meetings.queries import meetings as meeting_queries
from meetings.queries import people, sides
from meetings.queries.fields.meetings import MEETING
from meetings.queries.fields.people import PERSON
from meetings.queries.fields.sides import SIDE
from meetings.queries.records import Record
from meetings.search import (
    FACET_NAMES,
    Hit,
    Piece,
    QueryPart,
    SearchResult,
    describe_unrecorded,
    explain_match,
    explain_notice,
    label_part,
    label_values,
    make_suggestion_url,
    read_request,
    search,
    suggest,
)

MAX_FACET_VALUES = 100  # of one facet
MAX_NAMED = 4  # officials, countries and organisations, each, whose names match


@describe_route("search")
class Search(RecordView):
    """The search of the site. `notices` lists the parts of a query that it read in another way or could not read."""

    record_type = MEETING
    follows_database = False

    def get(self, request: Request) -> Response:
        asked = parameters.read(parameters.SearchParameters, request, ("fields",))
        assert self.names is not None  # refuses unknown fields before the search
        reading = read_request(request.query_params)
        result = search(replace(reading.request, page=asked["page"], page_size=asked["limit"]))
        if result.not_ready:
            raise NotReadyError(explain_notice(result.not_ready))
        notices = [{"code": "address", "detail": "", "message": message} for message in reading.notices]
        notices += [
            {"code": notice.code, "detail": notice.detail, "message": explain_notice(notice)}
            for notice in result.notices
        ]
        return Response(
            {
                "query": reading.request.query,
                "sort": reading.request.sort,
                "count": result.total,
                "partial": result.partial,
                "page": result.page,
                "pages": result.pages,
                "next": self.here(page=str(result.page + 1)) if result.page < result.pages else None,
                "previous": self.here(page=str(result.page - 1)) if result.page > 1 else None,
                "parts": [_part(part) for part in result.parts],
                "unrecorded": _unrecorded(result),
                "notices": notices,
                "suggestions": result.suggestions,
                "named": self._named(result),
                "facets": {facet: list(_values(result, facet)) for facet in FACET_NAMES},
                "results": list(self._results(result)),
            }
        )

    def _results(self, result: SearchResult) -> Iterator[Record]:
        hits = {hit.meeting_id: hit for hit in result.hits}
        found = meeting_queries.load_in_order(list(hits))
        for meeting in found:
            yield {"meeting": self.get_serializer(meeting).data, **_hit(hits[meeting.pk])}

    def _named(self, result: SearchResult) -> Record:
        """Return the people and sides whose names match the words, best first."""
        codes = {"countries": result.countries[:MAX_NAMED], "organisations": result.organisations[:MAX_NAMED]}
        found = [
            *(sides.select_countries().filter(code__in=codes["countries"]) if codes["countries"] else ()),
            *(sides.select_organisations().filter(code__in=codes["organisations"]) if codes["organisations"] else ()),
        ]
        officials = people.load_officials(result.officials[:MAX_NAMED])
        return {
            "officials": self.shown(PERSON.record, *officials),
            "sides": self.shown(SIDE.record, *found),
        }


def _values(result: SearchResult, facet: str) -> Iterator[Record]:
    """Yield the values of a facet. Values without a label are not public and left out."""
    values = result.facets.get(facet, [])[:MAX_FACET_VALUES]
    names = label_values(facet, [value.value for value in values])
    for value in values:
        if value.value in names:
            label = names[value.value]
            yield {"value": value.value, "label": label, "count": value.count, "chosen": value.chosen}


def _part(part: QueryPart) -> Record:
    return {
        "kind": part.kind,
        "typed": part.typed,
        "label": label_part(part),
        "values": [{"facet": facet, "value": value} for facet, value in part.values],
        "first": part.first.isoformat() if part.first else None,
        "last": part.last.isoformat() if part.last else None,
        "month": part.month,
    }


def _unrecorded(result: SearchResult) -> str:
    found = describe_unrecorded(result)
    return found.sentence if found else ""


def _hit(hit: Hit) -> Record:
    return {
        "is_partial": hit.is_partial,
        "missing": [{"typed": part.typed, "is_named": part.is_named} for part in hit.missing],
        "score": round(hit.score, 4),
        "title": _pieces(hit.title),
        "snippet": _pieces(hit.snippet),
        "snippet_wording": hit.snippet_wording,
        "why": [
            {
                "query_word": why.query_word,
                "matched_word": why.matched_word,
                "how": why.how,
                "message": explain_match(why),
            }
            for why in hit.why
        ],
    }


def _pieces(pieces: list[Piece]) -> list[Record]:
    return [{"text": piece.text, "marked": piece.marked} for piece in pieces]


@describe_route("suggestions")
class Suggestions(ApiView):
    """Officials, sides, places and topics whose names begin with some letters, and the holders of such offices."""

    follows_database = False

    def get(self, request: Request) -> Response:
        asked = parameters.read(parameters.SuggestionParameters, request)
        text = asked.get("q", "").strip()
        found = suggest(text, asked["limit"]) if len(text) > 1 else []
        addresses_of = self.shown(
            lambda suggestion, address: {"address": address(make_suggestion_url(suggestion))}, *found
        )
        return Response(
            {
                "results": [
                    {
                        "kind": suggestion.kind,
                        "key": suggestion.key,
                        "label": suggestion.label,
                        "matched": suggestion.matched,
                        "meetings": suggestion.meetings,
                        **where,
                    }
                    for suggestion, where in zip(found, addresses_of, strict=True)
                ]
            }
        )
