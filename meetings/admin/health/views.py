"""The page "State of the archive": versions, sizes, and the results of all checks with what to do."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from meetings.search import get_index_folder
from meetings.services.backup.last_backup import read_last_backup
from meetings.services.health.results import CheckedHealth, HealthLevel
from meetings.services.health.sizes import list_versions, measure_archive
from meetings.services.health.table import CHECKS, QUICK, find_worst_level, run_checks
from meetings.services.roles import may_publish, require

_WORST_FIRST = list(reversed(HealthLevel))


def state_page(request: HttpRequest) -> HttpResponse:
    """Show the state of the archive to editors; `?all=1` runs the slow checks too."""
    require(may_publish(request.user))
    runs_all = request.GET.get("all") == "1"
    results = list(run_checks(CHECKS if runs_all else QUICK))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("State of the archive"),
        "results": sorted(results, key=_get_rank),
        "worst": find_worst_level(results),
        "runs_all": runs_all,
        "left_out": [] if runs_all else [check for check in CHECKS if check.is_slow],
        "versions": list_versions(),
        "sizes": measure_archive(get_index_folder()),
        "last_backup": read_last_backup(),
    }
    return TemplateResponse(request, "admin/health/state.html", context)


def _get_rank(one: CheckedHealth) -> int:
    return _WORST_FIRST.index(one.result.level)


PAGES = (("state/", state_page, "archive-state"),)
