"""The page of search results. Its address is the query, so that it can be shared and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.queries import archive, people, sides
from meetings.queries.state import kept
from meetings.search import (
    FACETS,
    FACETS_BY_NAME,
    Hit,
    SearchRequest,
    SearchResult,
    drop_filters,
    explain_match,
    explain_notice,
    list_parameters,
    read_request,
    search,
    toggle_value,
    write_url,
)
from meetings.views import charts, facets
from meetings.views.home import examples
from meetings.views.paging import page_number

ORDER = tuple(facet.name for facet in sorted(FACETS, key=lambda facet: facet.page_order))


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, the address without it, and, where nothing was found, how many meetings there would be then."""

    label: str
    value: str
    address: str
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What the search says of a meeting that it found."""

    hit: Hit
    reasons: list[str]

    @property
    def title_matched(self) -> bool:
        """Whether the query matched words of the title, in whichever language."""
        return any(piece.marked for piece in self.hit.title)


def search_page(request: HttpRequest) -> HttpResponse:
    """Results, facets, chips, notices and, where nothing was found, ways on."""
    reading = read_request(request.GET)
    wanted = page_number(request)
    asked = replace(reading.request, page=wanted.number)
    result = search(asked)
    asked = replace(asked, page=result.page)
    notices = [*reading.notices, *([wanted.notice] if wanted.notice else [])]
    notices += [explain_notice(notice) for notice in result.notices]
    unfolded = request.GET.getlist("more")
    chips = list(_chips(asked, reading.labels, counted=not result.total))
    return render(
        request,
        "search/search.html",
        {
            "asked": asked,
            "here": write_url(asked, *(("more", facet) for facet in ORDER if facet in unfolded)),
            "result": result,
            "results": [Result(hit, [explain_match(why) for why in hit.why[:3]]) for hit in result.hits],
            "notices": list(dict.fromkeys(notices)),
            "facets": list(facets.blocks(asked, result, ORDER, unfolded)),
            "chips": chips,
            "worth_dropping": [chip for chip in chips if chip.total],
            "clear_address": write_url(drop_filters(asked)),
            "sorts": list(_sorts(asked)),
            "pages": _pages(asked, result),
            "kept": [pair for pair in list_parameters(replace(asked, page=1)) if pair[0] not in ("q", "sort")],
            "kept_for_dates": [
                pair for pair in list_parameters(replace(asked, page=1)) if pair[0] not in ("from", "to")
            ],
            "typed_from": reading.typed_from,
            "typed_to": reading.typed_to,
            "years": _years(asked, result),
            "year_filter": urlencode([pair for pair in list_parameters(replace(asked, page=1)) if pair[0] != "year"]),
            "officials": people.for_rows(result.officials[:4]),
            "countries": sides.countries().filter(code__in=result.countries[:4]) if result.countries else [],
            "organisations": sides.organisations().filter(code__in=result.organisations[:4])
            if result.organisations
            else [],
            "suggestions": [(text, write_url(replace(asked, query=text, page=1))) for text in result.suggestions],
            "examples": examples(),
            "overview": None if result.total else kept("overview", archive.overview),
        },
    )


def _chips(asked: SearchRequest, names: dict[str, dict[str, str]], counted: bool) -> Iterator[Chip]:
    """The chosen filters; where nothing was found, each with what there would be without it."""

    def chip(label: str, value: str, rest: SearchRequest) -> Chip:
        total = search(replace(rest, page_size=1)).total if counted else None
        return Chip(label, value, write_url(rest), total)

    for facet in ORDER:
        for value in asked.chosen.get(facet, ()):
            label = str(FACETS_BY_NAME[facet].label)
            yield chip(label, names[facet][value], toggle_value(asked, facet, value))
    if asked.date_from:
        yield chip(_("From"), date_format(asked.date_from, "d/m/Y"), replace(asked, date_from=None, page=1))
    if asked.date_to:
        yield chip(_("To"), date_format(asked.date_to, "d/m/Y"), replace(asked, date_to=None, page=1))


def _sorts(asked: SearchRequest) -> Iterator[tuple[str, str, bool]]:
    """(label, address, current) of each order."""
    names: list[tuple[Any, str]] = [("newest", _("Newest first")), ("oldest", _("Oldest first"))]
    if asked.query:
        names.insert(0, ("relevance", _("Best match")))
    for sort, label in names:
        yield label, write_url(replace(asked, sort=sort, page=1)), asked.sort == sort


def _pages(asked: SearchRequest, result: SearchResult) -> dict[str, Any]:
    """Addresses of the neighbouring pages."""
    return {
        "number": result.page,
        "count": result.pages,
        "previous": write_url(replace(asked, page=result.page - 1)) if result.page > 1 else "",
        "next": write_url(replace(asked, page=result.page + 1)) if result.page < result.pages else "",
    }


def _years(asked: SearchRequest, result: SearchResult) -> charts.Bars | None:
    """The results by year, when they span several years."""
    counts = {int(value.value): value.count for value in result.facets.get("year", []) if value.value.isdecimal()}
    if len(counts) < 2:
        return None
    return charts.year_bars(
        [(year, counts.get(year, 0)) for year in range(min(counts), max(counts) + 1)], height=56, wide=250
    )
