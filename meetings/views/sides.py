"""The page of a country or region, and the page of an organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Country
from meetings.queries import archive, between, sides
from meetings.queries.state import get_cached, state
from meetings.views import charts, facets, maps
from meetings.views.access import require_record
from meetings.views.descriptions import describe_page
from meetings.views.kept_pages import keep_page, read_archive_version
from meetings.views.paging import get_meetings_page


@keep_page(read_archive_version)
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the meetings of a country or region."""
    country = require_record(sides.find_country(code))
    regions = list(country.regions.all())
    return _side_page(request, code, country, {"parent": country.parent, "regions": regions})


@keep_page(read_archive_version)
def organisation_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the meetings of an organisation."""
    return _side_page(request, code, require_record(sides.find_organisation(code)), {})


def _side_page(request: HttpRequest, code: str, side: sides.Side, more: dict[str, object]) -> HttpResponse:
    if code != side.code.lower():
        return redirect(side, permanent=True)  # one address for each record
    meetings = sides.select_meetings_of(side)
    page, notices = get_meetings_page(request, meetings)
    now = state()
    people, met, years = get_cached(
        f"{side._meta.model_name}-{side.pk}",
        lambda: (sides.count_people_of(side, 8), sides.find_met_most(side, 300), archive.count_by_year(meetings)),
        now,
    )
    met_countries = [
        (row.record, row.meetings, between.make_address(side, row.record))
        for row in met
        if isinstance(row.record, Country)
    ]
    context = {
        "side": side,
        "about": side,
        "described": describe_page(side.name, page.paginator.count),
        "filter": f"{side._meta.model_name}={side.code}",
        "facets": facets.make_blocks_within_record(str(side._meta.model_name), side.code, now),
        "page": page,
        "notices": notices,
        "people": people,
        "met": met[:8],
        "world": maps.draw_world_map(met_countries, side if isinstance(side, Country) else None),
        "years": charts.draw_year_bars(years),
    }
    return render(request, "sides/side.html", context | more)
