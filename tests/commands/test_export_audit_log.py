"""`manage.py export_audit_log`: the days it takes, and that a file is replaced only by a whole one."""

import csv
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from meetings.management.commands import export_audit_log
from meetings.services.history import recorded
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def change():
    with recorded(None):
        MeetingFactory()


def count_rows(path) -> int:
    return len(list(csv.DictReader(path.open(encoding="utf-8-sig"))))


def test_both_days_are_included(tmp_path):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    for number, (since, until, rows) in enumerate(
        [(today, today, 1), (yesterday, today, 1), (yesterday, yesterday, 0)]
    ):
        path = tmp_path / f"{number}.csv"
        call_command("export_audit_log", str(path), f"--since={since}", f"--until={until}")
        assert count_rows(path) == rows


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("option", ["since", "until"])
def test_a_day_that_cannot_be_read_is_said(tmp_path, option, day):
    with pytest.raises(CommandError, match="could not read"):
        call_command("export_audit_log", str(tmp_path / "log.csv"), f"--{option}={day}")


def test_an_earlier_file_stays_until_the_new_one_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "log.csv"
    path.write_text("earlier", encoding="utf-8")
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_audit_log", str(path))

    def break_off(*arguments):
        yield "half"
        raise OSError("disk full")

    monkeypatch.setattr(export_audit_log, "write_log", break_off)
    with pytest.raises(CommandError, match="disk full"):
        call_command("export_audit_log", str(path), "--force")
    assert path.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [path]
