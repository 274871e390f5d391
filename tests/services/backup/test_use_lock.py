"""Servers share a site; a restore has it alone."""

from pathlib import Path

import pytest

from meetings.services.backup import use_lock
from meetings.services.backup.use_lock import SiteBusyError, mark_site_in_use, shared_site, site_alone


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


def test_no_server_starts_during_a_restore(settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    with site_alone(tmp_path), pytest.raises(SiteBusyError, match="is being restored"):
        mark_site_in_use()
