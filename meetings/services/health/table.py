"""The one list of checks, and how they are run.

`manage.py doctor`, `/health/ready`, the page "State of the archive" and the metrics run checks of this list.
"""

import logging
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.services.health import database, files, index, jobs, site_settings
from meetings.services.health.results import FAULT, CheckedHealth, HealthCheck, HealthLevel, HealthResult

logger = logging.getLogger(__name__)

CHECKS = (
    HealthCheck("database", gettext_lazy("Database"), database.check_database, is_readiness=True),
    HealthCheck("migrations", gettext_lazy("Migrations"), database.check_migrations, is_readiness=True),
    HealthCheck(
        "integrity", gettext_lazy("Integrity of the database"), database.check_integrity,
        needs_tables=True, is_slow=True,
    ),
    HealthCheck(
        "foreign_keys", gettext_lazy("Foreign keys"), database.check_foreign_keys, needs_tables=True, is_slow=True
    ),
    HealthCheck("index", gettext_lazy("Search index"), index.check_index, is_readiness=True),
    HealthCheck(
        "index_documents", gettext_lazy("Meetings in the index"), index.check_index_documents, needs_tables=True
    ),
    HealthCheck(
        "waiting_changes", gettext_lazy("Changes waiting for the index"), index.check_waiting_changes,
        needs_tables=True, is_readiness=True,
    ),
    HealthCheck("feeds", gettext_lazy("Feeds"), jobs.check_feeds, needs_tables=True),
    HealthCheck("timers", gettext_lazy("Timers"), jobs.check_timers, needs_tables=True),
    HealthCheck("backup", gettext_lazy("Last backup"), jobs.check_backup),
    HealthCheck("disk", gettext_lazy("Disk space"), files.check_disk),
    HealthCheck("data_folder", gettext_lazy("Data folder"), files.check_data_folder),
    HealthCheck("static_files", gettext_lazy("Static files"), files.check_static_files, is_slow=True),
    HealthCheck("secret_key", gettext_lazy("Secret key"), site_settings.check_secret_key),
    HealthCheck("debug", "DEBUG", site_settings.check_debug),
    HealthCheck("allowed_hosts", gettext_lazy("Host names"), site_settings.check_allowed_hosts),
    HealthCheck("deployment", gettext_lazy("Checks of Django"), site_settings.check_deployment, is_slow=True),
    HealthCheck("mail", gettext_lazy("Mail"), jobs.check_mail),
    HealthCheck("extras", gettext_lazy("Optional packages"), files.check_extras),
)  # fmt: skip
QUICK = tuple(check for check in CHECKS if not check.is_slow)
READINESS = tuple(check for check in CHECKS if check.is_readiness)
_BY_NAME = {check.name: check for check in CHECKS}
_TABLES = ("database", "migrations")  # what a check that needs tables waits for


def run_checks(checks: Iterable[HealthCheck] = CHECKS) -> Iterator[CheckedHealth]:
    """Run checks, one after another, and yield their results; a check that fails itself is a fault.

    A check that needs the tables is a fault without being run where the database or its migrations are at fault.
    """
    known: dict[str, HealthResult] = {}
    for check in checks:
        waits_for = _TABLES if check.needs_tables else _TABLES[:1] if check.name == "migrations" else ()
        if _is_any_at_fault(waits_for, known):
            known[check.name] = HealthResult(
                FAULT,
                _("Not checked."),
                _("Mend the database first (manage.py doctor --only database --only migrations)."),
            )
        elif check.name not in known:
            known[check.name] = _run(check)
        yield CheckedHealth(check, known[check.name])


def _is_any_at_fault(names: Iterable[str], known: dict[str, HealthResult]) -> bool:
    """Return whether one of the checks is at fault; run those that were not chosen."""
    for name in names:
        if name not in known:
            known[name] = _run(_BY_NAME[name])
        if known[name].level == FAULT:
            return True
    return False


def _run(check: HealthCheck) -> HealthResult:
    try:
        return check.run()
    except Exception as error:  # what is wrong is what the reader wants to know
        logger.exception("The check %s failed", check.name)
        line = next(iter(str(error).splitlines()), "")
        found = _("This check failed: %(error)s") % {"error": f"{type(error).__name__}: {line}"}
        return HealthResult(FAULT, found, _("Look into the log, which has the whole error."))


def find_worst_level(results: Iterable[CheckedHealth]) -> HealthLevel:
    """Return the worst level of results."""
    order = list(HealthLevel)
    return max((one.result.level for one in results), key=order.index, default=HealthLevel.OK)
