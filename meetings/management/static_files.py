"""Collects static files so that what a killed run left half-written does not stay.

Django leaves a collected file alone if it is newer than its source, although its content may be cut off, and the names
of its copies are then made from the wrong content.
"""

import contextlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from meetings.services.health.static_files import has_stale_static_files, list_damaged_files

_PACKED_ENDINGS = ("", ".gz", ".br")


def collect_static_files() -> None:
    """Collect the static files if they are missing, damaged or older than their sources."""
    damaged = _list_damaged()
    if not damaged and not has_stale_static_files():
        return
    root = Path(settings.STATIC_ROOT)
    for name in [*(damaged or ()), *_list_unlike_sources(root)]:
        for ending in _PACKED_ENDINGS:
            with contextlib.suppress(OSError):
                (root / f"{name}{ending}").unlink()
    call_command("collectstatic", interactive=False, verbosity=0)


def _list_damaged() -> list[str]:
    """Return the collected files whose content is not what their name states; none where the manifest is damaged."""
    try:
        return list_damaged_files()[1]
    except (OSError, ValueError):
        with contextlib.suppress(OSError):
            (Path(settings.STATIC_ROOT) / "staticfiles.json").unlink()
        return []


def _list_unlike_sources(root: Path) -> list[str]:
    """Return the collected files whose content is not that of their sources; the first source of a name counts."""
    seen, found = set[str](), []
    for finder in get_finders():
        for path, storage in finder.list([]):
            name = f"{getattr(storage, 'prefix', None) or ''}/{path}".lstrip("/")
            if name in seen:
                continue
            seen.add(name)
            collected = root / name
            if collected.is_file() and collected.read_bytes() != storage.open(path).read():
                found.append(name)
    return found
