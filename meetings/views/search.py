"""The page of search results. Its address has the whole search, so that readers can share and save it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.queries import archive, people, sides
from meetings.queries import meetings as meeting_queries
from meetings.queries.state import get_cached
from meetings.search import (
    FACETS,
    FACETS_BY_NAME,
    Hit,
    Piece,
    RequestReading,
    SearchRequest,
    SearchResult,
    WordMatch,
    describe_unrecorded,
    drop_filters,
    explain_match,
    explain_missing,
    explain_notice,
    list_parameters,
    mark_matches,
    read_request,
    search,
    toggle_value,
    write_url,
)
from meetings.views import charts, facets
from meetings.views.home import list_examples
from meetings.views.kept_pages import keep_page, keep_under, read_archive_version
from meetings.views.paging import PageNumber, page_number
from meetings.views.query_parts import list_choices, make_part_chips
from meetings.views.try_later import INDEX_RETRY_SECONDS

SEARCH_SECONDS = 30  # the search knows new names some seconds after the archive has them
MAX_REASONS = 3  # of one result
MAX_NAMED = 4  # officials, countries and organisations, each, whose names match
ORDER = tuple(facet.name for facet in sorted(FACETS, key=lambda facet: facet.page_order))


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A chosen filter, and the address without it; `total` is the number of meetings there, if it was counted."""

    label: str
    value: str
    address: str
    total: int | None = None


@dataclass(frozen=True, slots=True)
class ShownResult:
    """A meeting that the search found, with the reasons in words."""

    hit: Hit
    reasons: list[str]
    missing: list[str]
    matches: Mapping[str, WordMatch]

    def mark(self, text: str) -> list[Piece]:
        """Return a text that the page shows beside the reports, with the words that the query matches marked."""
        return mark_matches(text, self.matches)[0]

    @property
    def title_matched(self) -> bool:
        """Whether the query matched words of the title, in either language."""
        return any(piece.marked for piece in self.hit.title)


@keep_page(read_archive_version, seconds=SEARCH_SECONDS)
def search_page(request: HttpRequest) -> HttpResponse:
    """Show results, facets, filters, notices and, without results, other searches."""
    reading = read_request(request.GET)
    wanted = page_number(request)
    asked = replace(reading.request, page=wanted.number)
    result = search(asked)
    asked = replace(asked, page=result.page)
    named, choices, unrecorded = _named(result), list_choices(asked, result), describe_unrecorded(result)

    def write() -> HttpResponse:
        context = _make_context(request, reading, wanted, asked, result)
        return _respond(request, result, {**context, **named, "choices": choices, "unrecorded": unrecorded})

    if not result.total or choices or unrecorded:  # such pages count other searches and describe the archive
        return write()
    return keep_under(request, _make_version(result, named), SEARCH_SECONDS, write)


def _make_version(result: SearchResult, named: dict[str, Any]) -> str:
    """Return a text that changes whenever the page of this result does: most saves leave a result as it was."""
    hits = [(hit.meeting_id, hit.title, hit.snippet, hit.snippet_wording, hit.why, hit.missing) for hit in result.hits]
    shown = (
        result.total, result.partial, result.page, result.pages, result.parts, result.only_parts, hits,
        result.facets, result.notices, result.suggestions,
    )  # fmt: skip
    # The weights of words and the scores change with every save; the page shows none of them.
    marks = [(word, match.query_word, match.how, match.phrases) for word, match in result.matches.items()]
    counts = [(kind, one.pk, one.meetings_count) for kind, records in named.items() for one in records]
    versions = meeting_queries.read_versions(hit.meeting_id for hit in result.hits)
    return repr((shown, marks, counts, sorted(versions.items()), meeting_queries.read_version_of_names()))


