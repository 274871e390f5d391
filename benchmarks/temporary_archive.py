"""An archive of generated meetings in a temporary folder, each step in a separate process on it."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from benchmarks.generated_archive import Progress, fill
from meetings.ingest.reference import load_fixtures
from meetings.search.index import updating
from meetings.services.reference_data import ensure_reference_data


def run_step(folder: Path, command: str, *arguments: str) -> str:
    """Run a command of `manage.py` in a separate process over the archive in `folder`; return what it prints."""
    whole = [sys.executable, str(settings.BASE_DIR / "manage.py"), command, *arguments]
    done = subprocess.run(whole, env=make_environment(folder), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{' '.join(arguments)} failed, see above.")
    return done.stdout


def make_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a process over the archive in `folder`."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return environment | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(folder),
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "0",
        "DEBUG": "0",
    }


def fill_archive(rows: int, tell: Progress, tell_index: Progress | None = None) -> None:
    """Fill the empty archive of this process with the sample archive and generated meetings.

    Args:
        rows: The number of meetings to generate.
        tell: Gets the number of meetings that were generated.
        tell_index: Gets the number of meetings in the index; without it, no index is built.
    """
    call_command("migrate", verbosity=0)
    ensure_reference_data()
    load_fixtures("sample_archive")
    fill(rows, tell)
    if tell_index is not None:
        updating.rebuild_index(tell_index)
