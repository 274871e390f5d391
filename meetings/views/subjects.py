"""The pages of topics, places and outlets."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from meetings.models import Meeting, Outlet, Place, Topic
from meetings.queries import archive, subjects
from meetings.queries.state import kept, state
from meetings.views import charts, facets
from meetings.views.access import sees_drafts
from meetings.views.descriptions import described
from meetings.views.paging import meetings_page_of

REPORTS = 30  # of an outlet, listed on its page


def topic_page(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings about a topic."""
    topic = get_object_or_404(Topic, code=code)
    return _subject_page(request, topic, _("Topic"), ("topic", topic.code), subjects.meetings_about(topic))


def place_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings in a place."""
    place = get_object_or_404(Place.objects.select_related("country"), slug=slug)
    return _subject_page(request, place, _("Place"), ("place", place.slug), subjects.meetings_in(place))


def outlet_page(request: HttpRequest, code: str) -> HttpResponse:
    """What an outlet reported."""
    outlet = get_object_or_404(Outlet.objects.select_related("country"), code=code)
    meetings = subjects.meetings_reported_by(outlet)
    reports = subjects.articles_of(outlet)[:REPORTS]
    return _subject_page(request, outlet, _("Source"), ("outlet", outlet.code), meetings, reports=reports)


def _subject_page(
    request: HttpRequest,
    subject: object,
    kind: str,
    filter_pair: tuple[str, str],
    meetings: QuerySet[Meeting],
    **more: object,
) -> HttpResponse:
    page, notices = meetings_page_of(request, meetings)
    if not page.paginator.count and not sees_drafts(request):
        raise Http404(_("There is no such record in the archive."))  # it may be there for the sake of a draft
    now = state()
    years = kept(f"years-{filter_pair[0]}-{filter_pair[1]}", lambda: archive.by_year(meetings), now)
    context = {
        "subject": subject,
        "described": described(str(subject), page.paginator.count),
        "kind": kind,
        "filter": urlencode([filter_pair]),
        "facets": facets.within(*filter_pair, now),
        "page": page,
        "notices": notices,
        "years": charts.year_bars(years),
    }
    return render(request, "subjects/subject.html", context | more)