def _make_context(
    request: HttpRequest, reading: RequestReading, wanted: PageNumber, asked: SearchRequest, result: SearchResult
) -> dict[str, Any]:
    notices = [*reading.notices, wanted.notice, *(explain_notice(notice) for notice in result.notices)]
    unfolded = request.GET.getlist("more")
    found_none = not (result.total or result.partial)
    chips = list(_chips(asked, reading.labels, counted=found_none))
    return {
        "asked": asked,
        "here": write_url(asked, *(("more", facet) for facet in ORDER if facet in unfolded)),
        "result": result,
        "results": [_show(hit, result) for hit in result.hits if not hit.is_partial],
        "partial_results": [_show(hit, result) for hit in result.hits if hit.is_partial],
        "parts": list(make_part_chips(asked, result)),
        "notices": list(dict.fromkeys(filter(None, notices))),
        "facets": list(facets.make_blocks(asked, result, ORDER, unfolded)),
        "chips": chips,
        "worth_dropping": [chip for chip in chips if chip.total],
        "clear_address": write_url(drop_filters(asked)),
        "sorts": list(_sorts(asked)),
        "pages": _pages(asked, result),
        "kept": _parameters_without(asked, "q", "sort"),
        "kept_for_dates": _parameters_without(asked, "from", "to"),
        "typed_from": reading.typed_from,
        "typed_to": reading.typed_to,
        "years": _years(asked, result),
        "year_filter": urlencode(_parameters_without(asked, "year")),
        "suggestions": [(text, write_url(replace(asked, query=text, page=1))) for text in result.suggestions],
        "examples": list_examples(),
        "overview": None if result.total else get_cached("overview", archive.count_records),
    }


def _respond(request: HttpRequest, result: SearchResult, context: dict[str, Any]) -> HttpResponse:
    """Return the page; 503 while the index is missing or damaged, unless the archive is empty and needs none."""
    overview = context["overview"]
    is_ready = not result.not_ready or not (overview and overview.meetings)
    response = render(request, "search/search.html", context, status=200 if is_ready else 503)
    if not is_ready:
        response["Retry-After"] = str(INDEX_RETRY_SECONDS)
    return response


def _show(hit: Hit, result: SearchResult) -> ShownResult:
    reasons, missing = map(explain_match, hit.why[:MAX_REASONS]), map(explain_missing, hit.missing)
    return ShownResult(hit, list(reasons), list(missing), result.matches)


def _parameters_without(asked: SearchRequest, *names: str) -> list[tuple[str, str]]:
    """Return the parameters of the first page of the search, except those with these names."""
    return [pair for pair in list_parameters(replace(asked, page=1)) if pair[0] not in names]


def _named(result: SearchResult) -> dict[str, Any]:
    """Return the people and sides whose names match the words of the query."""
    countries, organisations = result.countries[:MAX_NAMED], result.organisations[:MAX_NAMED]
    return {
        "officials": people.load_officials(result.officials[:MAX_NAMED]),
        "countries": list(sides.select_countries().filter(code__in=countries)) if countries else [],
        "organisations": list(sides.select_organisations().filter(code__in=organisations)) if organisations else [],
    }


def _chips(asked: SearchRequest, names: dict[str, dict[str, str]], counted: bool) -> Iterator[FilterChip]:
    """Yield the chosen filters; if `counted`, each with the number of meetings without it."""

    def chip(label: str, value: str, rest: SearchRequest) -> FilterChip:
        total = search(replace(rest, page_size=1)).total if counted else None
        return FilterChip(label, value, write_url(rest), total)

    for facet in ORDER:
        for value in asked.chosen.get(facet, ()):
            label = str(FACETS_BY_NAME[facet].label)
            yield chip(label, names[facet][value], toggle_value(asked, facet, value))
    if asked.date_from:
        yield chip(_("From"), date_format(asked.date_from, "d/m/Y"), replace(asked, date_from=None, page=1))
    if asked.date_to:
        yield chip(_("To"), date_format(asked.date_to, "d/m/Y"), replace(asked, date_to=None, page=1))


def _sorts(asked: SearchRequest) -> Iterator[tuple[str, str, bool]]:
    """Yield (label, address, whether it is the present one) of each order."""
    names: list[tuple[Any, str]] = [("newest", _("Newest first")), ("oldest", _("Oldest first"))]
    if asked.query:
        names.insert(0, ("relevance", _("Most relevant")))
    for sort, label in names:
        yield label, write_url(replace(asked, sort=sort, page=1)), asked.sort == sort


def _pages(asked: SearchRequest, result: SearchResult) -> dict[str, Any]:
    """Return the number of the page, the number of pages, and the addresses of the next and previous page."""
    return {
        "number": result.page,
        "count": result.pages,
        "previous": write_url(replace(asked, page=result.page - 1)) if result.page > 1 else "",
        "next": write_url(replace(asked, page=result.page + 1)) if result.page < result.pages else "",
    }


def _years(asked: SearchRequest, result: SearchResult) -> charts.Bars | None:
    """Return the chart of the results by year; None unless they are of several years."""
    counts = {int(value.value): value.count for value in result.facets.get("year", []) if value.value.isdecimal()}
    if len(counts) < 2:
        return None
    return charts.draw_year_bars(
        [(year, counts.get(year, 0)) for year in range(min(counts), max(counts) + 1)], height=56, wide=250
    )
