"""Which backups of a folder are deleted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meetings.services.backup.rotation import KeptBackups, choose_outdated, list_backups, make_backup_name

SITE = "0a1b2c3d"
NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)  # a Monday


def make(folder: Path, *times: datetime) -> None:
    for time in times:
        (folder / make_backup_name(SITE, time, "")).touch()


def kept_days(folder: Path, kept: KeptBackups) -> list[str]:
    """The days of the backups that stay, newest first."""
    backups = list_backups(folder, SITE)
    outdated = choose_outdated(backups, kept)
    return [f"{time:%m-%d %H}" for path, time in backups.items() if path not in outdated]


def test_names_have_the_time_in_utc():
    time = datetime(2026, 11, 30, 6, 5, tzinfo=UTC).astimezone()
    assert make_backup_name(SITE, time, ".age") == "mahdar-0a1b2c3d-20261130T060500Z.tar.gz.age"


def test_the_latest(tmp_path: Path):
    make(tmp_path, *(NOW - timedelta(hours=hours) for hours in range(4)))
    assert kept_days(tmp_path, KeptBackups(last=2)) == ["11-30 03", "11-30 02"]
    assert len(kept_days(tmp_path, KeptBackups())) == 4  # without an option nothing is deleted


def test_days_weeks_and_months_overlap(tmp_path: Path):
    make(tmp_path, *(NOW - timedelta(days=days) for days in range(80)))
    assert kept_days(tmp_path, KeptBackups(daily=3, weekly=3, monthly=3)) == [
        "11-30 03", "11-29 03", "11-28 03",  # days; the first two are the newest of their weeks too
        "11-22 03",  # the third week ends on a Sunday
        "10-31 03", "09-30 03",
    ]  # fmt: skip


def test_the_newest_of_a_day_stays(tmp_path: Path):
    make(tmp_path, NOW, NOW + timedelta(hours=5), NOW - timedelta(days=1))
    assert kept_days(tmp_path, KeptBackups(daily=2)) == ["11-30 08", "11-29 03"]


def test_days_without_a_backup_do_not_count(tmp_path: Path):
    """After a month without backups, the old ones stay."""
    make(tmp_path, NOW, NOW - timedelta(days=40), NOW - timedelta(days=41))
    assert kept_days(tmp_path, KeptBackups(daily=2)) == ["11-30 03", "10-21 03"]


@pytest.mark.parametrize(
    "name",
    [
        "mahdar-ffffffff-20261101T030000Z.tar.gz",  # of another site
        "mahdar-0a1b2c3d-20261101T030000Z.tar.gz.copy",
        "keep-mahdar-0a1b2c3d-20261101T030000Z.tar.gz",
        "before-restore-20261101T030000Z.tar.gz",
        "mahdar-0a1b2c3d-20261101.tar.gz",
        "notes.txt",
    ],
)
def test_other_files_are_not_ours(tmp_path: Path, name: str):
    (tmp_path / name).touch()
    (tmp_path / "mahdar-0a1b2c3d-20261101T030000Z.tar.gz").mkdir()
    (tmp_path / "mahdar-0a1b2c3d-20261102T030000Z.tar.gz").symlink_to(tmp_path / name)
    assert list_backups(tmp_path, SITE) == {}
