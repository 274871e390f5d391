"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from meetings.models import Meeting
from meetings.queries import archive, people, sides, subjects
from meetings.queries import meetings as meeting_queries
from meetings.views import charts, maps

EXAMPLES = {
    "ar": ("نيجيرفان بارزاني", "ماكرون بغداد", "البيشمركة", "وزير الدفاع الإيطالي"),
    "en": ("Nechirvan Barzani", "Macron Baghdad", "Peshmerga", "Italian defence minister"),
}


def examples() -> tuple[str, ...]:
    """Searches to try, in the language of the page."""
    return EXAMPLES["en" if (get_language() or "").startswith("en") else "ar"]


def home(request: HttpRequest) -> HttpResponse:
    """The search box, what the archive holds, the latest meetings and ways in."""
    countries = list(sides.countries())
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
            "countries": countries[:12],
            "world": maps.world_map((side, side.meetings_count, side.get_absolute_url()) for side in countries),
            "organisations": sides.organisations()[:6],
            "topics": subjects.topics()[:12],
            "examples": examples(),
        },
    )
