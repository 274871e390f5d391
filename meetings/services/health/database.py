"""Checks of the database: it answers, has the tables of this version, and its file is whole."""

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models.triggers import list_missing_triggers
from meetings.services.health.migrations import list_later_migrations, list_unapplied_migrations
from meetings.services.health.results import FAULT, OK, WARNING, HealthResult
from meetings.services.health.sizes import describe_database, get_database_file, show_bytes

MAX_NAMED = 5  # migrations or tables


def check_database() -> HealthResult:
    """Ask the database for a number; a file of SQLite that is missing is not created by asking."""
    file = get_database_file()
    if file and not file.exists():
        found = _("The file of the database is missing: %(file)s") % {"file": file}
        return HealthResult(FAULT, found, _("Run manage.py migrate for a new archive, or restore a backup."))
    try:
        facts = describe_database()
    except DatabaseError as error:
        found = _("The database does not answer: %(error)s") % {"error": _first_line(error)}
        return HealthResult(FAULT, found, explain_database_error(error))
    values = {"engine": facts.engine, "version": facts.version, "bytes": facts.size}
    return HealthResult(OK, f"{facts.engine} {facts.version} · {show_bytes(facts.size)}", values=values)


def explain_database_error(error: Exception) -> str:
    """Return what an operator can do about an error of the database, in the language of the reader."""
    return find_known_remedy(error) or _("Check DATABASE_URL, and that the server of the database runs.")


def find_known_remedy(error: Exception) -> str:
    """Return what to do about a full disk or a file of another user; empty for an error of another kind."""
    said = str(error)
    if "disk is full" in said:
        return _("Free space where the data folder is, then repeat it.")
    if "unable to open database file" in said or "readonly database" in said:
        file = get_database_file()
        folder = file.parent if file else ""
        return _("Give the data folder to the user that runs Mahdar: chown -R USER %(folder)s") % {"folder": folder}
    return ""


def check_migrations() -> HealthResult:
    """Compare the migrations of the database, and the triggers after them, with those of this version."""
    missing, later = list_unapplied_migrations(), list_later_migrations()
    values = {"unapplied": len(missing), "later": len(later)}
    if missing:
        found = ngettext(
            "%(count)d migration is not applied: %(names)s",
            "%(count)d migrations are not applied: %(names)s",
            len(missing),
        ) % {"count": len(missing), "names": _name_some(missing)}
        return HealthResult(FAULT, found, _("Run manage.py migrate."), values)
    if not later and (lacking := list_missing_triggers()):
        found = _("A migrate did not come to its end: the database lacks triggers (%(count)d).")
        values |= {"missing_triggers": len(lacking)}
        return HealthResult(FAULT, found % {"count": len(lacking)}, _("Run manage.py migrate."), values)
    if later:
        found = _("The database was migrated by a later version of Mahdar: %(names)s") % {"names": _name_some(later)}
        return HealthResult(WARNING, found, _("Install that version, or restore a backup of this one."), values)
    return HealthResult(OK, _("All migrations are applied."), values=values)


def check_integrity() -> HealthResult:
    """Let SQLite read its whole file; other databases watch over their files themselves."""
    if connection.vendor != "sqlite":
        return HealthResult(OK, _("The server of the database checks its files itself."))
    if damage := _find_damage():
        found = _("The file of the database is damaged: %(damage)s") % {"damage": damage}
        return HealthResult(FAULT, found, _("Stop the server, save a copy of the data folder and restore a backup."))
    return HealthResult(OK, _("The file of the database is whole."))


def _find_damage() -> str:
    """Return the first damage that SQLite reports, or raises where it cannot read on; empty without one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(10)")
            return next((str(row[0]).splitlines()[-1] for row in cursor.fetchall() if row[0] != "ok"), "")
    except DatabaseError as error:
        return _first_line(error)


def check_foreign_keys() -> HealthResult:
    """Look for rows of SQLite that name a row which does not exist; other databases never accept them."""
    if connection.vendor != "sqlite":
        return HealthResult(OK, _("The server of the database holds its foreign keys itself."))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        broken = cursor.fetchmany(1000)
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken})[:MAX_NAMED])
        found = ngettext(
            "%(count)d row names a row that does not exist, in: %(tables)s",
            "%(count)d rows name rows that do not exist, in: %(tables)s",
            len(broken),
        ) % {"count": len(broken), "tables": tables}
        remedy = _("Another program has changed the database. Restore a backup, or correct these rows by hand.")
        return HealthResult(FAULT, found, remedy, {"rows": len(broken)})
    return HealthResult(OK, _("Every row that another one names exists."), values={"rows": 0})


def _name_some(migrations: list[tuple[str, str]]) -> str:
    names = [".".join(one) for one in migrations[:MAX_NAMED]]
    return ", ".join(names) + (" ..." if len(migrations) > MAX_NAMED else "")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
