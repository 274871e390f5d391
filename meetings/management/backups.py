"""What the commands backup and restore share: the progress of long work, and what a backup has."""

import time

from meetings.management.terminal import Screen
from meetings.services.backup.manifest import BackupManifest

MIN_PROGRESS_SECONDS = 2.0  # work that is done sooner shows no progress
SECONDS_BETWEEN_LINES = 10.0  # in a log, which has a line for each report
MEGABYTE = 1 << 20


class DelayedProgress:
    """Shows what is being done once the work has taken a while: in place on a terminal, as lines in a log."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._shown = time.monotonic() + MIN_PROGRESS_SECONDS - SECONDS_BETWEEN_LINES
        self._started = time.monotonic()

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if self._screen.terminal:
            if now - self._started > MIN_PROGRESS_SECONDS:
                self._screen.progress(text)
        elif now - self._shown > SECONDS_BETWEEN_LINES:
            self._screen.line(f"  {text} ...")
            self._shown = now


def describe_faults(manifest: BackupManifest) -> str:
    """Return a line with the faults of the database; empty where it has none."""
    if not manifest.faults:
        return ""
    return (
        f"The database has faults: {'; '.join(manifest.faults)}. The backup has them too. Compare it with an older one."
    )


def describe_content(manifest: BackupManifest) -> str:
    """Return a line with the size of the unpacked backup."""
    rows = sum(table.rows for table in manifest.tables.values())
    return (
        f"{rows} rows in {len(manifest.tables)} tables ({manifest.database_bytes / MEGABYTE:.1f} MB), "
        f"{manifest.files} files ({manifest.files_bytes / MEGABYTE:.1f} MB)"
    )
