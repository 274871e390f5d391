"""The page of an official."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.queries import archive, linked_data, people
from meetings.queries import meetings as queries
from meetings.queries.offices import list_offices_on
from meetings.queries.state import get_cached, state
from meetings.search import get_generation
from meetings.views import charts, facets
from meetings.views.access import can_see_drafts, require_record
from meetings.views.descriptions import describe_page
from meetings.views.kept_pages import keep_page
from meetings.views.paging import get_meetings_page


def read_version(slug: str) -> str | None:
    """Return the version of the page of a published official; None where there is none, or the index is behind."""
    pk = people.find_published_id(slug)
    if pk is None:
        return None
    name = f"version-official-{pk}-{get_generation()}"
    version = get_cached(name, lambda: queries.read_version_of(people.select_meetings_of(pk)))
    return version and f"{pk} {version} {archive.get_first_and_last_year()}"


@keep_page(read_version)
def official_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the official's names, offices and meetings, and whom they met most."""
    official = require_record(people.find_official(slug, drafts=can_see_drafts(request)))
    meetings = people.select_meetings_of(official)
    page, notices = get_meetings_page(request, meetings)
    now = state()
    met, colleagues, years = get_cached(
        f"official-{official.pk}", lambda: (*people.find_met_most(official, 8), archive.count_by_year(meetings)), now
    )
    return render(
        request,
        "officials/official.html",
        {
            "official": official,
            "about": official,
            "described": describe_page(official.name, page.paginator.count),
            "linked": linked_data.describe_person(official, request.build_absolute_uri),
            "filter": f"person={official.slug}",
            "other_names": [name for name in official.names.all() if name.name not in (official.name, "")],
            "facets": facets.make_blocks_within_record("person", official.slug, now),
            "page": page,
            "notices": notices,
            "met": met,
            "colleagues": colleagues,
            "years": charts.draw_year_bars(years),
            "offices": [
                (
                    office,
                    charts.place_term(office.appointment.start, office.appointment.end, [year for year, _ in years]),
                )
                for office in list_offices_on(official.appointments.all())
            ],
        },
    )
