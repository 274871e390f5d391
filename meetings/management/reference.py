"""What the commands say of the reference data: what was loaded, and that an archive has none."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from meetings.ingest.reference import has_reference_data
from meetings.services.reference_data import LoadedKind

MISSING = (
    "The archive has no countries: reports are read without sides, places and topics. Run load_reference first, or "
    'choose "Load the reference data" on the first page of the desk.'
)
MAX_NAMED = 10  # records of a kind that differ from the files


def describe_loaded(loaded: Iterable[LoadedKind]) -> list[str]:
    """Return a line for each kind with its numbers, and one that names the records that differ from the files."""
    lines = []
    for one in loaded:
        with override("en"):
            name = str(one.model._meta.verbose_name_plural)
        lines.append(f"{name}: {one.new} new, {one.changed} changed, {one.left} left as they are")
        if one.different:
            named = ", ".join(one.different[:MAX_NAMED]) + (" ..." if len(one.different) > MAX_NAMED else "")
            lines.append(f"  changed by an editor, unlike the files: {named}")
    return lines


def report_missing_reference(command: Any) -> None:
    """Print on the errors of a command that the archive has no countries, and what to do, if it has none."""
    if not has_reference_data():
        command.stderr.write(command.style.WARNING(MISSING))
