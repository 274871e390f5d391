"""Servers share a site; a restore has it alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from meetings.services.backup import use_lock
from meetings.services.backup.use_lock import SiteBusyError, mark_site_in_use, shared_site, site_alone
from tests.conftest import ROOT


def test_many_share_it(tmp_path: Path):
    with shared_site(tmp_path), shared_site(tmp_path), pytest.raises(SiteBusyError), site_alone(tmp_path):
        pass
    with site_alone(tmp_path), pytest.raises(SiteBusyError, match="Start again"), shared_site(tmp_path):
        pass
    with site_alone(tmp_path):
        pass


def test_a_server_marks_it_until_it_ends(settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    mark_site_in_use()
    with pytest.raises(SiteBusyError), site_alone(tmp_path):
        pass
    use_lock._held.pop().release()  # as the end of the process does


def test_a_lock_that_cannot_be_opened_is_reported(tmp_path: Path):
    (tmp_path / use_lock.LOCK_FILE).mkdir()
    with pytest.raises(SiteBusyError, match="chown USER"), shared_site(tmp_path):
        pass


def test_a_web_server_does_not_load_the_application_during_a_restore(tmp_path: Path):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "MAHDAR_DATA_DIR": str(tmp_path)}
    for name in ("wsgi", "asgi"):
        load = [sys.executable, "-c", f"import config.{name}"]
        with site_alone(tmp_path):
            refused = subprocess.run(load, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "SiteBusyError: A backup is being restored" in refused.stderr
        assert subprocess.run(load, env=environment, cwd=ROOT, check=False).returncode == 0


def test_no_server_starts_during_a_restore(settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    with site_alone(tmp_path), pytest.raises(SiteBusyError, match="is being restored"):
        mark_site_in_use()
