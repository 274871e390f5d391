"""The names of backups in a folder, and which of them are deleted as new ones are made."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class KeptBackups:
    """How many backups a folder keeps: the newest ones, and the newest of each of the latest days, weeks and months."""

    last: int = 0
    daily: int = 0
    weekly: int = 0
    monthly: int = 0

    def __bool__(self) -> bool:
        return any((self.last, self.daily, self.weekly, self.monthly))


def make_backup_name(site: str, now: datetime, ending: str) -> str:
    """Return the name of a backup of the site with the mark `site`, made `now`."""
    return f"mahdar-{site}-{now.astimezone(UTC).strftime(_TIME)}.tar.gz{ending}"


def list_backups(folder: Path, site: str) -> dict[Path, datetime]:
    """Return the backups of this site that have the name we gave them, newest first; a renamed one is not ours."""
    shape = re.compile(rf"mahdar-{re.escape(site)}-(\d{{8}}T\d{{6}}Z)\.tar\.gz(\.age|\.gpg)?")
    found = {}
    for path in folder.iterdir():
        if (match := shape.fullmatch(path.name)) and path.is_file() and not path.is_symlink():
            found[path] = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    return dict(sorted(found.items(), key=lambda item: (item[1], item[0].name), reverse=True))


def choose_outdated(backups: dict[Path, datetime], kept: KeptBackups) -> list[Path]:
    """Return the backups that `kept` does not keep; none where it keeps no backup at all. `backups`: newest first."""
    if not kept:
        return []
    staying = set(list(backups)[: max(kept.last, 1)])  # the newest one is never deleted
    for number, period in (
        (kept.daily, lambda time: time.date()),
        (kept.weekly, lambda time: time.isocalendar()[:2]),
        (kept.monthly, lambda time: (time.year, time.month)),
    ):
        staying |= _newest_of_each(backups.items(), number, period)
    return [path for path in backups if path not in staying]


def _newest_of_each(
    backups: Iterable[tuple[Path, datetime]], number: int, period: Callable[[datetime], object]
) -> set[Path]:
    """Return the newest backup of each of the latest `number` periods that have one."""
    found: dict[object, Path] = {}
    for path, time in backups:
        found.setdefault(period(time), path)
    return set(list(found.values())[:number])
