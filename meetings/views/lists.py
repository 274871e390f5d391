"""Lists of everything, in pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meetings.queries import meetings, people, sides, subjects
from meetings.queries.state import kept
from meetings.views.paging import meetings_page_of, page_of


def _list_page(request: HttpRequest, template: str, heading: str, records: object, size: int) -> HttpResponse:
    page, notices = page_of(request, records, size)
    return render(request, template, {"heading": heading, "page": page, "notices": notices})


def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings, the latest first."""
    page, notices = meetings_page_of(request, meetings.all_listed())
    return render(request, "meetings/list.html", {"heading": _("Meetings"), "page": page, "notices": notices})


def official_list(request: HttpRequest) -> HttpResponse:
    """All officials by name."""
    page, notices = page_of(request, people.by_name(), 40)
    page.object_list = people.with_counts(page.object_list)
    return render(request, "officials/list.html", {"heading": _("Officials"), "page": page, "notices": notices})


def side_list(request: HttpRequest) -> HttpResponse:
    """All countries, regions and organisations that met others. There are at most a few hundred: one page."""
    found = kept("sides", _all_sides)
    return render(request, "sides/list.html", {"heading": _("Countries and organisations"), **found})


def _all_sides() -> dict[str, Any]:
    return {
        "countries": list(sides.countries().defer("names", "demonyms")),
        "organisations": list(sides.organisations().defer("names")),
    }


def topic_list(request: HttpRequest) -> HttpResponse:
    """All topics."""
    return _list_page(request, "subjects/list.html", _("Topics"), kept("topics", lambda: list(subjects.topics())), 60)


def place_list(request: HttpRequest) -> HttpResponse:
    """All places of meetings."""
    return _list_page(request, "subjects/list.html", _("Places"), kept("places", lambda: list(subjects.places())), 60)


def outlet_list(request: HttpRequest) -> HttpResponse:
    """All outlets whose reports are in the archive."""
    return _list_page(
        request, "subjects/list.html", _("Sources"), kept("outlets", lambda: list(subjects.outlets())), 60
    )
