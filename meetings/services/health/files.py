"""Checks of the disk, the data folder, the static files and the optional packages."""

import os
import shutil
import stat
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.services.health.results import FAULT, OK, WARNING, HealthResult
from meetings.services.health.sizes import get_database_file, show_bytes
from meetings.services.health.static_files import MANIFEST, has_stale_static_files, list_damaged_files

MIN_FREE_BYTES = 200 * 1024 * 1024  # below it a rebuild of the index or a large import may fail
MIN_COMFORTABLE_BYTES = 1024 * 1024 * 1024
MAX_NAMED = 3  # files
SECRET_FILE = "secret_key"
# Packages that some settings need, and what they are for; each setting says so itself where its package is missing.
EXTRAS = {"psycopg": "PostgreSQL", "prometheus_client": "/metrics", "sentry_sdk": "Sentry"}


def check_disk() -> HealthResult:
    """Measure the free space where the data folder is."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    values = {"free_bytes": usage.free, "total_bytes": usage.total}
    found = _("%(free)s of %(total)s are free.")
    found %= {"free": show_bytes(usage.free), "total": show_bytes(usage.total)}
    remedy = _("Delete old backups and logs, or move the data folder to a larger disk.")
    if usage.free < MIN_FREE_BYTES:
        return HealthResult(FAULT, found, remedy, values)
    if usage.free < MIN_COMFORTABLE_BYTES:
        return HealthResult(WARNING, found, remedy, values)
    return HealthResult(OK, found, values=values)


def check_data_folder() -> HealthResult:
    """Look whether the data folder can be written, and whether other users of the machine can read its secrets."""
    folder = Path(settings.DATA_DIR)
    places = [folder, Path(settings.MEDIA_ROOT), Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])]
    closed = [place for place in places if place.exists() and not os.access(place, os.R_OK | os.W_OK | os.X_OK)]
    database = get_database_file()
    if database and database.exists() and not os.access(database, os.R_OK | os.W_OK):
        closed.append(database)
    if closed:
        found = _("Mahdar may not write to %(folder)s.") % {"folder": closed[0]}
        return HealthResult(FAULT, found, _("Give the folder to the user that runs Mahdar (chown -R)."))
    if name := _find_open_file(Path(SECRET_FILE), stat.S_IRWXG | stat.S_IRWXO):
        found = _("Other users of this machine can read the secret key.")
        return HealthResult(FAULT, found, _("Run chmod 600 %(file)s.") % {"file": name})
    if database and (name := _find_open_file(database, stat.S_IRWXO)):
        found = _("Other users of this machine can read the database, which has the passwords' hashes.")
        return HealthResult(WARNING, found, _("Run chmod 640 %(file)s.") % {"file": name})
    return HealthResult(OK, _("%(folder)s can be written.") % {"folder": folder})


def _find_open_file(path: Path, bits: int) -> Path | None:
    """Return the file if its mode has one of `bits` and the way to it is open; None if it is safe or missing."""
    file = Path(settings.DATA_DIR) / path  # an absolute path stays as it is
    if not file.exists() or not file.stat().st_mode & bits:
        return None
    return file if file.parent.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH) else None


def check_static_files() -> HealthResult:
    """Compare the collected static files with the hashes in their names."""
    if settings.DEBUG:
        return HealthResult(OK, _("Development serves static files without collecting them."))
    remedy = _("Run manage.py collectstatic. manage.py serve does it at its start.")
    if not (Path(settings.STATIC_ROOT) / MANIFEST).exists():
        return HealthResult(FAULT, _("The static files are not collected."), remedy)
    try:
        count, damaged = list_damaged_files()
    except (OSError, ValueError):
        found = _("The list of the static files is damaged: %(file)s")
        return HealthResult(FAULT, found % {"file": Path(settings.STATIC_ROOT) / MANIFEST}, remedy)
    values = {"files": count, "damaged": len(damaged)}
    if damaged:
        found = ngettext(
            "%(count)d static file is missing or damaged: %(names)s",
            "%(count)d static files are missing or damaged: %(names)s",
            len(damaged),
        ) % {"count": len(damaged), "names": ", ".join(damaged[:MAX_NAMED])}
        return HealthResult(FAULT, found, remedy, values)
    if has_stale_static_files():
        return HealthResult(WARNING, _("A static file is newer than the collected ones."), remedy, values)
    found = ngettext("%(count)d static file is whole.", "%(count)d static files are whole.", count)
    return HealthResult(OK, found % {"count": count}, values=values)


def check_extras() -> HealthResult:
    """List the optional packages that are installed."""
    installed = {name: bool(find_spec(name)) for name in EXTRAS}
    here = [f"{name} ({EXTRAS[name]})" for name, is_here in installed.items() if is_here]
    absent = [f"{name} ({EXTRAS[name]})" for name, is_here in installed.items() if not is_here]
    found = _("Installed: %(installed)s. Not installed: %(absent)s.")
    return HealthResult(OK, found % {"installed": ", ".join(here) or "—", "absent": ", ".join(absent) or "—"},
                        values=installed)  # fmt: skip
