"""The page with the figures of the work, and the same figures as CSV."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from meetings.queries.figures import MAX_WEEKS, WEEKS, FigureLine, WorkFigures, count_work
from meetings.services.roles import may_publish, require
from meetings.text.cells import BYTE_ORDER_MARK, make_csv_line
from meetings.text.typed_numbers import read_number

CHOICES = (4, WEEKS, 26, MAX_WEEKS)


def figures_page(request: HttpRequest) -> HttpResponse:
    """Show the figures of the last weeks, by week and by editor, or send them as CSV."""
    require(may_publish(request.user))
    weeks = read_number(request.GET.get("weeks", "")) or WEEKS
    weeks = weeks if weeks in CHOICES else WEEKS
    work = count_work(weeks)
    if request.GET.get("form") == "csv":
        response = HttpResponse(_write_csv(work), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="mahdar-work-{weeks}-weeks.csv"'
        return response
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Figures of the work"),
        "work": work,
        "weeks": weeks,
        "choices": CHOICES,
    }
    return TemplateResponse(request, "admin/editorial/figures.html", context)


def _write_csv(work: WorkFigures) -> str:
    """Return the lines by week and by editor as one table; names of columns as the code has them."""
    written = [BYTE_ORDER_MARK, make_csv_line(("by", "name", "texts", "published", "median_hours"))]
    for by, lines in (("week", work.weeks), ("editor", work.editors), ("total", [work.total])):
        written += [make_csv_line((by, *_read_cells(line))) for line in lines]
    return "".join(written)


def _read_cells(line: FigureLine) -> tuple[Any, ...]:
    median = "" if line.median_hours is None else line.median_hours
    return str(line.name), line.texts, line.published, median
