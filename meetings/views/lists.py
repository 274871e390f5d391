"""Lists of everything, in pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meetings.queries import meetings, people, sides, subjects
from meetings.views.paging import page_of


def _list_page(request: HttpRequest, template: str, heading: str, records: object, size: int) -> HttpResponse:
    page, notices = page_of(request, records, size)
    return render(request, template, {"heading": heading, "page": page, "notices": notices})


def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings, the latest first."""
    return _list_page(request, "meetings/list.html", _("Meetings"), meetings.published(), 20)


def official_list(request: HttpRequest) -> HttpResponse:
    """All officials by name."""
    return _list_page(request, "officials/list.html", _("Officials"), people.officials(), 40)


def side_list(request: HttpRequest) -> HttpResponse:
    """All countries, regions and organisations that met others. There are at most a few hundred: one page."""
    context = {
        "heading": _("Countries and organisations"),
        "countries": sides.countries(),
        "organisations": sides.organisations(),
    }
    return render(request, "sides/list.html", context)


def topic_list(request: HttpRequest) -> HttpResponse:
    """All topics."""
    return _list_page(request, "subjects/list.html", _("Topics"), subjects.topics(), 60)


def place_list(request: HttpRequest) -> HttpResponse:
    """All places of meetings."""
    return _list_page(request, "subjects/list.html", _("Places"), subjects.places(), 60)


def outlet_list(request: HttpRequest) -> HttpResponse:
    """All outlets whose reports are in the archive."""
    return _list_page(request, "subjects/list.html", _("Sources"), subjects.outlets(), 60)
