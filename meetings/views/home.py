"""The front page."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings.models import Meeting
from meetings.models.languages import get_current_language, is_english_first
from meetings.queries import archive, people, sides, subjects
from meetings.queries import meetings as meeting_queries
from meetings.queries.state import get_cached
from meetings.views import charts, maps
from meetings.views.kept_pages import keep_page, read_archive_version

EXAMPLES = {
    "ar": ("نيجيرفان بارزاني", "ماكرون بغداد", "البيشمركة", "وزير الدفاع الإيطالي"),
    "en": ("Nechirvan Barzani", "Macron Baghdad", "Peshmerga", "Italian defence minister"),
}


def list_examples() -> tuple[str, ...]:
    """Return example searches in the language of the page."""
    return EXAMPLES.get(get_current_language(), EXAMPLES["en" if is_english_first() else "ar"])


@keep_page(read_archive_version)
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, the size of the archive, the latest meetings and links to lists."""
    today = timezone.localdate()
    known = get_cached(f"home-{today}", lambda: _of_the_archive(today))
    context = {
        **known,
        "years": charts.draw_year_bars(known["years"]),
        "world": maps.draw_world_map((side, side.meetings_count, side.get_absolute_url()) for side in known["sides"]),
        "countries": known["sides"][:12],
        "examples": list_examples(),
    }
    return render(request, "home/home.html", context)


def _of_the_archive(today: date) -> dict[str, Any]:
    """Return the records and figures of the page, without texts. They change only with the archive and the day."""
    return {
        "overview": archive.count_records(),
        "years": archive.count_by_year(Meeting.objects.public()),
        "recent": meeting_queries.find_recent(6),
        "on_this_day": meeting_queries.find_on_this_day(today, 3),
        "officials": people.find_most_active(8),
        "sides": list(sides.select_countries().defer("names", "demonyms")),
        "topics": list(subjects.select_topics()[:12]),
    }
