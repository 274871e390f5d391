"""Pages about the archive: what it is, how it works, what it covers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from meetings.models import Article
from meetings.queries import archive, examples
from meetings.queries.coverage import ArchiveCoverage, coverage
from meetings.queries.state import get_cached
from meetings.views import charts


def about_page(request: HttpRequest) -> HttpResponse:
    """Show what the archive is, who may use it and how, and whom to write to."""
    context = {
        "overview": get_cached("overview", archive.overview),
        "sends_mail": settings.MAHDAR_SENDS_MAIL,
        "has_security_contact": bool(settings.MAHDAR_SECURITY_CONTACT),
    }
    return render(request, "about/about.html", context)


def method_page(request: HttpRequest) -> HttpResponse:
    """Show how a report becomes a record and how each fact is known, with examples from the archive."""
    return render(request, "about/method.html", {"examples": get_cached("method-examples", examples.examples)})


def coverage_page(request: HttpRequest) -> HttpResponse:
    """Show the years, outlets, languages and sides that the archive covers, and what it lacks."""
    covered: ArchiveCoverage = get_cached("coverage", coverage)
    context: dict[str, Any] = {
        "covered": covered,
        "years": charts.year_bars(covered.years),
        "languages": [(_language_name(code), number) for code, number in covered.languages.items()],
        "text_kinds": [(Article.TextKind(kind).label, number) for kind, number in covered.text_kinds.items()],
    }
    return render(request, "about/coverage.html", context)


def _language_name(code: str) -> str:
    """Return the name of a language in the language of the page; the code where Django does not know it."""
    if not code:
        return _("language not recorded")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
