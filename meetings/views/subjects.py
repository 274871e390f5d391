"""The pages of topics, places, outlets and other subjects of meetings."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from meetings.models import Article, Outlet
from meetings.models.identifiers import IDENTIFIED
from meetings.models.kinds import RecordKind
from meetings.queries import archive, subjects
from meetings.queries.kinds import QUERIES_BY_KIND
from meetings.queries.state import get_cached, state
from meetings.views import charts, facets
from meetings.views.access import can_see_drafts
from meetings.views.descriptions import describe_page
from meetings.views.kept_pages import keep_page, read_archive_version
from meetings.views.paging import get_meetings_page

MAX_REPORTS = 30  # on the page of an outlet


def make_subject_page(kind: RecordKind) -> Callable[..., HttpResponse]:
    """Return the view of the page of a record of `kind`: its meetings, with a chart of years and with facets."""

    @keep_page(read_archive_version)
    def view(request: HttpRequest, **where: str) -> HttpResponse:
        related = [
            name for name in ("country", "region") if any(field.name == name for field in kind.model._meta.fields)
        ]
        subject: Any = get_object_or_404(kind.model._default_manager.select_related(*related), **where)
        meetings = QUERIES_BY_KIND[kind.name].latest_meetings_of(subject)
        page, notices = get_meetings_page(request, meetings)
        if not page.paginator.count and not can_see_drafts(request):
            raise Http404(_("There is no such record in the archive."))  # only drafts may use the record
        now, key = state(), getattr(subject, kind.key)
        years = get_cached(f"years-{kind.name}-{key}", lambda: archive.count_by_year(meetings), now)
        context = {
            "subject": subject,
            "about": subject,
            "described": describe_page(str(subject), page.paginator.count),
            "kind": kind.label,
            "has_identifiers": kind.name in IDENTIFIED,
            "filter": urlencode([(kind.facet, key)]) if kind.facet else "",
            "facets": facets.make_blocks_within_record(kind.facet, key, now) if kind.facet else [],
            "page": page,
            "notices": notices,
            "years": charts.draw_year_bars(years),
            "reports": _reports(subject),
        }
        return render(request, "subjects/subject.html", context)

    return view


def _reports(subject: object) -> QuerySet[Article] | None:
    """Return the latest reports of an outlet; None for any other subject."""
    return subjects.select_articles_of(subject)[:MAX_REPORTS] if isinstance(subject, Outlet) else None
