"""The lists of all records of a kind, in pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meetings.models.kinds import RecordKind
from meetings.queries import meetings, people, sides
from meetings.queries.kinds import QUERIES_BY_KIND
from meetings.queries.state import get_cached
from meetings.views.kept_pages import keep_page, read_archive_version
from meetings.views.paging import get_meetings_page, get_page

OFFICIALS_ON_A_PAGE, SUBJECTS_ON_A_PAGE = 40, 60


@keep_page(read_archive_version)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show all meetings, the latest first."""
    page, notices = get_meetings_page(request, meetings.select_all_listed())
    return render(request, "meetings/list.html", {"heading": _("Meetings"), "page": page, "notices": notices})


@keep_page(read_archive_version)
def official_list(request: HttpRequest) -> HttpResponse:
    """Show all officials by name."""
    page, notices = get_page(request, people.select_by_name(), OFFICIALS_ON_A_PAGE)
    page.object_list = people.count_meetings_of(page.object_list)
    return render(request, "officials/list.html", {"heading": _("Officials"), "page": page, "notices": notices})


@keep_page(read_archive_version)
def side_list(request: HttpRequest) -> HttpResponse:
    """Show all countries, regions and organisations with meetings, on one page: there are at most a few hundred."""
    found = get_cached("sides", _all_sides)
    return render(request, "sides/list.html", {"heading": _("Countries and organisations"), **found})


def _all_sides() -> dict[str, Any]:
    return {
        "countries": list(sides.select_countries().defer("names", "demonyms")),
        "organisations": list(sides.select_organisations().defer("names")),
    }


def make_subject_list(kind: RecordKind) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of the list of all records of `kind` that have meetings."""

    @keep_page(read_archive_version)
    def view(request: HttpRequest) -> HttpResponse:
        records = get_cached(kind.list_name, lambda: list(QUERIES_BY_KIND[kind.name].all_listed()))
        page, notices = get_page(request, records, SUBJECTS_ON_A_PAGE)
        values = {"heading": kind.list_label, "page": page, "notices": notices}
        return render(request, "subjects/list.html", values)

    return view
