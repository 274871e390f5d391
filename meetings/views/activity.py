"""The archive at a glance: meetings by month, and who met whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.models import Meeting
from meetings.queries import archive, sides
from meetings.views import charts
from meetings.views.network import network

PAIRS = 60  # rows of the table


def activity_page(request: HttpRequest) -> HttpResponse:
    """A calendar of numbers, the network of sides, and the tables behind them."""
    pairs = sides.pairs()
    return render(
        request,
        "activity/activity.html",
        {
            "calendar": charts.calendar_rows(archive.by_month(Meeting.objects.public())),
            "network": network(pairs),
            "pairs": pairs[:PAIRS],
        },
    )
