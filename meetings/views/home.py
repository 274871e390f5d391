"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings.models import Meeting
from meetings.queries import archive, people, sides, subjects
from meetings.queries import meetings as meeting_queries
from meetings.views import charts

EXAMPLES = ("نيجيرفان بارزاني", "ماكرون بغداد", "البيشمركة", "وزير الدفاع الإيطالي")


def home(request: HttpRequest) -> HttpResponse:
    """The search box, what the archive holds, the latest meetings and ways in."""
    years = archive.by_year(Meeting.objects.public())
    return render(
        request,
        "home/home.html",
        {
            "overview": archive.overview(),
            "years": charts.year_bars(years),
            "recent": meeting_queries.recent(6),
            "on_this_day": meeting_queries.on_this_day(timezone.localdate(), 3),
            "officials": people.most_active(8),
            "countries": sides.countries()[:12],
            "organisations": sides.organisations()[:6],
            "topics": subjects.topics()[:12],
            "examples": EXAMPLES,
        },
    )
