"""The numbers of the archive for programs that draw them over time: values of the checks, and counts of records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError

from meetings.search import get_index_folder
from meetings.services.health.results import HealthLevel
from meetings.services.health.sizes import measure_archive
from meetings.services.health.table import QUICK, run_checks

LEVEL_NUMBERS = {HealthLevel.OK: 0, HealthLevel.WARNING: 1, HealthLevel.FAULT: 2}
# Name of the gauge, the check that has its value, the value, what it means.
_VALUES = (
    (
        "mahdar_index_waiting_changes",
        "waiting_changes",
        "count",
        "Changes of the archive that the index does not have.",
    ),
    (
        "mahdar_index_lag_seconds",
        "waiting_changes",
        "oldest_seconds",
        "Age of the oldest of these changes; 0 for none.",
    ),
    ("mahdar_index_documents", "index", "documents", "Meetings in the index."),
    ("mahdar_index_expected_documents", "index_documents", "meetings", "Meetings that the index should have."),
    ("mahdar_feeds_active", "feeds", "active", "Feeds that are fetched."),
    ("mahdar_feeds_failing", "feeds", "failing", "Feeds whose last request failed."),
    ("mahdar_publications_overdue", "timers", "overdue_publications", "Scheduled meetings that are overdue."),
    ("mahdar_backup_age_seconds", "backup", "age_seconds", "Age of the last backup; absent if none is known."),
    ("mahdar_disk_free_bytes", "disk", "free_bytes", "Free space where the data folder is."),
)
_ZERO_WITHOUT_VALUE = {"mahdar_index_lag_seconds"}


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number, or one for each value of a label."""

    name: str
    meaning: str
    label: str = ""
    numbers: dict[str, float] = field(default_factory=dict)  # by the value of the label; "" without a label


def list_gauges() -> Iterator[Gauge]:
    """Yield the numbers of the archive; those that cannot be read are left out, and their check is a fault."""
    results = {one.check.name: one.result for one in run_checks(QUICK)}
    levels = {name: float(LEVEL_NUMBERS[result.level]) for name, result in results.items()}
    yield Gauge("mahdar_check_level", "Result of a check: 0 in order, 1 warning, 2 fault.", "check", levels)
    for name, check, key, meaning in _VALUES:
        values: dict[str, Any] = results[check].values
        number = values.get(key)
        if number is None and key in values and name in _ZERO_WITHOUT_VALUE:
            number = 0
        if number is not None:
            yield Gauge(name, meaning, numbers={"": float(number)})
    try:
        sizes = measure_archive(get_index_folder())
    except DatabaseError:
        return
    counts = {name: float(getattr(sizes, name)) for name in ("meetings", "officials", "articles", "originals")}
    yield Gauge("mahdar_records", "Records of the archive.", "kind", counts)
    parts = {name: float(getattr(sizes, f"{name}_bytes")) for name in ("database", "index", "originals")}
    yield Gauge("mahdar_bytes", "Size of a part of the archive.", "part", parts)
