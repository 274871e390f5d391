"""The last backup that was completed, as the data folder names it, for those who watch over the site."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from meetings.services.backup.places import give_to_owner

LAST_BACKUP = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup that was completed: when, the path of its file as it was given, and its bytes."""

    finished_at: datetime
    file: str
    size: int


def note_last_backup(file: Path) -> None:
    """Record that the backup `file` is complete now. Raises OSError where the data folder cannot be written."""
    data = Path(settings.DATA_DIR)
    stated = {"finished_at": timezone.now().isoformat(), "file": str(file), "bytes": file.stat().st_size}
    beside = data / f".{LAST_BACKUP}"
    beside.write_text(json.dumps(stated), encoding="utf-8")
    give_to_owner(beside, data)
    beside.replace(data / LAST_BACKUP)


def read_last_backup() -> LastBackup | None:
    """Return the last backup as `last-backup.json` in the data folder names it; None if it is not known.

    The file is `{"finished_at": "2026-11-30T02:00:00+00:00", "file": "/backups/mahdar.zip", "bytes": 1024}`.
    """
    try:
        stated = json.loads((Path(settings.DATA_DIR) / LAST_BACKUP).read_text(encoding="utf-8"))
        moment = parse_datetime(stated["finished_at"])
        if moment is None or timezone.is_naive(moment):
            return None
        return LastBackup(moment, str(stated.get("file", "")), int(stated.get("bytes", 0)))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
