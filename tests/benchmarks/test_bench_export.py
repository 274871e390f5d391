"""Measuring exports leaves the archive alone and says how much memory each took."""

import re

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting


@pytest.mark.django_db
def test_an_export_of_a_generated_archive_is_measured(capfd):
    call_command("bench_export", rows=30, only=["meetings.csv"])
    line = next(line for line in capfd.readouterr().out.splitlines() if line.startswith("meetings.csv"))
    rows, *_figures, peak, before = (float(figure) for figure in re.findall(r"[\d.]+", line.partition("csv")[2]))
    assert rows == 30
    assert 20 < before <= peak  # how much more depends on the machine and on what watches the process
    assert not Meeting.objects.exists()


def test_what_cannot_be_measured_is_refused_at_once():
    with pytest.raises(CommandError, match="at least one"):
        call_command("bench_export", rows=0)
    with pytest.raises(CommandError, match=r"no export meetings\.exe"):
        call_command("bench_export", only=["meetings.exe"])
