"""The page of activity: meetings by month, and which sides met."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.models import Meeting
from meetings.queries import archive, sides
from meetings.queries.state import get_cached
from meetings.views import charts
from meetings.views.kept_pages import keep_page, read_archive_version
from meetings.views.network import draw_network

MAX_PAIRS = 60  # in the table


@keep_page(read_archive_version)
def activity_page(request: HttpRequest) -> HttpResponse:
    """Show a calendar of meetings, the network of sides, and the same numbers in tables."""
    return render(request, "activity/activity.html", get_cached("activity", _of_the_archive))


def _of_the_archive() -> dict[str, Any]:
    pairs = sides.list_pairs()
    return {
        "calendar": charts.make_calendar_rows(archive.count_by_month(Meeting.objects.public())),
        "network": draw_network(pairs),
        "pairs": pairs[:MAX_PAIRS],
    }
