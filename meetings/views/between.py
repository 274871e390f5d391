"""The pages of the relation of two sides or people."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.queries import archive, between, sides
from meetings.queries.state import get_cached
from meetings.views import charts
from meetings.views.access import require_record
from meetings.views.descriptions import describe_page
from meetings.views.paging import get_meetings_page


def choose(request: HttpRequest) -> HttpResponse:
    """Show two lists to choose from; once the reader has chosen both, redirect to the page of the two."""
    chosen = [request.GET.get(name, "").strip().lower() for name in ("first", "second")]
    notices = []
    if all(chosen):
        if chosen[0] == chosen[1]:
            notices.append(_("Choose two different sides."))
        elif all(between.find_party(key) for key in chosen):
            return redirect("between", *sorted(chosen))
        else:
            notices.append(_("There is no such record in the archive."))
    records: list[between.Party] = [*sides.select_countries(), *sides.select_organisations()]
    choices = sorted(((between.make_key(record), record.name) for record in records), key=lambda pair: pair[1])
    return render(request, "between/choose.html", {"choices": choices, "chosen": chosen, "notices": notices})


def between_page(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Show all meetings between the two, with their dates, topics and participants."""
    parties = [_party(key) for key in (first, second)]
    keys = [between.make_key(record) for record in parties]
    if keys[0] == keys[1]:
        return redirect(parties[0])
    if [first, second] != sorted(keys):
        return redirect("between", *sorted(keys), permanent=True)  # one address for each pair
    meetings = between.select_meetings_between(parties[0], parties[1]).latest_first()
    page, notices = get_meetings_page(request, meetings)
    known = get_cached(f"between-{first}-{second}", lambda: _of_the_two(parties, meetings))
    names = _("%(first)s and %(second)s") % {"first": parties[0].name, "second": parties[1].name}
    context = {
        "parties": parties,
        "names": names,
        "described": describe_page(names, page.paginator.count),
        "page": page,
        "notices": notices,
        "no_links": True,
        **known,
        "years": charts.draw_year_bars(known["years"]),
        "coverage": [] if page.paginator.count else [(record, between.measure_coverage(record)) for record in parties],
        "overview": None if page.paginator.count else get_cached("overview", archive.count_records),
    }
    return render(request, "between/between.html", context)


def _of_the_two(parties: list[between.Party], meetings: QuerySet[Meeting]) -> dict[str, Any]:
    """Return the figures of their meetings, without texts, so that they can be cached for all languages."""
    return {
        "years": archive.count_by_year(meetings),
        "span": between.measure_span(meetings),
        "topics": between.count_topics(meetings, 12),
        "people": [(record, between.count_people_for(record, meetings, 8)) for record in parties],
    }


def _party(key: str) -> between.Party:
    return cast(between.Party, require_record(between.find_party(key)))
