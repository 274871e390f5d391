"""The front page."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from meetings.models import Meeting
from meetings.models.languages import shows_english
from meetings.queries import archive, people, sides, subjects
from meetings.queries import meetings as meeting_queries
from meetings.queries.state import get_cached
from meetings.views import charts, maps

EXAMPLES = {
    "ar": ("نيجيرفان بارزاني", "ماكرون بغداد", "البيشمركة", "وزير الدفاع الإيطالي"),
    "en": ("Nechirvan Barzani", "Macron Baghdad", "Peshmerga", "Italian defence minister"),
}


def examples() -> tuple[str, ...]:
    """Return example searches in the language of the page."""
    return EXAMPLES.get(get_language() or "", EXAMPLES["en" if shows_english() else "ar"])


def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, the size of the archive, the latest meetings and links to lists."""
    today = timezone.localdate()
    known = get_cached(f"home-{today}", lambda: _of_the_archive(today))
    context = {
        **known,
        "years": charts.year_bars(known["years"]),
        "world": maps.world_map((side, side.meetings_count, side.get_absolute_url()) for side in known["sides"]),
        "countries": known["sides"][:12],
        "examples": examples(),
    }
    return render(request, "home/home.html", context)


def _of_the_archive(today: date) -> dict[str, Any]:
    """Return the records and figures of the page, without texts. They change only with the archive and the day."""
    return {
        "overview": archive.overview(),
        "years": archive.count_by_year(Meeting.objects.public()),
        "recent": meeting_queries.recent(6),
        "on_this_day": meeting_queries.on_this_day(today, 3),
        "officials": people.most_active(8),
        "sides": list(sides.countries().defer("names", "demonyms")),
        "topics": list(subjects.topics()[:12]),
    }
