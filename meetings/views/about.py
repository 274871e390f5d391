"""Pages about the archive: what it is, how it works, what it covers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.models import Article
from meetings.queries import archive, examples
from meetings.queries.coverage import ArchiveCoverage, measure_coverage
from meetings.queries.report_languages import get_report_language_name
from meetings.queries.state import get_cached
from meetings.views import charts


def about_page(request: HttpRequest) -> HttpResponse:
    """Show what the archive is, who may use it and how, and whom to write to."""
    context = {
        "overview": get_cached("overview", archive.count_records),
        "sends_mail": settings.MAHDAR_SENDS_MAIL,
        "has_security_contact": bool(settings.MAHDAR_SECURITY_CONTACT),
    }
    return render(request, "about/about.html", context)


def method_page(request: HttpRequest) -> HttpResponse:
    """Show how a report becomes a record and how each fact is known, with examples from the archive."""
    return render(request, "about/method.html", {"examples": get_cached("method-examples", examples.find_examples)})


def coverage_page(request: HttpRequest) -> HttpResponse:
    """Show the years, outlets, languages and sides that the archive covers, and what it lacks."""
    covered: ArchiveCoverage = get_cached("coverage", measure_coverage)
    context: dict[str, Any] = {
        "covered": covered,
        "years": charts.draw_year_bars(covered.years),
        "languages": [(get_report_language_name(code), number) for code, number in covered.languages.items()],
        "text_kinds": [(Article.TextKind(kind).label, number) for kind, number in covered.text_kinds.items()],
    }
    return render(request, "about/coverage.html", context)
